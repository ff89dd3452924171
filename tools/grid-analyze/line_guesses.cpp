#include "grid-analyze/line_guesses.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace tk::grid {
namespace {

using board::Kind;
using board::Point;

constexpr int tiles = 8;                         // of the picture, each way
constexpr std::array<int, 4> parts{8, 5, 3, 2};  // tiles each way
constexpr int most_counted = 60;                 // of a strength: the frames of windows are far stronger than lines
constexpr double least_lines = 3;                // that a part must have room for
constexpr double least_distance = 4.5;           // of lines, field pixels
constexpr int harmonics = 3;
constexpr double least_score = 2;

struct Part {
    cv::Rect2d box;  // field pixels
    int left, top, size;
};

std::vector<Part> all_parts(const cv::Size& size) {
    std::vector<Part> result;
    const double width = static_cast<double>(size.width) / tiles, height = static_cast<double>(size.height) / tiles;
    for (const int n : parts) {
        for (int j = 0; j + n <= tiles; ++j) {
            for (int i = 0; i + n <= tiles; ++i)
                result.push_back({{i * width, j * height, n * width, n * height}, i, j, n});
        }
    }
    return result;
}

/// One family of lines: the projections of all parts and their spectra.
struct Family {
    double nx = 0, ny = 0, shift = 0;  // bin = nx x + ny y + shift
    cv::Mat spectra;                   // a row a part, packed as cv::dft does
    cv::Mat powers;                    // over that of noise

