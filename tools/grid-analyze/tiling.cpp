#include "grid-analyze/tiling.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>

#include "grid-analyze/rectangle.hpp"

namespace tk::grid {
namespace {

using board::Cell;
using board::Coord;
using board::Geometry;
using board::Kind;
using board::Placement;
using board::Point;
using board::Stagger;

constexpr int samples = 5;               // along a side
constexpr double ends = 0.14;            // share of a side left out at either end, where lines meet
constexpr double first_gap = 0.12;       // a cell must show this much more than chance to count in the first round
constexpr double most_stretched = 1.06;  // width to height of squares, either way
constexpr double widest_line = 0.055;    // share of a cell
constexpr int most_fitted = 220;         // sides that the fit looks at

/// A side of a cell about its middle, in pixels: where it begins, its run, and its unit normal.
struct Side {
    double x, y, dx, dy;
    float nx, ny;
};

std::vector<Side> sides_of(const Geometry& geometry, const Placement& placement) {
    const Placement about{{0, 0}, placement.width, placement.height};
    const Point middle = board::centre(geometry, about, Cell{0});
    const auto corners = board::outline(geometry, about, 0);
    std::vector<Side> sides;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point a = corners[i], b = corners[(i + 1) % corners.size()];
        const double dx = b.x - a.x, dy = b.y - a.y, length = std::hypot(dx, dy);
        sides.push_back({a.x - middle.x, a.y - middle.y, dx, dy, static_cast<float>(-dy / length),
                         static_cast<float>(dx / length)});
    }
    return sides;
}

/// Mean strength along a side. `slack`: pixels
/// to either side in which the strongest place counts.
float strength_on(const EdgeField& edges, Point middle, const Side& side, double slack) {
    float sum = 0;
    for (int i = 0; i < samples; ++i) {
        const double along = ends + (1 - 2 * ends) * (i + 0.5) / samples;
        const double x = middle.x + side.x + along * side.dx;
        const double y = middle.y + side.y + along * side.dy;
        float most = 0;
        for (const double off : {-slack, 0.0, slack})
            most = std::max(
                most, edges.across({x + off * static_cast<double>(side.nx), y + off * static_cast<double>(side.ny)},
                                   side.nx, side.ny));
        sum += most;
    }
    return sum / samples;
}

/// A line parallel to the side, `share` of the way from the middle of the cell to it.
Side inset(const Side& side, double share) {
    Side moved = side;
    const double mx = side.x + side.dx / 2, my = side.y + side.dy / 2;  // middle of the side
    moved.x -= (1 - share) * mx;
    moved.y -= (1 - share) * my;
    return moved;
}

/// How much more the sides of a cell show than parallels inside of it.
struct Shown {
    std::array<float, 6> each{};
    bool is_inside = false;
};

Shown look(const EdgeField& edges, Point middle, const std::vector<Side>& sides) {
    Shown shown;
    shown.is_inside = edges.holds(middle);
    if (!shown.is_inside) return shown;
    const double slack = 1.1 * edges.scale();
    for (std::size_t i = 0; i < sides.size(); ++i) {
        const float on = strength_on(edges, middle, sides[i], slack);
        const float off = std::max(strength_on(edges, middle, inset(sides[i], 0), slack),
                                   strength_on(edges, middle, inset(sides[i], 0.5), slack));
        shown.each[i] = on - off;
    }
    return shown;
}

/// All cells of a tiling in the picture, by column and row of a board that covers it.
struct Field {
    Geometry geometry;
    Placement placement;
    std::vector<Shown> cells;
};

Field field_of(const EdgeField& edges, Kind kind, const Placement& placement) {
    const bool is_pointy = kind == Kind::hex_pointy, is_flat = kind == Kind::hex_flat;
    const double pitch_x = placement.width * (is_flat ? 0.75 : 1), pitch_y = placement.height * (is_pointy ? 0.75 : 1);
    // An even number of columns and rows to the left and above, so that the shifted lines stay the odd ones.
    const int left = 2 * (static_cast<int>(placement.origin.x / pitch_x) / 2 + 1);
    const int above = 2 * (static_cast<int>(placement.origin.y / pitch_y) / 2 + 1);
    const int cols = left + static_cast<int>((edges.size().width - placement.origin.x) / pitch_x) + 3;
    const int rows = above + static_cast<int>((edges.size().height - placement.origin.y) / pitch_y) + 3;
    Field field{Geometry(kind, std::max(cols, 1), std::max(rows, 1)), placement, {}};
    field.placement.origin.x -= left * pitch_x;
    field.placement.origin.y -= above * pitch_y;
    const auto sides = sides_of(field.geometry, placement);
    field.cells.reserve(static_cast<std::size_t>(field.geometry.size()));
    for (Cell cell = 0; cell < field.geometry.size(); ++cell)
        field.cells.push_back(look(edges, board::centre(field.geometry, field.placement, cell), sides));
    return field;
}

/// Columns and rows, inclusive.
struct Span {
    int left = 0, top = 0, right = -1, bottom = -1;
    int columns() const { return right - left + 1; }
    int rows() const { return bottom - top + 1; }
    bool is_empty() const { return right < left || bottom < top; }
    friend bool operator==(const Span&, const Span&) = default;
};

/// A reading of the field as columns and rows: of hexagons the lines with even numbers may be the shifted ones.
struct View {
    const Field& field;
    bool shifts_even = false;
    int columns() const { return field.geometry.cols(); }
    int rows() const { return field.geometry.rows(); }
    const Shown* at(int col, int row) const {
        if (shifts_even && field.geometry.kind() == Kind::hex_pointy && (row & 1) == 0) ++col;
        if (shifts_even && field.geometry.kind() == Kind::hex_flat && (col & 1) == 0) ++row;
        // Not all kinds are numbered row by row, and alternating rows differ in length.
        const auto cell = field.geometry.cell_at_offset({col, row});
        return cell ? &field.cells[static_cast<std::size_t>(*cell)] : nullptr;
    }
};

/// Mean over the sides of a cell, none of which counts more than `most`: the rim of a board against a dark ground is
/// far stronger than what is between its cells.
double capped(const Shown& shown, const View& view, double most) {
    const std::size_t sides = view.field.geometry.is_hex() ? 6 : 4;
    double sum = 0;
    for (std::size_t s = 0; s < sides; ++s) sum += std::min(static_cast<double>(shown.each[s]), most);
    return sum / static_cast<double>(sides);
}

struct Cut {
    Span span;
    double sum = 0;
};

/// The rectangle with the greatest sum of (shown - threshold).
Cut best_cut(const View& view, double threshold, double most_shown) {
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(view.columns()) * static_cast<std::size_t>(view.rows()));
    for (int j = 0; j < view.rows(); ++j) {
        for (int i = 0; i < view.columns(); ++i) {
            const Shown* shown = view.at(i, j);
            values.push_back((shown != nullptr && shown->is_inside ? capped(*shown, view, most_shown) : 0) - threshold);
        }
    }
    const Rectangle best = best_rectangle(values, view.columns(), view.rows());
    return {{best.left, best.top, best.right, best.bottom}, best.sum};
}

