#include "grid-analyze/scene/cells.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "grid-analyze/scene/cell_look.hpp"
#include "grid-analyze/scene/color.hpp"
#include "grid-analyze/scene/highlight.hpp"
#include "grid-analyze/scene/surroundings.hpp"

namespace tk::grid {
namespace {

constexpr double enough = 0.3;    // share of the visible points
constexpr double peeking = 0.12;  // the same for what shows behind an obstacle
constexpr double most_of_cell = 0.4;
constexpr double most_around = 0.55;     // of what is seen around a ring, where neighbours' paint ends
constexpr double least_through = 0.15;   // share of the difference of the shades, through the most opaque paint
constexpr double open_behind = 0.4;      // share of what is just behind a cell
constexpr double kept_floor = 0.15;      // share of the cells that have the floor of the frame before
constexpr std::size_t least_around = 8;  // points around a ring, to tell by

/// Which of the two alternating shades a cell has: rows of a staggered board alternate.
std::size_t parity(const board::Geometry& geometry, board::Cell cell) {
    const board::Coord coord = geometry.coord(cell);
    return static_cast<std::size_t>((coord.x + coord.y) & 1);
}

/// The two shades of floor, by the parity of the cell. `before`: those of the frame before, which hold as long as
/// some cells have them: a large window is no floor.
std::optional<Floors> floor_shades(const FoundBoard& board, const std::vector<Look>& looks,
                                   const std::vector<profile::NamedHue>& highlights,
                                   const std::optional<Floors>& before) {
    std::array<Pixels, 2> plain, all;
    for (const board::Cell cell : board.framed) {
        const Look& look = looks[static_cast<std::size_t>(cell)];
        if (!look.is_visible) continue;
        const std::size_t side = parity(board.geometry, cell);
        all[side].push_back(look.median);
        if (!highlight_of(look.median, highlights)) plain[side].push_back(look.median);
    }
    std::array<std::optional<cv::Vec3b>, 2> floors;
    for (std::size_t i = 0; i < 2; ++i) {
        const auto is_as_before = [&](const cv::Vec3b& colour) {
            return difference(colour, (*before)[i]) <= same_shade;
        };
        if (before && static_cast<double>(std::count_if(all[i].begin(), all[i].end(), is_as_before)) >
                          kept_floor * static_cast<double>(all[i].size())) {
            floors[i] = (*before)[i];
        } else if (const auto shade = commonest(plain[i].size() * 10 >= all[i].size() ? plain[i] : all[i])) {
            floors[i] = shade->colour;
        }
    }
    if (!floors[0]) floors[0] = floors[1];
    if (!floors[0]) return std::nullopt;
    return Floors{*floors[0], floors[1].value_or(*floors[0])};
}

/// The highlight that a cell with somebody on it is painted with: as seen within the ring, or around it.
std::optional<Coat> coat_around(const cv::Mat& picture, const cv::Mat& hidden, const FoundBoard& board,
                                const Occupied& taken, const cv::Vec3b& floor,
                                const std::vector<profile::NamedHue>& highlights) {
    const board::Point middle = board::centre(board.geometry, board.placement, taken.cell);
    const auto& inner = taken.ring ? within_ring(board.placement, *taken.ring) : core_of(board.placement);
    if (const auto coat = coat_on(look_at(picture, hidden, middle, inner), floor, highlights, enough)) return coat;
    if (!taken.ring) return std::nullopt;
    const Look around =
        look_at(picture, hidden, middle, around_ring(board.geometry.kind(), board.placement, *taken.ring));
    if (around.points.size() < least_around) return std::nullopt;
    return coat_on(around, floor, highlights, most_around);
}

/// A cell that looks painted.
struct PaintedCell {
    board::Cell cell = 0;
    Coat coat;
    cv::Vec3b colour{};
};

/// Whether the floor shows through the paint of a cell, as far as its painted neighbours tell: where a window lies,
/// cells over either shade of floor look the same.
bool lets_through(const PaintedCell& one, const std::map<board::Cell, PaintedCell>& painted,
                  const board::Geometry& geometry, const Floors& floors) {
    double sum = 0;
    int count = 0;
    for (const board::Cell neighbour : geometry.neighbours(one.cell)) {
        const auto other = painted.find(neighbour);
        if (other == painted.end()) continue;
        const auto share = shown_through(one.colour, other->second.colour, floors[parity(geometry, one.cell)],
                                         floors[parity(geometry, neighbour)]);
        if (!share) continue;
        sum += *share;
        ++count;
    }
    return count == 0 || sum > least_through * count;
}

/// Points a little above the upper sides of a cell, off its middle: there an obstacle, which rises, hides what is
/// behind it, and a hole does not.
std::vector<board::Point> above_sides(const FoundBoard& board) {
    const auto corners = board::outline(board.geometry, board.placement, 0);
    const board::Point middle = board::centre(board.geometry, board.placement, 0);
    std::vector<board::Point> points;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const board::Point a = corners[i], b = corners[(i + 1) % corners.size()];
        if ((a.y + b.y) / 2 > middle.y - 0.1 * board.placement.height) continue;
        for (const double along : {0.2, 0.35, 0.5, 0.65, 0.8}) {
            for (const double up : {0.1, 0.18})
                points.push_back({a.x + along * (b.x - a.x) - middle.x,
                                  a.y + along * (b.y - a.y) - middle.y - up * board.placement.height});
        }
    }
    return points;
}

/// Whether one of the cells in front, which are read already, holds an obstacle that may hide part of this one.
bool behind_obstacle(const board::Geometry& geometry, const std::string& cells, board::Cell cell) {
    for (const auto direction : {board::Direction::south_west, board::Direction::south, board::Direction::south_east}) {
        const auto front = geometry.neighbour(cell, direction);
        if (front && cells[static_cast<std::size_t>(*front)] == '#') return true;
    }
    return false;
}

/// What all cells of a picture are told by.
struct Seen {
    const cv::Mat& picture;
    cv::Mat hidden;  ///< CV_8U, above 0 where plates are
    const FoundBoard& board;
    std::vector<board::Point> above;  ///< points just behind a cell
    Pixels outside;                   ///< what lies around the board
    std::vector<Look> looks;          ///< by cell
};

Seen look_around(const cv::Mat& picture, const FoundBoard& board, const Covers& covers) {
    Seen seen{picture, cv::Mat::zeros(picture.size(), CV_8U), board, above_sides(board), {}, {}};
    for (const auto& plate : covers.plates) seen.hidden(plate & cv::Rect({0, 0}, picture.size())).setTo(1);
    const auto offsets = core_of(board.placement);
    seen.outside = colours_around(picture, seen.hidden, board, offsets);
    for (board::Cell cell = 0; cell < board.geometry.size(); ++cell)
        seen.looks.push_back(
            look_at(picture, seen.hidden, board::centre(board.geometry, board.placement, cell), offsets));
    return seen;
}

/// Whether most of a cell can be seen. One that the edge of the picture cuts in two may be anything in its other half.
bool is_seen(const Seen& seen, board::Cell cell) {
    const board::Point middle = board::centre(seen.board.geometry, seen.board.placement, cell);
    return seen.looks[static_cast<std::size_t>(cell)].is_visible &&
           cv::Rect({0, 0}, seen.picture.size()).contains(cv::Point(cv::Point2d(middle.x, middle.y)));
}

bool is_of_floor(const cv::Vec3b& colour, const cv::Vec3b& floor) {
    return difference(colour, floor) <= same_shade + 6;
}

/// Whether a colour is one of those around the board, and not that of the floor.
bool is_of_outside(const Seen& seen, const cv::Vec3b& colour, const cv::Vec3b& floor) {
    return !is_of_floor(colour, floor) &&
           std::any_of(seen.outside.begin(), seen.outside.end(),
                       [&](const cv::Vec3b& one) { return difference(colour, one) <= same_shade; });
}

/// Whether what is behind a cell that shows the colour of the outside can be seen over it: art around the board may
/// have the colour of an obstacle, but an obstacle hides what is behind it.
bool is_open(const Seen& seen, const Floors& floors, board::Cell cell) {
    const board::Geometry& geometry = seen.board.geometry;
    const std::size_t side = parity(geometry, cell);
    const auto is_any_floor = [&](const cv::Vec3b& p) {
        return is_of_floor(p, floors[side]) || is_of_floor(p, floors[1 - side]);
    };
    const auto is_outside = [&](const cv::Vec3b& p) { return is_of_outside(seen, p, floors[side]); };
    const Look behind =
        look_at(seen.picture, seen.hidden, board::centre(geometry, seen.board.placement, cell), seen.above);
    if (seen.outside.size() == 1 || behind.points.empty() || share_of(behind, is_any_floor) >= open_behind) return true;
    // A hole behind a hole shows the same; what rises over a cell of floor does not.
    const auto is_hole = [&](board::Direction direction) {
        const auto back = geometry.neighbour(cell, direction);
        return !back || share_of(seen.looks[static_cast<std::size_t>(*back)], is_outside) >= enough;
    };
    return share_of(behind, is_outside) >= open_behind && is_hole(board::Direction::north_west) &&
           is_hole(board::Direction::north) && is_hole(board::Direction::north_east);
}

/// What a cell is, as in Surface::cells, and what it is painted with.
struct CellReading {
    char kind = '?';
    std::optional<Coat> coat = {};
};

/// Of a cell that nobody stands on. `least`: share of its points that have to show the floor.
CellReading reading_of_free(const Seen& seen, const Floors& floors, board::Cell cell, double least,
                            const std::vector<profile::NamedHue>& highlights, const Covers& covers) {
    const Look& look = seen.looks[static_cast<std::size_t>(cell)];
    const cv::Vec3b& floor = floors[parity(seen.board.geometry, cell)];
    const double like_floor = share_of(look, [&](const cv::Vec3b& p) { return is_of_floor(p, floor); });
    const double like_outside =
        seen.outside.empty() ? 0 : share_of(look, [&](const cv::Vec3b& p) { return is_of_outside(seen, p, floor); });
    if (like_floor >= least && like_floor >= like_outside) return {'.'};
    if (like_outside >= enough && is_open(seen, floors, cell)) return {'o'};
    if (const auto coat = coat_on(look, floor, highlights, most_of_cell)) return {'.', coat};
    const board::Point middle = board::centre(seen.board.geometry, seen.board.placement, cell);
    return {covers.is_behind_somebody(middle) ? '?' : '#'};
}

}  // namespace