    double phase(int part, int k) const {
        const auto* row = spectra.ptr<float>(part);
        return std::atan2(static_cast<double>(row[2 * k]), static_cast<double>(row[2 * k - 1]));
    }
};

/// Sums of the projections of all tiles above and to the left: row j * (tiles + 1) + i.
cv::Mat tile_sums(const LineMap& lines, const cv::Size& size, const Family& family, int bins) {
    cv::Mat sums = cv::Mat::zeros((tiles + 1) * (tiles + 1), bins, CV_32F);
    const bool is_across = std::abs(family.nx) > std::abs(family.ny);
    const int step_x = is_across ? 1 : 2, step_y = is_across ? 2 : 1;
    std::vector<int> of_x(static_cast<std::size_t>(size.width));
    for (int x = 0; x < size.width; ++x)
        of_x[static_cast<std::size_t>(x)] = static_cast<int>(std::lround((family.nx * (x + 0.5) + family.shift) * 256));
    std::vector<int> counts(static_cast<std::size_t>(bins));
    for (int j = 0; j < tiles; ++j) {
        for (int i = 0; i < tiles; ++i) {
            std::fill(counts.begin(), counts.end(), 0);
            const int left = i * size.width / tiles, right = (i + 1) * size.width / tiles;
            for (int y = j * size.height / tiles; y < (j + 1) * size.height / tiles; y += step_y) {
                const std::int8_t* row = lines.row(y);
                const int of_y = static_cast<int>(std::lround(family.ny * (y + 0.5) * 256));
                for (int x = left; x < right; x += step_x)
                    counts[static_cast<std::size_t>((of_x[static_cast<std::size_t>(x)] + of_y) >> 8)] +=
                        std::min(std::abs(static_cast<int>(row[x])), most_counted);
            }
            auto* to = sums.ptr<float>((j + 1) * (tiles + 1) + i + 1);
            const auto* above = sums.ptr<float>(j * (tiles + 1) + i + 1);
            const auto* before = sums.ptr<float>((j + 1) * (tiles + 1) + i);
            const auto* both = sums.ptr<float>(j * (tiles + 1) + i);
            for (int k = 0; k < bins; ++k)
                to[k] = static_cast<float>(counts[static_cast<std::size_t>(k)]) + above[k] + before[k] - both[k];
        }
    }
    return sums;
}

/// How many pixels of each part fall together in each bin, share of the most: a trapezium.
cv::Mat support_of(const Family& family, const std::vector<Part>& all, int bins) {
    cv::Mat support(static_cast<int>(all.size()), bins, CV_32F);
    for (std::size_t p = 0; p < all.size(); ++p) {
        const cv::Rect2d& box = all[p].box;
        const double a = std::abs(family.nx) * box.width / 2, b = std::abs(family.ny) * box.height / 2;
        const double slope = std::max(2 * std::min(a, b), 1.0);
        const double middle = family.nx * (box.x + box.width / 2) + family.ny * (box.y + box.height / 2) + family.shift;
        auto* to = support.ptr<float>(static_cast<int>(p));
        for (int k = 0; k < bins; ++k)
            to[k] = static_cast<float>(std::clamp((a + b - std::abs(k + 0.5 - middle)) / slope, 0.0, 1.0));
    }
    return support;
}

/// Takes away what changes slowly inside of each part.
void flatten(cv::Mat& rows, const Family& family, const std::vector<Part>& all) {
    constexpr int around = 101;
    const cv::Mat support = support_of(family, all, rows.cols);
    cv::Mat slow, slow_support;
    cv::blur(rows, slow, {around, 1});
    cv::blur(support, slow_support, {around, 1});
    slow = slow.mul(support) / (slow_support + 1e-3);
    rows -= slow;
}

Family family_of(const EdgeField& field, double angle, const std::vector<Part>& all, int bins) {
    Family family;
    family.nx = std::cos(angle);
    family.ny = std::sin(angle);
    if (family.nx < 1e-9 && family.nx > -1e-9) family.nx = 0;
    const LineMap& lines = field.lines(static_cast<float>(family.nx), static_cast<float>(family.ny));
    const cv::Size size = lines.size();
    family.shift = family.nx < 0 ? -family.nx * size.width + 1 : 1;
    const cv::Mat sums = tile_sums(lines, size, family, bins);
    cv::Mat rows(static_cast<int>(all.size()), bins, CV_32F);
    for (std::size_t p = 0; p < all.size(); ++p) {
        const Part& part = all[p];
        const auto at = [&](int i, int j) { return sums.ptr<float>((part.top + j) * (tiles + 1) + part.left + i); };
        const float *a = at(0, 0), *b = at(part.size, 0), *c = at(0, part.size), *d = at(part.size, part.size);
        auto* to = rows.ptr<float>(static_cast<int>(p));
        for (int k = 0; k < bins; ++k) to[k] = d[k] - b[k] - c[k] + a[k];
    }
    flatten(rows, family, all);
    for (int p = 0; p < rows.rows; ++p) {
        cv::Mat row = rows.row(p);
        const double support = std::abs(family.nx) * all[static_cast<std::size_t>(p)].box.width +
                               std::abs(family.ny) * all[static_cast<std::size_t>(p)].box.height;
        const double limit = 2.5 * std::sqrt(row.dot(row) / support);
        cv::min(row, limit, row);
        cv::max(row, -limit, row);
    }
    cv::dft(rows, family.spectra, cv::DFT_ROWS);
    family.powers = cv::Mat::zeros(rows.rows, bins / 2, CV_32F);
    for (int p = 0; p < rows.rows; ++p) {
        const cv::Mat row = rows.row(p);
        const auto over = static_cast<float>(1 / std::max(row.dot(row), 1.0));
        const auto* from = family.spectra.ptr<float>(p);
        auto* to = family.powers.ptr<float>(p);
        for (int k = 1; k < bins / 2; ++k)
            to[k] = (from[2 * k - 1] * from[2 * k - 1] + from[2 * k] * from[2 * k]) * over;
    }
    return family;
}

/// How far the power of a comb with `k` lines to the whole is above that of noise, in deviations.
double excess(const Family& family, int part, int k, int bins) {
    const auto* power = family.powers.ptr<float>(part);
    double sum = 0;
    int count = 0;
    for (int m = 1; m <= harmonics && m * k < bins / 2 - 1 && (m == 1 || bins / static_cast<double>(m * k) > 3);
         ++m, ++count) {
        double top = power[m * k];
        if (m > 1) top = std::max({power[m * k - 1], power[m * k], power[m * k + 1]});
        sum += top - 1;
    }
    return sum / std::sqrt(static_cast<double>(count));
}

struct Spot {
    double score = 0;
    int k = 0;
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

class Finder {
public:
    Finder(const EdgeField& field) : field_(field) {
        const cv::Size size = field.picture().size();
        bins_ = 2 * cv::getOptimalDFTSize(static_cast<int>(std::hypot(size.width, size.height)) / 2 + 2);
        parts_ = all_parts(size);
        for (std::size_t i = 0; i < families_.size(); ++i)
            families_[i] = family_of(field, std::numbers::pi * static_cast<double>(i) / 6, parts_, bins_);
    }

    std::vector<Guess> best(std::size_t count) {
        std::vector<Guess> result;
        for (const auto& [kind, lines] :
             {std::pair{Kind::square, std::vector<int>{0, 3}}, std::pair{Kind::hex_pointy, std::vector<int>{2, 4, 0}},
              std::pair{Kind::hex_flat, std::vector<int>{1, 5, 3}}}) {
            std::vector<Guess> found;
            for (int p = 0; p < static_cast<int>(parts_.size()); ++p) look(kind, lines, p, found);
            std::sort(found.begin(), found.end(), [](const Guess& a, const Guess& b) { return a.score > b.score; });
            const auto kept = best_of(found, count);
            result.insert(result.end(), kept.begin(), kept.end());
        }
        return result;
    }

private:
    double score(const std::vector<int>& lines, int part, int k) const {
        double product = 1;
        for (const int line : lines) {
            const int slack = std::max(1, k / 40);
            double top = 0;
            for (int other = k - slack; other <= k + slack; ++other)
                top = std::max(top, excess(families_[static_cast<std::size_t>(line)], part, other, bins_));
            product *= top;
        }
        return std::pow(product, 1.0 / static_cast<double>(lines.size()));
    }