struct Means {
    double inside = 0, outside = 0;
};

Means means_of(const View& view, const Span& span, double most) {
    double in = 0, out = 0;
    int count_in = 0, count_out = 0;
    for (int j = 0; j < view.rows(); ++j) {
        for (int i = 0; i < view.columns(); ++i) {
            const Shown* shown = view.at(i, j);
            if (shown == nullptr || !shown->is_inside) continue;
            const bool is_in = i >= span.left && i <= span.right && j >= span.top && j <= span.bottom;
            (is_in ? in : out) += capped(*shown, view, most);
            ++(is_in ? count_in : count_out);
        }
    }
    return {count_in > 0 ? in / count_in : 0, count_out > 9 ? std::max(out / count_out, 0.0) : 0};
}

Cut cut_out(const View& view) {
    double most = 0.7;
    Cut cut = best_cut(view, first_gap, most);
    for (int round = 0; round < 3 && !cut.span.is_empty(); ++round) {
        most = 1.3 * std::max(means_of(view, cut.span, most).inside, 0.05);
        const Means means = means_of(view, cut.span, most);
        const Cut next = best_cut(view, means.outside + 0.5 * (means.inside - means.outside), most);
        if (next.span.is_empty() || next.span == cut.span) break;
        cut = next;
    }
    return cut;
}