const Occupied* Covers::on(board::Cell cell) const {
    const auto found =
        std::find_if(occupied.begin(), occupied.end(), [&](const Occupied& taken) { return taken.cell == cell; });
    return found == occupied.end() ? nullptr : &*found;
}

bool Covers::is_behind_somebody(board::Point point) const {
    const cv::Point pixel(static_cast<int>(point.x), static_cast<int>(point.y));
    return std::any_of(bodies.begin(), bodies.end(), [&](const cv::Rect& body) { return body.contains(pixel); });
}

Surface read_cells(const cv::Mat& picture, const FoundBoard& board, const std::vector<profile::NamedHue>& highlights,
                   const Covers& covers, const std::optional<Floors>& before) {
    const auto& geometry = board.geometry;
    const Seen seen = look_around(picture, board, covers);
    Surface surface;
    surface.cells.assign(static_cast<std::size_t>(geometry.size()), '?');
    surface.floors = floor_shades(board, seen.looks, highlights, before);
    if (!surface.floors) return surface;
    std::vector<PaintedCell> painted;
    std::map<board::Cell, PaintedCell> seen_through;  // those of them whose hue was worked out
    // From front to back, as obstacles hide part of what is behind them.
    for (board::Cell cell = geometry.size() - 1; cell >= 0; --cell) {
        char& kind = surface.cells[static_cast<std::size_t>(cell)];
        const Occupied* const taken = covers.on(cell);
        if (taken != nullptr) kind = '.';
        if (!is_seen(seen, cell)) continue;
        CellReading reading{'.'};
        if (taken != nullptr) {
            const cv::Vec3b& floor = (*surface.floors)[parity(geometry, cell)];
            reading.coat = coat_around(picture, seen.hidden, board, *taken, floor, highlights);
        } else {
            const double least = behind_obstacle(geometry, surface.cells, cell) ? peeking : enough;
            reading = reading_of_free(seen, *surface.floors, cell, least, highlights, covers);
        }
        kind = reading.kind;
        if (!reading.coat) continue;
        painted.push_back({cell, *reading.coat, seen.looks[static_cast<std::size_t>(cell)].median});
        if (reading.coat->is_seen_through && taken == nullptr) seen_through[cell] = painted.back();
    }
    std::vector<std::vector<board::Cell>> cells(highlights.size());
    for (auto one = painted.rbegin(); one != painted.rend(); ++one) {
        if (seen_through.count(one->cell) != 0 && !lets_through(*one, seen_through, geometry, *surface.floors)) {
            surface.cells[static_cast<std::size_t>(one->cell)] = '#';
        } else {
            cells[one->coat.highlight].push_back(one->cell);
        }
    }
    for (std::size_t i = 0; i < highlights.size(); ++i) {
        if (!cells[i].empty()) surface.highlights.push_back({highlights[i].name, std::move(cells[i])});
    }
    return surface;
}

}  // namespace tk::grid
