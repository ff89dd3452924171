#include "grid-analyze/find/line_guesses.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "grid-analyze/find/line_families.hpp"
#include "grid-analyze/find/parabola.hpp"

namespace tk::grid {
namespace {

using board::Kind;
using board::Point;

constexpr double least_lines = 3;  // that a part must have room for
constexpr double least_cells = 4;  // of the smallest ones: no parts are smaller
constexpr double least_score = 2;

constexpr int same_slack = 40;  // bins

/// Two families whose lines lie as far apart may differ by so many bins.
int slack_at(int k) {
    return std::max(1, k / same_slack);
}

/// How far the power of a comb with each number of lines to the whole, from 1 up to `end`, is above that of noise, in
/// deviations; 0 where it is below. Harmonics with less than three bins to a period say nothing. `end` is below half
/// the bins.
std::vector<float> excesses(const float* power, int end, int bins) {
    constexpr float over_root_two = 0.70710678F, over_root_three = 0.57735027F;
    const int with_second = std::min((bins - 1) / 6 + 1, end), with_third = std::min((bins - 1) / 9 + 1, end);
    // Of each frequency with those beside it, for harmonics do not lie on whole bins.
    std::vector<float> tops(static_cast<std::size_t>(std::max({2 * with_second, 3 * with_third, 2})));
    for (std::size_t k = 1; k < tops.size(); ++k)
        tops[k] = std::max(std::max(power[k - 1], power[k]), power[k + 1]) - 1;
    std::vector<float> each(static_cast<std::size_t>(end));
    const auto set = [&](int k, float value) { each[static_cast<std::size_t>(k)] = std::max(value, 0.0F); };
    const auto top = [&](int k) { return tops[static_cast<std::size_t>(k)]; };
    for (int k = 1; k < with_third; ++k) set(k, (power[k] - 1 + top(2 * k) + top(3 * k)) * over_root_three);
    for (int k = with_third; k < with_second; ++k) set(k, (power[k] - 1 + top(2 * k)) * over_root_two);
    for (int k = with_second; k < end; ++k) set(k, power[k] - 1);
    return each;
}

/// Of each number of lines up to `last` the greatest excess, 0 or more, of those that may be the same.
std::vector<float> combs_of(const LineFamily& family, int part, int bins, int last) {
    const int count = last + slack_at(last) + 1;
    std::vector<float> each = excesses(family.powers.ptr<float>(part), std::min(count, bins / 2 - 1), bins);
    each.resize(static_cast<std::size_t>(count));
    std::vector<float> tops(each.size());
    // All with the same slack together, so that the compiler compares several at once.
    for (int first = 1; first <= last;) {
        const int slack = slack_at(first), end = std::min(same_slack * (slack + 1), last + 1);
        for (int by = -std::min(slack, first); by <= slack; ++by) {
            const float* beside = each.data() + by;
            for (int k = first; k < end; ++k)
                tops[static_cast<std::size_t>(k)] = std::max(tops[static_cast<std::size_t>(k)], beside[k]);
        }
        first = end;
    }
    return tops;
}

/// A peak of a part's score.
struct Spot {
    double score = 0;
    int k = 0;  ///< lines to all bins
};

/// A kind of cells and the families its sides lie on, by the angle of their normals in twelfths of a turn.
struct Shape {
    Kind kind;
    std::vector<int> families;
};

/// The best of each of `count` periods, best first, and of the first ones that of another part as well: a board may be
/// hidden where its lines are seen best.
std::vector<Guess> best_of(const std::vector<Guess>& sorted, std::size_t count) {
    constexpr std::size_t twice = 2;
    std::vector<Guess> kept;
    std::size_t periods = 0;
    for (const Guess& guess : sorted) {
        const auto is_same = [&](const Guess& other) {
            return std::abs(other.placement.width / guess.placement.width - 1) < 0.03;
        };
        const auto same = std::count_if(kept.begin(), kept.end(), is_same);
        if (same == 0 && periods == count) continue;
        if (same > 1 ||
            (same == 1 &&
             std::none_of(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(std::min(twice, kept.size())),
                          is_same)))
            continue;
        if (same == 0) ++periods;
        kept.push_back(guess);
    }
    return kept;
}

/// The score that hexagons reach by chance. It grows with their size: the fewer lines there are, the more likely those
/// of three families fall together. Boards of few squares, clear as they may be, hardly reach more than chance does.
double chance_of(Kind kind, double width) {
    constexpr double of_hexagons = 1.4;
    return kind == Kind::square ? least_score : of_hexagons * std::sqrt(width);
}

/// The families of one picture, every thirty degrees, and what they say of each kind of cells.
class LineSearch {
public:
    LineSearch(const EdgeField& field, double least_cell) : field_(field), least_cell_(least_cell) {
        const cv::Size size = field.picture().size();
        bins_ = 2 * cv::getOptimalDFTSize(static_cast<int>(std::hypot(size.width, size.height)) / 2 + 2);
        parts_ = parts_of_lines(size, least_cells * least_cell);
        for (std::size_t i = 0; i < families_.size(); ++i)
            families_[i] = family_of_lines(field, std::numbers::pi * static_cast<double>(i) / 6, parts_, bins_);
    }