/// The board of a cut.
std::pair<Geometry, Placement> board_of(const View& view, const Span& span) {
    const Kind kind = view.field.geometry.kind();
    const int line = kind == Kind::hex_flat ? span.left : span.top;
    const bool first_is_shifted = ((line & 1) == 0) == view.shifts_even;
    const bool is_hex = view.field.geometry.is_hex();
    const Geometry geometry(kind, span.columns(), span.rows(),
                            is_hex && first_is_shifted ? Stagger::even : Stagger::odd);
    int col = span.left, row = span.top;
    if (view.shifts_even && kind == Kind::hex_pointy && (row & 1) == 0) ++col;
    if (view.shifts_even && kind == Kind::hex_flat && (col & 1) == 0) ++row;
    Placement placement = view.field.placement;
    // May lie one outside the field, so it is calculated from coordinates.
    const int lag = kind == Kind::hex_pointy ? row >> 1 : kind == Kind::hex_flat ? col >> 1 : 0;
    const Coord coord = kind == Kind::hex_pointy ? Coord{col - lag, row}
                        : kind == Kind::hex_flat ? Coord{col, row - lag}
                                                 : Coord{col, row};
    placement.origin = board::centre(view.field.geometry, view.field.placement, coord);
    return {geometry, placement};
}

/// Sum of the strength on some sides of a board, thin lines and steps alike: greatest where it lies exactly.
double agreement(const EdgeField& edges, const Geometry& geometry, const Placement& placement,
                 const std::vector<Cell>& cells, double reach) {
    const auto sides = sides_of(geometry, placement);
    double sum = 0;
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const Point middle = board::centre(geometry, placement, cells[k]);
        for (std::size_t s = k & 1; s < sides.size(); s += 2) {
            const Side& side = sides[s];
            for (int i = 0; i < samples; ++i) {
                const double along = ends + (1 - 2 * ends) * (i + 0.5) / samples;
                for (const double off : {-reach, -0.5 * reach, 0.0, 0.5 * reach, reach}) {
                    const Point p{middle.x + side.x + along * side.dx + off * static_cast<double>(side.nx),
                                  middle.y + side.y + along * side.dy + off * static_cast<double>(side.ny)};
                    const float strength = edges.across(p, side.nx, side.ny);
                    sum += static_cast<double>(strength) * (1.3 * reach - std::abs(off));
                }
            }
        }
    }
    return sum;
}

std::vector<Cell> some_cells(const Geometry& geometry, int most_sides) {
    std::vector<Cell> cells;
    const int most = most_sides / (geometry.is_hex() ? 3 : 2);
    const double step = std::max(1.0, static_cast<double>(geometry.size()) / most);
    for (double at = 0; at < geometry.size(); at += step) cells.push_back(static_cast<Cell>(at));
    return cells;
}

Placement climbed(const EdgeField& edges, const Geometry& geometry, Placement placement, double first_step,
                  double last_step, double reach, int most_sides) {
    const auto cells = some_cells(geometry, most_sides);
    const Point last = board::centre(geometry, placement, geometry.size() - 1);
    const double half_x = std::max(placement.width, (last.x - placement.origin.x) / 2) / placement.width;
    const double half_y = std::max(placement.height, (last.y - placement.origin.y) / 2) / placement.height;
    const auto changed = [&](const std::array<double, 4>& by) {
        return Placement{{placement.origin.x + by[0] - by[2], placement.origin.y + by[1] - by[3]},
                         placement.width + by[2] / half_x,
                         placement.height + by[3] / half_y};
    };
    double top = agreement(edges, geometry, placement, cells, reach);
    for (double step = first_step; step > last_step;) {
        bool is_better = false;
        for (std::size_t k = 0; k < 4; ++k) {
            for (const int way : {-1, 1}) {
                std::array<double, 4> by{};
                by[k] = way * step;
                const Placement next = changed(by);
                const double value = agreement(edges, geometry, next, cells, reach);
                if (value <= top) continue;
                top = value;
                placement = next;
                is_better = true;
                break;
            }
        }
        if (!is_better) step /= 2;
    }
    return placement;
}

