#include "grid-analyze/tiling.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "grid-analyze/rectangle.hpp"
#include "grid-analyze/tiling_cut.hpp"
#include "grid-analyze/tiling_fit.hpp"
#include "grid-analyze/tiling_pitch.hpp"
#include "grid-analyze/tiling_settle.hpp"

namespace tk::grid {
namespace {

using board::Cell;
using board::Coord;
using board::Geometry;
using board::Kind;
using board::Placement;
using board::Point;
using board::Stagger;

constexpr double most_stretched = 1.06, most_stretched_hexagon = 1.22;  // width to height, either way
// Beyond these, two of the six sides are so short that what meets at the corners of rhombi or of bricks looks like
// them: the diamonds of isometric boards come out at 0.55 and less.
constexpr double least_pitch = 0.6, most_pitch = 0.9;
constexpr double enough_to_try = 12;   // pixels of a field to a cell
constexpr int looks_a_line = 10;       // cells of a window that are looked at, each way
constexpr double most_of_side = 0.8;   // a side that shows more counts as this
constexpr double least_settled = 0.8;  // merit: less will not be taken for a board
constexpr double tells_pitch = 0.5;    // contrast: the sides of fainter boards are taken for regular ones
constexpr double usual_stretch = 1.1;  // of hexagons
constexpr double unusual = 0.7;  // share of its merit that a tiling keeps: chance has more of other shapes to offer
constexpr double deviations = 1, least_of_mean = 0.3;
constexpr double of_thin = 0.6;        // share of its merit that three rows keep: lists and bars of buttons are such
constexpr double most_bent = 1.025;    // by a last fit, width to height
constexpr double widest_line = 0.055;  // share of a cell

/// Values of a class of sides.
class Values {
public:
    void add(double value) {
        sum_ += value;
        squares_ += value * value;
        count_ += 1;
    }
    bool is_empty() const { return count_ == 0; }
    /// The most that their mean may be: few that vary much say little. Few are drawn towards `mean`.
    double likely(double mean) const {
        const double drawn = (sum_ + 3 * mean) / (count_ + 3);
        const double variance = std::max(squares_ / count_ - sum_ * sum_ / (count_ * count_), 0.0);
        return drawn + deviations * std::sqrt(variance / (count_ + 3));
    }

private:
    double sum_ = 0, squares_ = 0, count_ = 0;
};

/// Cells that show anything: of those behind a window nothing can be said.
bool shows(const Shown& shown, std::size_t sides, double mean) {
    double sum = 0;
    for (std::size_t s = 0; s < sides; ++s) sum += std::min(static_cast<double>(shown.each[s]), 2 * mean);
    return sum > least_of_mean * mean * static_cast<double>(sides);
}

/// The weakest of the classes of sides, by the column or the row of the cell modulo two, three and five, over the mean:
/// of a lattice of a fraction of the true size one of two, two of three or four of five of them show nothing. One of
/// three may show nothing on a true one, as on hexagons of three shades two of which are about as bright.
double evenness_of(const View& view, const Span& span, std::size_t sides, double mean) {
    double weakest = mean;
    for (const int n : {2, 3, 5}) {
        std::array<std::array<std::array<Values, 6>, 5>, 2> classes{};  // by column and row
        for (int j = span.top; j <= span.bottom; ++j) {
            for (int i = span.left; i <= span.right; ++i) {
                const Shown* shown = view.at(i, j);
                if (shown == nullptr || !shown->is_inside || !shows(*shown, sides, mean)) continue;
                for (std::size_t s = 0; s < sides; ++s) {
                    classes[0][static_cast<std::size_t>(i % n)][s].add(static_cast<double>(shown->each[s]));
                    classes[1][static_cast<std::size_t>(j % n)][s].add(static_cast<double>(shown->each[s]));
                }
            }
        }
        for (const auto& axis : classes) {
            for (std::size_t s = 0; s < sides; ++s) {
                std::vector<double> means;
                for (int rest = 0; rest < n; ++rest) {
                    const Values& one = axis[static_cast<std::size_t>(rest)][s];
                    if (!one.is_empty()) means.push_back(one.likely(mean));
                }
                if (means.empty()) continue;
                std::sort(means.begin(), means.end());
                weakest = std::min(weakest, means[(means.size() - 1) / 2]);
            }
        }
    }
    return mean > 0 ? std::max(weakest, 0.0) / mean : 0;
}

/// What half of the lines of the weakest family show less than, over the mean: of a lattice of a third of the true
/// size two lines of three are no lines of the board.
double weak_lines(const View& view, const Span& span, std::size_t sides, double mean) {
    double weakest = mean;
    for (std::size_t s = 0; s < sides; ++s) {
        for (const bool is_column : {false, true}) {
            std::vector<double> lines;
            const int first = is_column ? span.left : span.top, last = is_column ? span.right : span.bottom;
            for (int line = first; line <= last; ++line) {
                Values values;
                for (int k = is_column ? span.top : span.left; k <= (is_column ? span.bottom : span.right); ++k) {
                    const Shown* shown = is_column ? view.at(line, k) : view.at(k, line);
                    if (shown == nullptr || !shown->is_inside || !shows(*shown, sides, mean)) continue;
                    values.add(static_cast<double>(shown->each[s]));
                }
                if (!values.is_empty()) lines.push_back(values.likely(mean));
            }
            if (lines.empty()) continue;
            std::sort(lines.begin(), lines.end());
            weakest = std::min(weakest, lines[(lines.size() - 1) / 2]);
        }
    }
    return mean > 0 ? std::max(weakest, 0.0) / mean : 0;
}

void judge(Tiling& tiling, const View& view, const Span& span) {
    const std::size_t sides = view.field.geometry.is_hex() ? 6 : 4;
    tiling.contrast = means_of(view, span, 3).inside;
    tiling.evenness =
        std::min(evenness_of(view, span, sides, tiling.contrast), weak_lines(view, span, sides, tiling.contrast));
    const double count = std::min<double>(span.columns() * span.rows() * static_cast<double>(sides) / 2, 800);
    const bool is_thin = std::min(span.columns(), span.rows()) < 4;
    tiling.merit = std::max(tiling.contrast, 0.0) * tiling.evenness * std::sqrt(count) * (is_thin ? of_thin : 1);
}

/// Width to height over that of squares or regular hexagons, or its inverse: 1 or more.
double stretch_of(Kind kind, const Placement& placement) {
    const double regular = kind == Kind::square ? 1 : kind == Kind::hex_pointy ? std::sqrt(0.75) : 1 / std::sqrt(0.75);
    const double stretch = placement.width / placement.height / regular;
    return std::max(stretch, 1 / stretch);
}

/// Whether cells of a board may have this shape.
bool is_likely(Kind kind, const Placement& placement) {
    if (kind == Kind::square) return stretch_of(kind, placement) < most_stretched;
    return placement.pitch > least_pitch && placement.pitch < most_pitch &&
           stretch_of(kind, placement) < most_stretched_hexagon;
}

/// Whether most boards have cells of this shape.
bool is_usual(Kind kind, const Placement& placement) {
    return placement.pitch == Placement::regular_pitch && stretch_of(kind, placement) < usual_stretch;
}

/// The board that stands out best of the tiling that continues `placement` over the picture.
std::optional<Tiling> best_cut(const EdgeField& edges, Kind kind, const Placement& placement, double contrast) {
    const Field field = field_of(edges, kind, placement);
    std::optional<Tiling> best;
    for (const Cut& cut : cuts_of(field, contrast)) {
        const View view{field, cut.shifts_even};
        const auto [cut_geometry, cut_placement] = board_of(view, cut.span);
        Tiling tiling{cut_geometry, cut_placement, 0, 0, 0};
        judge(tiling, view, cut.span);
        if (!best || tiling.merit > best->merit) best = tiling;
    }
    return best;
}

/// How far from each other the outermost lines between two cells lie, share of the cells: slots of a bag have edges of
/// their own with something between them, cells of a board share theirs. The lesser of both axes; of each the median
/// over columns (rows), for a lattice that is a little too small or too large finds now one edge, now the other.
double gap_of(const EdgeField& edges, const Geometry& geometry, const Placement& placement) {
    constexpr int most_lines = 12;
    const auto gaps = [&](bool is_across) {
        const double size = is_across ? placement.width : placement.height;
        const double step = std::max(edges.scale(), 0.01 * size);
        const int reach = static_cast<int>(0.24 * size / step);
        const float nx = is_across ? 1 : 0, ny = is_across ? 0 : 1;
        const int count = is_across ? geometry.cols() : geometry.rows();
        const int others = is_across ? geometry.rows() : geometry.cols();
        std::vector<double> found;
        for (int line = 0; line < count; line += 1 + (count - 1) / most_lines) {
            std::vector<double> profile(static_cast<std::size_t>(2 * reach + 1));
            for (int other = 0; other < others; other += 1 + (others - 1) / most_lines) {
                const auto cell = geometry.cell_at_offset(is_across ? Coord{line, other} : Coord{other, line});
                const Point middle = board::centre(geometry, placement, *cell);
                for (int k = -reach; k <= reach; ++k) {
                    for (const double along : {-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3}) {
                        const double off = 0.5 * size + k * step;
                        const Point p = is_across ? Point{middle.x + off, middle.y + along * placement.height}
                                                  : Point{middle.x + along * placement.width, middle.y + off};
                        profile[static_cast<std::size_t>(k + reach)] +=
                            static_cast<double>(edges.across_smoothly(p, nx, ny));
                    }
                }
            }
            const double strong = 0.5 * *std::max_element(profile.begin(), profile.end());
            const auto is_strong = [&](double value) { return value > strong; };
            const auto first = std::find_if(profile.begin(), profile.end(), is_strong);
            const auto last = std::find_if(profile.rbegin(), profile.rend(), is_strong).base() - 1;
            // The two flanks of a thin line lie some pixels apart at any size of cell.
            if (strong > 0) found.push_back((static_cast<double>(last - first) * step - 3 * edges.scale()) / size);
        }
        return found;
    };
    const auto median = [](std::vector<double> values) {
        if (values.empty()) return 0.0;
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        return *middle;
    };
    return std::min(median(gaps(true)), median(gaps(false)));
}

}  // namespace

std::optional<Trial> cells_in(const Guess& guess) {
    const auto [pitch_x, pitch_y] = board::spacing(guess.kind, guess.placement);
    // One more on each side: the window may just hold the board.
    const int cols = static_cast<int>(guess.window.width / pitch_x) + 2;
    const int rows = static_cast<int>(guess.window.height / pitch_y) + 2;
    if (cols < 5 || rows < 5) return std::nullopt;
    Trial trial{Geometry(guess.kind, cols, rows), guess.placement, 0, 0};
    // From the cell of the guess to the first of the window; an even number of lines keeps the shifted ones odd.
    int left = static_cast<int>(std::floor((guess.placement.origin.x - guess.window.x) / pitch_x + 0.5));
    int above = static_cast<int>(std::floor((guess.placement.origin.y - guess.window.y) / pitch_y + 0.5));
    if (guess.kind == Kind::hex_flat) left &= ~1;
    if (guess.kind == Kind::hex_pointy) above &= ~1;
    trial.placement.origin.x -= left * pitch_x;
    trial.placement.origin.y -= above * pitch_y;
    return trial;
}

std::optional<Trial> try_tiling(const EdgeFields& fields, const Guess& guess) {
    const EdgeField& edges = fields.suited(guess.placement.width, guess.placement.height, enough_to_try);
    auto all = cells_in(guess);
    if (!all) return std::nullopt;
    Trial& trial = *all;
    const int cols = trial.geometry.cols(), rows = trial.geometry.rows();
    const double side = std::min(guess.placement.width, guess.placement.height);
    const auto climb = [&](const Placement& from) {
        return climbed(edges, trial.geometry, from, 0.16 * side, 0.02 * side, std::max(0.06 * side, edges.scale()), 80,
                       Shape::kept);
    };
    trial.placement = climb(trial.placement);
    trial.tells_pitch = guess.tells_pitch;
    if (!guess.tells_pitch) {
        const Placement other = best_pitched(edges, trial.geometry, trial.placement, 0.1 * side, 60);
        if (other.pitch != trial.placement.pitch) trial.placement = climb(other);
    }
    const auto sides = sides_of(trial.geometry, trial.placement);
    // Odd steps, so that columns and rows of both parities are looked at.
    const int step_x = std::max(1, cols / looks_a_line) | 1, step_y = std::max(1, rows / looks_a_line) | 1;
    const int across = (cols + step_x - 1) / step_x, down = (rows + step_y - 1) / step_y;
    std::vector<Shown> shown;
    std::vector<double> values;
    for (int j = 0; j < down; ++j) {
        for (int i = 0; i < across; ++i) {
            const auto cell = trial.geometry.cell_at_offset({i * step_x, j * step_y});
            shown.push_back(look(edges, board::centre(trial.geometry, trial.placement, *cell), sides));
            double sum = 0;
            for (std::size_t s = 0; s < sides.size(); ++s)
                sum += std::min(static_cast<double>(shown.back().each[s]), most_of_side);
            values.push_back(sum / static_cast<double>(sides.size()));
        }
    }
    Rectangle seen;
    // The board may fill a small part of the window, and its lines may be faint.
    for (const double threshold : {0.05, 0.12, 0.25}) {
        std::vector<double> over(values);
        for (double& value : over) value = std::max(value, -std::max(threshold, 0.08)) - threshold;
        const Rectangle best = best_rectangle(over, across, down);
        if (best.right - best.left < 2 || best.bottom - best.top < 2) continue;
        // The mean of each class of sides, by parity of column and row: a wrong period leaves some of them blank.
        std::array<std::array<Values, 6>, 4> classes{};
        double sum = 0, count = 0;
        for (int j = best.top; j <= best.bottom; ++j) {
            for (int i = best.left; i <= best.right; ++i) {
                const Shown& cell =
                    shown[static_cast<std::size_t>(j) * static_cast<std::size_t>(across) + static_cast<std::size_t>(i)];
                if (!cell.is_inside) continue;
                auto& one = classes[static_cast<std::size_t>((i & 1) * 2 + (j & 1))];
                for (std::size_t s = 0; s < sides.size(); ++s) {
                    one[s].add(std::min(static_cast<double>(cell.each[s]), 1.5));
                    sum += std::min(static_cast<double>(cell.each[s]), 1.5);
                    count += 1;
                }
            }
        }
        if (count == 0) continue;
        const double mean = sum / count;
        double weakest = mean;
        for (const auto& one : classes) {
            for (std::size_t s = 0; s < sides.size(); ++s)
                if (!one[s].is_empty()) weakest = std::min(weakest, one[s].likely(mean));
        }
        const double cells = (best.right - best.left + 1.0) * step_x * (best.bottom - best.top + 1.0) * step_y;
        const double merit =
            (0.15 * std::max(mean, 0.0) + 0.85 * std::max(weakest, 0.0)) * std::sqrt(std::min(cells, 100.0));
        if (merit <= trial.merit) continue;
        trial.merit = merit;
        trial.contrast = mean;
        seen = best;
    }
    if (trial.merit <= 0) return std::nullopt;
    // The part that shows; an even number of lines keeps the shifted ones odd.
    int first_col = seen.left * step_x, first_row = seen.top * step_y;
    if (guess.kind == Kind::hex_flat) first_col &= ~1;
    if (guess.kind == Kind::hex_pointy) first_row &= ~1;
    const auto first = trial.geometry.cell_at_offset({first_col, first_row});
    const Point origin = board::centre(trial.geometry, trial.placement, *first);
    trial.geometry = Geometry(guess.kind, seen.right * step_x - first_col + 1, seen.bottom * step_y - first_row + 1);
    trial.placement.origin = origin;
    return trial;
}

std::optional<Tiling> follow_tiling(const EdgeFields& fields, const Trial& trial) {
    const EdgeField& edges = fields.suited(trial.placement.width, trial.placement.height);
    const Kind kind = trial.geometry.kind();
    Placement placement = trial.placement;
    const double side = std::min(placement.width, placement.height), least = 10 * fields.fine.scale();
    Geometry geometry = trial.geometry;
    placement = climbed(edges, geometry, placement, 0.05 * side, 0.1, std::max(0.03 * side, edges.scale()), most_fitted,
                        Shape::kept);
    if (!trial.tells_pitch) placement = turned(edges, geometry, placement, std::max(0.04 * side, 1.5 * edges.scale()));
    std::optional<Tiling> found;
    for (int round = 0; round < 2; ++round) {
        if (placement.width < least || placement.height < least || placement.width > 400 || placement.height > 400)
            return std::nullopt;
        auto best = best_cut(edges, kind, placement, trial.contrast);
        if (!best) return std::nullopt;
        const Placement cut_placement = best->placement;
        placement = climbed(edges, best->geometry, cut_placement, round == 0 ? 0.03 * side : 0.25, 0.1,
                            1.2 * edges.scale(), most_fitted, Shape::kept);
        best->placement = placement;
        found = best;
        if (std::hypot(placement.origin.x - cut_placement.origin.x, placement.origin.y - cut_placement.origin.y) < 1)
            break;
    }
    if (!is_likely(kind, placement)) return std::nullopt;
    if (!found || found->merit < least_settled) return found;
    const double settling = std::max(2.5 * edges.scale(), 0.04 * side);
    const Placement exact =
        settled(fields.fine, found->geometry, found->placement, settling, found->contrast > tells_pitch);
    // Of few sides, some of which are no sides, some fits are no good.
    const double bent = exact.width / exact.height / (found->placement.width / found->placement.height);
    if (found->contrast > tells_pitch || std::max(bent, 1 / bent) < most_bent) found->placement = exact;
    if (geometry.is_hex() && !is_likely(kind, found->placement)) return std::nullopt;
    if (!is_usual(kind, found->placement)) {
        // With sides of the usual shape it may have been found in part only.
        const auto whole = best_cut(edges, kind, found->placement, found->contrast);
        if (whole && whole->merit > found->merit) {
            found = whole;
            found->placement = settled(fields.fine, found->geometry, found->placement, settling, true);
            if (!is_likely(kind, found->placement)) return std::nullopt;
        }
        found->merit *= unusual;
    }
    if (kind == Kind::square && gap_of(fields.fine, found->geometry, found->placement) > widest_line)
        return std::nullopt;
    return found;
}

Tiling measure_tiling(const EdgeFields& fields, const Geometry& geometry, const Placement& placement) {
    const EdgeField& edges = fields.suited(placement.width, placement.height);
    Field field{geometry, placement, {}};
    const auto sides = sides_of(geometry, placement);
    for (Cell cell = 0; cell < geometry.size(); ++cell)
        field.cells.push_back(look(edges, board::centre(geometry, placement, cell), sides));
    Tiling tiling{geometry, placement, 0, 0, 0};
    const int rows = geometry.stagger() == Stagger::alternating ? geometry.size() / geometry.cols() : geometry.rows();
    judge(tiling, {field, false}, {0, 0, geometry.cols() - 1, rows - 1});
    return tiling;
}

}  // namespace tk::grid