    std::vector<Guess> best(std::size_t count) {
        const std::array<Shape, 3> shapes{
            {{Kind::square, {0, 3}}, {Kind::hex_pointy, {2, 4, 0}}, {Kind::hex_flat, {1, 5, 3}}}};
        std::array<std::vector<Guess>, 3> found;
        for (int part = 0; part < static_cast<int>(parts_.size()); ++part) {
            Combs combs;
            for (std::size_t i = 0; i < combs.size(); ++i)
                combs[i] = combs_of(families_[i], part, bins_, last_of(Kind::hex_pointy) + 1);
            for (std::size_t i = 0; i < shapes.size(); ++i) {
                for (const Spot& spot : spots_of(shapes[i], part, combs))
                    found[i].push_back(guess_at(shapes[i], part, spot));
            }
        }
        std::vector<Guess> result;
        for (auto& of_shape : found) {
            std::erase_if(of_shape, [](const Guess& guess) { return guess.surprise < 1; });
            std::sort(of_shape.begin(), of_shape.end(),
                      [](const Guess& a, const Guess& b) { return a.surprise > b.surprise; });
            const auto kept = best_of(of_shape, count);
            result.insert(result.end(), kept.begin(), kept.end());
        }
        return result;
    }

private:
    /// What `combs_of` tells of each family in one part.
    using Combs = std::array<std::vector<float>, 6>;

    /// The most lines to all bins that are looked for.
    int last_of(Kind kind) const {
        // Of hexagons two lines lie in a cell.
        return std::min(static_cast<int>(bins_ / (kind == Kind::square ? least_cell_ : least_cell_ / 2)),
                        bins_ / 2 - 2);
    }

    /// How much all families of a shape say for the same distance of lines: the product of what each says.
    static float product_of(const Shape& shape, const Combs& combs, int k) {
        float product = 1;
        for (const int line : shape.families)
            product *= combs[static_cast<std::size_t>(line)][static_cast<std::size_t>(k)];
        return product;
    }

    /// Frequency and place (field pixels along the normal) of the line of a family nearest to the middle of the part.
    std::pair<double, double> line_near_middle(int line, int part, int k) const {
        const LineFamily& family = families_[static_cast<std::size_t>(line)];
        const auto* power = family.powers.ptr<float>(part);
        const int slack = slack_at(k);
        int top = k;
        for (int other = k - slack; other <= k + slack; ++other)
            if (power[other] > power[top]) top = other;
        const double f = (top + top_of_parabola(power[top - 1], power[top], power[top + 1])) / bins_;
        const cv::Rect2d& box = parts_[static_cast<std::size_t>(part)].box;
        const double middle = family.nx * (box.x + box.width / 2) + family.ny * (box.y + box.height / 2) + family.shift;
        const double turns = family.phase(part, top) / (2 * std::numbers::pi) + top * (middle - 0.5) / bins_;
        return {f, middle - family.shift - (turns - std::round(turns)) / f};
    }

    /// The few highest peaks of a part.
    std::vector<Spot> spots_of(const Shape& shape, int part, const Combs& combs) const {
        constexpr std::size_t most = 3;
        const cv::Rect2d& box = parts_[static_cast<std::size_t>(part)].box;
        const int first = static_cast<int>(std::ceil(bins_ * least_lines / std::min(box.width, box.height)));
        const int last = last_of(shape.kind);
        const auto families = static_cast<double>(shape.families.size());
        const auto least = static_cast<float>(std::pow(least_score, families));
        std::vector<Spot> spots;
        float before = 0, here = first <= last ? product_of(shape, combs, first) : 0;
        for (int k = first; k <= last; ++k) {
            const float after = product_of(shape, combs, k + 1);
            if (here >= before && here > after && here > least) spots.push_back({static_cast<double>(here), k});
            before = here;
            here = after;
        }
        std::sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) { return a.score > b.score; });
        if (spots.size() > most) spots.resize(most);
        for (Spot& spot : spots) spot.score = std::pow(spot.score, 1.0 / families);
        return spots;
    }

    /// The cells whose sides lie on the lines of a peak: of hexagons one of three lattices. The middle of a square lies
    /// between lines, that of a hexagon on lines of all its families.
    Guess guess_at(const Shape& shape, int part, const Spot& spot) const {
        double f = 0;
        std::array<double, 2> place{};
        for (std::size_t i = 0; i < shape.families.size(); ++i) {
            const auto [frequency, near_middle] = line_near_middle(shape.families[i], part, spot.k);
            f += frequency / static_cast<double>(shape.families.size());
            if (i < place.size()) place[i] = near_middle;
        }
        const double distance = 1 / f, scale = field_.scale();
        if (shape.kind == Kind::square)
            for (double& line : place) line += distance / 2;
        const LineFamily &a = families_[static_cast<std::size_t>(shape.families[0])],
                         &b = families_[static_cast<std::size_t>(shape.families[1])];
        const double det = a.nx * b.ny - a.ny * b.nx;
        const Point at{(place[0] * b.ny - place[1] * a.ny) / det, (a.nx * place[1] - b.nx * place[0]) / det};
        const double narrow = 2 * distance, wide = 4 * distance / std::sqrt(3.0);  // of a hexagon
        const double width = shape.kind == Kind::square ? distance : shape.kind == Kind::hex_pointy ? narrow : wide;
        const double height = shape.kind == Kind::square ? distance : shape.kind == Kind::hex_flat ? narrow : wide;
        const cv::Rect2d& box = parts_[static_cast<std::size_t>(part)].box;
        return {shape.kind,
                {{at.x * scale, at.y * scale}, width * scale, height * scale},
                {box.x * scale, box.y * scale, box.width * scale, box.height * scale},
                spot.score,
                true,
                spot.score / chance_of(shape.kind, width)};
    }

    const EdgeField& field_;
    double least_cell_;
    int bins_ = 0;
    std::vector<LinePart> parts_;
    std::array<LineFamily, 6> families_;
};

}  // namespace

std::vector<Guess> guess_by_lines(const EdgeField& field, std::size_t count, double least_cell) {
    return LineSearch(field, least_cell).best(count);
}

}  // namespace tk::grid