/// Moves the lattice onto the edges by least squares: each side asks to be moved across itself to the middle of what
/// is seen within `reach` pixels of it.
Placement settled(const EdgeField& edges, const Geometry& geometry, Placement placement, double reach) {
    const auto cells = some_cells(geometry, 3 * most_fitted);
    for (int round = 0; round < 3; ++round) {
        const auto sides = sides_of(geometry, placement);
        cv::Matx44d normal = cv::Matx44d::zeros();
        cv::Vec4d right = cv::Vec4d::all(0);
        const double step = 0.5 * edges.scale();
        const int steps = static_cast<int>(std::ceil(reach / step));
        for (const Cell cell : cells) {
            const Point middle = board::centre(geometry, placement, cell);
            for (const Side& side : sides) {
                const Point at{middle.x + side.x + side.dx / 2, middle.y + side.y + side.dy / 2};
                double sum = 0, moment = 0;
                for (int k = -steps; k <= steps; ++k) {
                    for (const double along : {-0.3, -0.1, 0.1, 0.3}) {
                        const Point p{at.x + along * side.dx + k * step * static_cast<double>(side.nx),
                                      at.y + along * side.dy + k * step * static_cast<double>(side.ny)};
                        const auto strength = static_cast<double>(edges.across_smoothly(p, side.nx, side.ny));
                        sum += strength;
                        moment += strength * k * step;
                    }
                }
                if (sum < 1) continue;
                const double nx = static_cast<double>(side.nx), ny = static_cast<double>(side.ny);
                const double u = (at.x - placement.origin.x) / placement.width;
                const double v = (at.y - placement.origin.y) / placement.height;
                const cv::Vec4d row(nx, ny, nx * u, ny * v);
                normal += row * row.t() * sum;
                right += row * moment;
            }
        }
        cv::Vec4d change;
        if (!cv::solve(normal, right, change, cv::DECOMP_CHOLESKY)) break;
        placement.origin.x += change[0];
        placement.origin.y += change[1];
        placement.width += change[2];
        placement.height += change[3];
        if (cv::norm(change) < 0.02) break;
    }
    return placement;
}

/// The weakest of the classes of sides, by the column and row of the cell modulo two, three and five, over the mean.
double evenness_of(const View& view, const Span& span, std::size_t sides, double mean) {
    double weakest = mean;
    for (const int n : {2, 3, 5}) {
        for (std::size_t s = 0; s < sides; ++s) {
            std::array<std::array<double, 2>, 25> classes{};
            for (int j = span.top; j <= span.bottom; ++j) {
                for (int i = span.left; i <= span.right; ++i) {
                    const Shown* shown = view.at(i, j);
                    if (shown == nullptr || !shown->is_inside) continue;
                    auto& one = classes[static_cast<std::size_t>((i % n) * n + j % n)];
                    one[0] += static_cast<double>(shown->each[s]);
                    one[1] += 1;
                }
            }
            for (const auto& [sum, count] : classes) {
                // Few cells say little: they are drawn towards the mean.
                if (count > 0) weakest = std::min(weakest, (sum + 3 * mean) / (count + 3));
            }
        }
    }
    return mean > 0 ? std::max(weakest, 0.0) / mean : 0;
}