    /// Frequency and place (field pixels along the normal) of the line of a family nearest to the middle of the part.
    std::pair<double, double> line_near_middle(int line, int part, int k) const {
        const Family& family = families_[static_cast<std::size_t>(line)];
        const auto* power = family.powers.ptr<float>(part);
        const int slack = std::max(1, k / 40);
        int top = k;
        for (int other = k - slack; other <= k + slack; ++other)
            if (power[other] > power[top]) top = other;
        const double a = power[top - 1], b = power[top], c = power[top + 1], bend = a - 2 * b + c;
        const double off = bend < 0 ? std::clamp(0.5 * (a - c) / bend, -0.5, 0.5) : 0;
        const double f = (top + off) / bins_;
        const cv::Rect2d& box = parts_[static_cast<std::size_t>(part)].box;
        const double middle = family.nx * (box.x + box.width / 2) + family.ny * (box.y + box.height / 2) + family.shift;
        const double turns = family.phase(part, top) / (2 * std::numbers::pi) + top * (middle - 0.5) / bins_;
        return {f, middle - family.shift - (turns - std::round(turns)) / f};
    }

    void look(Kind kind, const std::vector<int>& lines, int part, std::vector<Guess>& found) const {
        const cv::Rect2d& box = parts_[static_cast<std::size_t>(part)].box;
        const int first = static_cast<int>(std::ceil(bins_ * least_lines / std::min(box.width, box.height)));
        const int last = static_cast<int>(bins_ / (kind == Kind::square ? 2 * least_distance : least_distance));
        double before = 0, here = score(lines, part, first);
        std::vector<Spot> spots;
        for (int k = first; k <= std::min(last, bins_ / 2 - 2); ++k) {
            const double after = score(lines, part, k + 1);
            if (here > least_score && here >= before && here > after) spots.push_back({here, k});
            before = here;
            here = after;
        }
        std::sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) { return a.score > b.score; });
        if (spots.size() > 3) spots.resize(3);
        for (const Spot& spot : spots) {
            double f = 0;
            std::array<double, 2> u{};
            for (std::size_t i = 0; i < lines.size(); ++i) {
                const auto [frequency, place] = line_near_middle(lines[i], part, spot.k);
                f += frequency / static_cast<double>(lines.size());
                if (i < 2) u[i] = place;
            }
            const Family &a = families_[static_cast<std::size_t>(lines[0])],
                         &b = families_[static_cast<std::size_t>(lines[1])];
            const double det = a.nx * b.ny - a.ny * b.nx;
            const auto cross = [&](double ua, double ub) {
                return Point{(ua * b.ny - ub * a.ny) / det, (a.nx * ub - b.nx * ua) / det};
            };
            const double distance = 1 / f, scale = field_.scale();
            const cv::Rect2d window{box.x * scale, box.y * scale, box.width * scale, box.height * scale};
            {
                const Point at =
                    kind == Kind::square ? cross(u[0] + distance / 2, u[1] + distance / 2) : cross(u[0], u[1]);
                const double width = kind == Kind::square       ? distance
                                     : kind == Kind::hex_pointy ? 2 * distance
                                                                : 4 * distance / std::sqrt(3.0);
                const double height = kind == Kind::square     ? distance
                                      : kind == Kind::hex_flat ? 2 * distance
                                                               : 4 * distance / std::sqrt(3.0);
                Guess guess{kind, {{at.x * scale, at.y * scale}, width * scale, height * scale}, window, spot.score};
                found.push_back(guess);
            }
        }
    }

    const EdgeField& field_;
    int bins_ = 0;
    std::vector<Part> parts_;
    std::array<Family, 6> families_;
};

}  // namespace

std::vector<Guess> guess_by_lines(const EdgeField& field, std::size_t count) {
    return Finder(field).best(count);
}

std::vector<Guess> rivals(const Guess& guess) {
    if (guess.kind == Kind::square) return {guess};
    std::vector<Guess> result;
    for (int i = 0; i < 3; ++i) {
        Guess next = guess;
        next.placement.origin.x += i * guess.placement.width * (guess.kind == Kind::hex_pointy ? 0.5 : 0.25);
        next.placement.origin.y += i * guess.placement.height * (guess.kind == Kind::hex_pointy ? 0.25 : 0.5);
        result.push_back(next);
    }
    return result;
}

Guess hexagons_on(const board::Geometry& iso, const board::Placement& placement) {
    const board::Cell last = iso.size() - 1;
    const Point from = board::centre(iso, placement, 0), to = board::centre(iso, placement, last);
    // Their middles lie where lines meet: at the corners of the isometric cells.
    const board::Placement hexagons{
        {placement.origin.x, placement.origin.y - placement.height / 2}, placement.width, 2 * placement.height};
    return {Kind::hex_pointy,
            hexagons,
            {from.x - placement.width, from.y - placement.height, to.x - from.x + 2 * placement.width,
             to.y - from.y + 2 * placement.height},
            0};
}

}  // namespace tk::grid
