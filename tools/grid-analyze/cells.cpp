#include "grid-analyze/cells.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "grid-analyze/color.hpp"

namespace tk::grid {
namespace {

constexpr double core = 0.36;           // of the cell that is looked at: |dx|/width + |dy|/height below this
constexpr int across = 9;               // sample points in a row of it
constexpr double least_visible = 0.35;  // share of a cell that must not be hidden
constexpr int same_shade = 14;          // grey levels between two cells of one shade
constexpr double enough = 0.3;          // share of the visible points
constexpr double peeking = 0.12;        // the same for what shows behind an obstacle

using Pixels = std::vector<cv::Vec3b>;

/// The visible sample points of a cell.
struct Look {
    Pixels points;
    bool is_visible = false;
    cv::Vec3b median{};
};

std::vector<board::Point> sample_offsets(const board::Placement& placement) {
    std::vector<board::Point> offsets;
    for (int i = 0; i < across; ++i) {
        for (int j = 0; j < across; ++j) {
            const double x = (i + 0.5) / across - 0.5, y = (j + 0.5) / across - 0.5;
            if (std::abs(x) + std::abs(y) < core) offsets.push_back({x * placement.width, y * placement.height});
        }
    }
    return offsets;
}

cv::Vec3b median_of(const Pixels& points) {
    cv::Vec3b median{};
    std::vector<uchar> channel(points.size());
    for (int c = 0; c < 3; ++c) {
        std::transform(points.begin(), points.end(), channel.begin(), [c](const cv::Vec3b& p) { return p[c]; });
        const auto middle = channel.begin() + static_cast<std::ptrdiff_t>(channel.size() / 2);
        std::nth_element(channel.begin(), middle, channel.end());
        median[c] = *middle;
    }
    return median;
}

Look look_at(const cv::Mat& picture, const cv::Mat& hidden, board::Point middle,
             const std::vector<board::Point>& offsets) {
    Look look;
    for (const auto& offset : offsets) {
        const int x = static_cast<int>(std::floor(middle.x + offset.x)),
                  y = static_cast<int>(std::floor(middle.y + offset.y));
        if (x < 0 || y < 0 || x >= picture.cols || y >= picture.rows || hidden.at<uchar>(y, x) != 0) continue;
        look.points.push_back(picture.at<cv::Vec3b>(y, x));
    }
    look.is_visible = static_cast<double>(look.points.size()) >= least_visible * static_cast<double>(offsets.size());
    if (!look.points.empty()) look.median = median_of(look.points);
    return look;
}

/// The colour that most of `colours` are near to, and the share that is.
struct Shade {
    cv::Vec3b colour{};
    double share = 0;
};

std::optional<Shade> commonest(const Pixels& colours) {
    if (colours.empty()) return std::nullopt;
    std::size_t most = 0;
    cv::Vec3b best{};
    for (const auto& candidate : colours) {
        const auto near =
            static_cast<std::size_t>(std::count_if(colours.begin(), colours.end(), [&](const cv::Vec3b& c) {
                return difference(c, candidate) <= same_shade;
            }));
        if (near > most) {
            most = near;
            best = candidate;
        }
    }
    Pixels members;
    for (const auto& colour : colours) {
        if (difference(colour, best) <= same_shade) members.push_back(colour);
    }
    return Shade{median_of(members), static_cast<double>(most) / static_cast<double>(colours.size())};
}

double share_of(const Look& look, const auto& is_like) {
    return static_cast<double>(std::count_if(look.points.begin(), look.points.end(), is_like)) /
           static_cast<double>(std::max<std::size_t>(look.points.size(), 1));
}

const profile::NamedHue* highlight_of(const cv::Vec3b& pixel, const std::vector<profile::NamedHue>& highlights) {
    const Hsv colour = hsv_of(pixel);
    const auto found = std::find_if(highlights.begin(), highlights.end(),
                                    [&](const auto& highlight) { return matches(highlight.hue, colour); });
    return found == highlights.end() || colour.value < 0.15 ? nullptr : &*found;
}

/// Whether a pixel looks as `floor` would under a translucent colour of this hue: the colour is worked out for several
/// opacities, as the floor's own hue shifts that of the mixture.
bool is_painted(const cv::Vec3b& pixel, const cv::Vec3b& floor, const profile::HueRange& hue) {
    if (difference(pixel, floor) <= same_shade) return false;
    for (const double opacity : {0.35, 0.45, 0.6}) {
        cv::Vec3b paint;
        bool exists = true;
        for (int c = 0; c < 3 && exists; ++c) {
            const double value = (pixel[c] - (1 - opacity) * floor[c]) / opacity;
            exists = value > -30 && value < 285;
            paint[c] = cv::saturate_cast<uchar>(value);
        }
        if (!exists) continue;
        const Hsv colour = hsv_of(paint);
        if (colour.value > 0.3 && colour.saturation > 0.6 && matches(hue, colour)) return true;
    }
    return false;
}

/// Which of the two alternating shades a cell has: rows of a staggered board alternate.
std::size_t parity(const board::Geometry& geometry, board::Cell cell) {
    const board::Coord coord = geometry.coord(cell);
    return static_cast<std::size_t>((coord.x + coord.y) & 1);
}

/// What lies around the board, if it is all one colour.
std::optional<cv::Vec3b> outside_colour(const cv::Mat& picture, const cv::Mat& hidden, const FoundBoard& board,
                                        const std::vector<board::Point>& offsets) {
    Pixels colours;
    const auto& geometry = board.geometry;
    const auto add = [&](int col, int row) {
        const double x = board.placement.origin.x + (col + (row & 1) / 2.0) * board.placement.width;
        const double y = board.placement.origin.y + row / 2.0 * board.placement.height;
        const Look look = look_at(picture, hidden, {x, y}, offsets);
        if (look.is_visible) colours.push_back(look.median);
    };
    if (geometry.kind() == board::Kind::iso) {
        for (int row = -2; row < geometry.rows() + 2; ++row) {
            for (const int col : {-2, -1, geometry.cols(), geometry.cols() + 1}) add(col, row);
        }
        for (int col = 0; col < geometry.cols(); ++col) {
            for (const int row : {-3, -2, geometry.rows() + 1, geometry.rows() + 2}) add(col, row);
        }
    }
    const auto shade = commonest(colours);
    if (!shade || shade->share < 0.5) return std::nullopt;
    return shade->colour;
}

/// The two shades of floor, by the parity of the cell.
std::array<std::optional<Shade>, 2> floor_shades(const FoundBoard& board, const std::vector<Look>& looks,
                                                 const std::vector<profile::NamedHue>& highlights) {
    std::array<Pixels, 2> plain, all;
    for (const board::Cell cell : board.framed) {
        const Look& look = looks[static_cast<std::size_t>(cell)];
        if (!look.is_visible) continue;
        const std::size_t side = parity(board.geometry, cell);
        all[side].push_back(look.median);
        if (highlight_of(look.median, highlights) == nullptr) plain[side].push_back(look.median);
    }
    std::array<std::optional<Shade>, 2> floors;
    for (std::size_t i = 0; i < 2; ++i)
        floors[i] = commonest(plain[i].size() * 10 >= all[i].size() ? plain[i] : all[i]);
    for (std::size_t i = 0; i < 2; ++i) {
        if (!floors[i]) floors[i] = floors[1 - i];
    }
    return floors;
}

/// The highlight that a cell is painted with: its hue is seen on much of it.
std::optional<std::size_t> painted_with(const Look& look, const cv::Vec3b& floor,
                                        const std::vector<profile::NamedHue>& highlights, double least) {
    for (std::size_t i = 0; i < highlights.size(); ++i) {
        const auto shows = [&](const cv::Vec3b& p) {
            return highlight_of(p, highlights) == &highlights[i] || is_painted(p, floor, highlights[i].hue);
        };
        if (share_of(look, shows) >= least) return i;
    }
    return std::nullopt;
}

/// Whether one of the cells in front, which are read already, holds an obstacle that may hide part of this one.
bool behind_obstacle(const board::Geometry& geometry, const std::string& cells, board::Cell cell) {
    for (const auto direction : {board::Direction::south_west, board::Direction::south, board::Direction::south_east}) {
        const auto front = geometry.neighbour(cell, direction);
        if (front && cells[static_cast<std::size_t>(*front)] == '#') return true;
    }
    return false;
}

}  // namespace

bool Covers::has_somebody(board::Cell cell) const {
    return std::find(occupied.begin(), occupied.end(), cell) != occupied.end();
}

bool Covers::is_behind_somebody(board::Point point) const {
    const cv::Point pixel(static_cast<int>(point.x), static_cast<int>(point.y));
    return std::any_of(bodies.begin(), bodies.end(), [&](const cv::Rect& body) { return body.contains(pixel); });
}

Surface read_cells(const cv::Mat& picture, const FoundBoard& board, const std::vector<profile::NamedHue>& highlights,
                   const Covers& covers) {
    const cv::Rect whole({0, 0}, picture.size());
    cv::Mat hidden = cv::Mat::zeros(picture.size(), CV_8U);
    for (const auto& plate : covers.plates) hidden(plate & whole).setTo(1);
    const auto& geometry = board.geometry;
    const auto offsets = sample_offsets(board.placement);
    const auto outside = outside_colour(picture, hidden, board, offsets);
    std::vector<Look> looks;
    for (board::Cell cell = 0; cell < geometry.size(); ++cell)
        looks.push_back(look_at(picture, hidden, board::centre(geometry, board.placement, cell), offsets));
    const auto floors = floor_shades(board, looks, highlights);

    Surface surface;
    surface.cells.assign(static_cast<std::size_t>(geometry.size()), '?');
    if (!floors[0]) return surface;
    std::vector<std::vector<board::Cell>> painted(highlights.size());
    // From front to back, as obstacles hide part of what is behind them.
    for (board::Cell cell = geometry.size() - 1; cell >= 0; --cell) {
        const Look& look = looks[static_cast<std::size_t>(cell)];
        char& kind = surface.cells[static_cast<std::size_t>(cell)];
        const bool is_occupied = covers.has_somebody(cell);
        if (is_occupied) kind = '.';
        if (!look.is_visible) continue;
        const cv::Vec3b floor = floors[parity(geometry, cell)]->colour;
        const auto is_floor = [&](const cv::Vec3b& p) { return difference(p, floor) <= same_shade + 6; };
        const auto is_outside = [&](const cv::Vec3b& p) {
            return difference(p, *outside) <= same_shade && !is_floor(p);
        };
        const double like_floor = share_of(look, is_floor);
        const double like_outside = outside ? share_of(look, is_outside) : 0;
        const double least = behind_obstacle(geometry, surface.cells, cell) ? peeking : enough;
        if (like_floor >= least && like_floor >= like_outside) {
            kind = '.';
        } else if (like_outside >= enough && !is_occupied) {
            kind = 'o';
        } else if (const auto highlight = painted_with(look, floor, highlights, is_occupied ? enough : 0.4)) {
            kind = '.';
            painted[*highlight].push_back(cell);
        } else if (!is_occupied && !covers.is_behind_somebody(board::centre(geometry, board.placement, cell))) {
            kind = '#';
        }
    }
    for (std::size_t i = 0; i < highlights.size(); ++i) {
        std::reverse(painted[i].begin(), painted[i].end());
        if (!painted[i].empty()) surface.highlights.push_back({highlights[i].name, std::move(painted[i])});
    }
    return surface;
}

}  // namespace tk::grid