/// What three of ten lines of the weakest family show less than, over the mean: of a lattice of a third of the true
/// size two lines of three are no lines of the board.
double weak_lines(const View& view, const Span& span, std::size_t sides, double mean) {
    double weakest = mean;
    for (std::size_t s = 0; s < sides; ++s) {
        for (const bool is_column : {false, true}) {
            std::vector<double> lines;
            const int first = is_column ? span.left : span.top, last = is_column ? span.right : span.bottom;
            for (int line = first; line <= last; ++line) {
                double sum = 0;
                int count = 0;
                for (int k = is_column ? span.top : span.left; k <= (is_column ? span.bottom : span.right); ++k) {
                    const Shown* shown = is_column ? view.at(line, k) : view.at(k, line);
                    if (shown == nullptr || !shown->is_inside) continue;
                    sum += static_cast<double>(shown->each[s]);
                    ++count;
                }
                if (count > 0) lines.push_back(sum / count);
            }
            if (lines.empty()) continue;
            std::sort(lines.begin(), lines.end());
            weakest = std::min(weakest, lines[lines.size() * 3 / 10]);
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
    tiling.merit = std::max(tiling.contrast, 0.0) * tiling.evenness * std::sqrt(count);
}

/// Lines of cells beside `span` that belong to it: many of their cells show their sides.
Span with_rim(const View& view, Span span) {
    const double inside = means_of(view, span, 3).inside;
    const std::size_t sides = view.field.geometry.is_hex() ? 6 : 4;
    const auto speaks = [&](int left, int top, int right, int bottom) {
        int seen = 0, all = 0;
        for (int j = top; j <= bottom; ++j) {
            for (int i = left; i <= right; ++i) {
                const Shown* shown = view.at(i, j);
                if (shown == nullptr || !shown->is_inside) return false;
                const auto clear = std::count_if(shown->each.begin(), shown->each.begin() + static_cast<int>(sides),
                                                 [&](float side) { return static_cast<double>(side) > 0.5 * inside; });
                seen += clear + 1 >= static_cast<int>(sides) ? 1 : 0;
                ++all;
            }
        }
        return seen * 100 >= 30 * all;
    };
    for (int round = 0; round < 8; ++round) {
        const Span before = span;
        if (speaks(span.left - 1, span.top, span.left - 1, span.bottom)) --span.left;
        if (speaks(span.right + 1, span.top, span.right + 1, span.bottom)) ++span.right;
        if (speaks(span.left, span.top - 1, span.right, span.top - 1)) --span.top;
        if (speaks(span.left, span.bottom + 1, span.right, span.bottom + 1)) ++span.bottom;
        if (span == before) break;
    }
    return span;
}

/// Which sides of a cell look towards (dx, dy), of hexagons up to two.
std::vector<std::size_t> sides_towards(const std::vector<Side>& sides, int dx, int dy) {
    std::vector<std::size_t> result;
    for (std::size_t s = 0; s < sides.size(); ++s) {
        const double mx = sides[s].x + sides[s].dx / 2, my = sides[s].y + sides[s].dy / 2;
        const auto nx = static_cast<double>(sides[s].nx), ny = static_cast<double>(sides[s].ny);
        const double outwards = mx * nx + my * ny > 0 ? 1 : -1;
        if (outwards * (nx * dx + ny * dy) > 0.7) result.push_back(s);
    }
    return result;
}

/// The strength of a side that is seen plainly: six of ten in `span` show less.
double plain_strength(const View& view, const Span& span, std::size_t sides) {
    std::vector<float> all;
    for (int j = span.top; j <= span.bottom; ++j) {
        for (int i = span.left; i <= span.right; ++i) {
            const Shown* shown = view.at(i, j);
            if (shown == nullptr || !shown->is_inside) continue;
            all.insert(all.end(), shown->each.begin(), shown->each.begin() + static_cast<std::ptrdiff_t>(sides));
        }
    }
    if (all.empty()) return 0;
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(all.size() * 6 / 10);
    std::nth_element(all.begin(), at, all.end());
    return static_cast<double>(*at);
}

/// Takes lines from the rim of `span` that are none of the board: the sides towards the board are the board's own rim,
/// but the sides away from it are not seen, as of the front walls below it. Cells that show neither are hidden and do
/// not count.
Span without_outer(const View& view, Span span) {
    const auto sides = sides_of(view.field.geometry, view.field.placement);
    const double least = 0.4 * plain_strength(view, span, sides.size());
    const auto sees = [&](const Shown& shown, const std::vector<std::size_t>& which) {
        return std::all_of(which.begin(), which.end(),
                           [&](std::size_t s) { return static_cast<double>(shown.each[s]) > least; });
    };
    struct Rim {
        int Span::*edge;
        int dx, dy;
    };
    static constexpr Rim rims[] = {
        {&Span::left, -1, 0}, {&Span::right, 1, 0}, {&Span::top, 0, -1}, {&Span::bottom, 0, 1}};
    for (const auto& [edge, dx, dy] : rims) {
        const auto far = sides_towards(sides, dx, dy), near = sides_towards(sides, -dx, -dy);
        for (int round = 0; round < 3 && span.columns() > 3 && span.rows() > 3; ++round) {
            const int line = span.*edge;
            int shut = 0, open = 0;
            for (int k = dx != 0 ? span.top : span.left; k <= (dx != 0 ? span.bottom : span.right); ++k) {
                const Shown* shown = dx != 0 ? view.at(line, k) : view.at(k, line);
                if (shown == nullptr || !shown->is_inside) continue;
                if (sees(*shown, far)) {
                    ++shut;
                } else if (sees(*shown, near)) {
                    ++open;
                }
            }
            if (shut > 0 && 10 * shut >= 3 * (shut + open)) break;
            span.*edge -= dx + dy;
        }
    }
    return span;
}

Cut better_cut(const Field& field, bool& shifts_even) {
    const Cut odd = cut_out({field, false});
    shifts_even = false;
    if (!field.geometry.is_hex()) return odd;
    const Cut even = cut_out({field, true});
    shifts_even = even.sum > odd.sum;
    return shifts_even ? even : odd;
}

/// How far from each other the outermost lines between two cells lie, share of the cells: slots of a bag have edges of
/// their own with something between them, cells of a board share theirs. The lesser of both axes.
double gap_of(const EdgeField& edges, const Geometry& geometry, const Placement& placement) {
    const auto cells = some_cells(geometry, most_fitted);
    const auto widest = [&](bool is_across) {
        const double size = is_across ? placement.width : placement.height;
        const double step = std::max(edges.scale(), 0.01 * size);
        const int reach = static_cast<int>(0.24 * size / step);
        std::vector<double> profile(static_cast<std::size_t>(2 * reach + 1));
        for (const Cell cell : cells) {
            const Point middle = board::centre(geometry, placement, cell);
            for (int k = -reach; k <= reach; ++k) {
                for (const double along : {-0.25, 0.0, 0.25}) {
                    const double off = 0.5 * size + k * step;
                    const Point p = is_across ? Point{middle.x + off, middle.y + along * placement.height}
                                              : Point{middle.x + along * placement.width, middle.y + off};
                    profile[static_cast<std::size_t>(k + reach)] +=
                        static_cast<double>(edges.across(p, is_across ? 1 : 0, is_across ? 0 : 1));
                }
            }
        }
        const double strong = 0.5 * *std::max_element(profile.begin(), profile.end());
        const auto is_strong = [&](double value) { return value > strong; };
        const auto first = std::find_if(profile.begin(), profile.end(), is_strong);
        const auto last = std::find_if(profile.rbegin(), profile.rend(), is_strong).base() - 1;
        // The two flanks of a thin line lie some pixels apart at any size of cell.
        return (static_cast<double>(last - first) * step - 3 * edges.scale()) / size;
    };
    return std::min(widest(true), widest(false));
}

}  // namespace

std::optional<Trial> try_tiling(const EdgeField& edges, const Guess& guess) {
    const double pitch_x = guess.placement.width * (guess.kind == Kind::hex_flat ? 0.75 : 1);
    const double pitch_y = guess.placement.height * (guess.kind == Kind::hex_pointy ? 0.75 : 1);
    const int cols = static_cast<int>(guess.window.width / pitch_x) - 1;
    const int rows = static_cast<int>(guess.window.height / pitch_y) - 1;
    if (cols < 3 || rows < 3) return std::nullopt;
    Trial trial{Geometry(guess.kind, cols, rows), guess.placement, 0};
    // From the cell of the guess to the first of the window; an even number of lines keeps the shifted ones odd.
    int left = static_cast<int>(std::floor((guess.placement.origin.x - guess.window.x) / pitch_x - 0.5));
    int above = static_cast<int>(std::floor((guess.placement.origin.y - guess.window.y) / pitch_y - 0.5));
    if (guess.kind == Kind::hex_flat) left &= ~1;
    if (guess.kind == Kind::hex_pointy) above &= ~1;
    trial.placement.origin.x -= left * pitch_x;
    trial.placement.origin.y -= above * pitch_y;
    const double side = std::min(guess.placement.width, guess.placement.height);
    trial.placement = climbed(edges, trial.geometry, trial.placement, 0.1 * side, 0.02 * side,
                              std::max(0.06 * side, edges.scale()), 60);
    const auto sides = sides_of(trial.geometry, trial.placement);
    const double count = std::min(trial.geometry.size(), 100);
    // The mean of each class of sides, by parity of column and row: a wrong period leaves some of them blank.
    std::array<std::array<double, 7>, 4> classes{};
    const int step_x = std::max(1, cols / 10), step_y = std::max(1, rows / 10);
    for (int row = 0; row < rows; row += step_y) {
        for (int col = 0; col < cols; col += step_x) {
            const auto cell = trial.geometry.cell_at_offset({col, row});
            const Shown shown = look(edges, board::centre(trial.geometry, trial.placement, *cell), sides);
            if (!shown.is_inside) continue;
            auto& one = classes[static_cast<std::size_t>((col & 1) * 2 + (row & 1))];
            for (std::size_t s = 0; s < sides.size(); ++s) one[s] += static_cast<double>(shown.each[s]);
            one[6] += 1;
        }
    }
    double weakest = 1e9, mean = 0, kinds = 0;
    for (const auto& one : classes) {
        if (one[6] == 0) continue;
        for (std::size_t s = 0; s < sides.size(); ++s) {
            weakest = std::min(weakest, one[s] / one[6]);
            mean += one[s] / one[6];
            kinds += 1;
        }
    }
    mean /= std::max(kinds, 1.0);
    trial.merit = (0.15 * std::max(mean, 0.0) + 0.85 * std::max(std::min(weakest, mean), 0.0)) * std::sqrt(count);
    return trial;
}

std::optional<Tiling> follow_tiling(const EdgeField& edges, const Trial& trial) {
    const Kind kind = trial.geometry.kind();
    Placement placement = trial.placement;
    const double side = std::min(placement.width, placement.height), least = 10 * edges.scale();
    Geometry geometry = trial.geometry;
    placement =
        climbed(edges, geometry, placement, 0.05 * side, 0.1, std::max(0.03 * side, edges.scale()), most_fitted);
    std::optional<Tiling> found;
    for (int round = 0; round < 2; ++round) {
        if (placement.width < least || placement.height < least || placement.width > 400 || placement.height > 400)
            return std::nullopt;
        const Field field = field_of(edges, kind, placement);
        bool shifts_even = false;
        Cut cut = better_cut(field, shifts_even);
        if (cut.span.columns() < 3 || cut.span.rows() < 3) return std::nullopt;
        const View view{field, shifts_even};
        cut.span = without_outer(view, with_rim(view, cut.span));
        const auto [cut_geometry, cut_placement] = board_of(view, cut.span);
        placement = climbed(edges, cut_geometry, cut_placement, round == 0 ? 0.03 * side : 0.25, 0.1,
                            1.2 * edges.scale(), most_fitted);
        placement = settled(edges, cut_geometry, placement, std::max(2.5 * edges.scale(), 0.04 * side));
        found = Tiling{cut_geometry, placement, 0, 0, 0};
        judge(*found, view, cut.span);
        if (std::hypot(placement.origin.x - cut_placement.origin.x, placement.origin.y - cut_placement.origin.y) < 1)
            break;
    }
    const double stretch = placement.width / placement.height;
    if (kind == Kind::square && std::max(stretch, 1 / stretch) > most_stretched) return std::nullopt;
    if (found && kind == Kind::square && gap_of(edges, found->geometry, found->placement) > widest_line)
        return std::nullopt;
    return found;
}

Tiling measure_tiling(const EdgeField& edges, const Geometry& geometry, const Placement& placement) {
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
