#include "grid-analyze/iso_finder.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <optional>

#include "grid-analyze/align.hpp"
#include "grid-analyze/common_sides.hpp"
#include "grid-analyze/extent.hpp"
#include "grid-analyze/flat_picture.hpp"
#include "grid-analyze/mean_cell.hpp"
#include "grid-analyze/refine.hpp"
#include "grid-analyze/spectrum.hpp"

namespace tk::grid {
namespace {

constexpr std::size_t guesses = 3;
constexpr double least_score = 0.5, second_score = 1.2;  // of a spectrum: to look at the best guess, at others
constexpr double clear_score = 2, clear_merit = 1.2;     // of a pattern
constexpr double least_of_best = 0.75;                   // score over that of the best guess
constexpr double least_merit = 1.4;                      // pictures without a board reach 0.6
constexpr double least_lines = 0.06;                     // contrast of the weaker lines
constexpr int least_side = 3;                            // sides across and down: smaller is no board

struct Candidate {
    Lattice lattice;
    Sides sides;
    Evidence evidence;
};

Candidate candidate_on(const IsoEdges& edges, const Lattice& lattice) {
    Candidate candidate{lattice, measure_sides(edges, lattice), {}};
    candidate.evidence = find_region(candidate.sides);
    return candidate;
}

/// The cells of a candidate's region that show their sides, they and their neighbours together: looked at once, asked
/// for each edge point.
class SeenCells {
public:
    explicit SeenCells(const Candidate& candidate)
        : region_(candidate.evidence.region),
          seen_(static_cast<std::size_t>(region_.columns()) * static_cast<std::size_t>(region_.rows())) {
        for (int j = region_.top; j < region_.bottom; ++j) {
            for (int i = region_.left; i < region_.right; ++i) {
                if (((i + j) & 1) != 0) continue;
                const Coord cell{(i + j) / 2, (i - j) / 2};
                double sum = candidate.sides.contrast(cell);
                for (const Coord step : {Coord{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
                    sum += candidate.sides.contrast(cell + step);
                seen_[index(i, j)] = sum / 5 > 0.5 * candidate.evidence.contrast ? 1 : 0;
            }
        }
    }
    bool holds(Coord cell) const { return region_.holds(cell) && seen_[index(cell.x + cell.y, cell.x - cell.y)] != 0; }

private:
    std::size_t index(int i, int j) const {
        return static_cast<std::size_t>(j - region_.top) * static_cast<std::size_t>(region_.columns()) +
               static_cast<std::size_t>(i - region_.left);
    }
    Region region_;
    std::vector<char> seen_;
};

bool is_near(const Lattice& a, const Lattice& b) {
    return std::abs(a.width / b.width - 1) < 0.03 && std::abs(a.height / b.height - 1) < 0.03;
}

/// Fits the lattice to the lines between cells that are seen, and looks what is seen now.
Candidate polished(const IsoEdges& edges, Candidate candidate) {
    for (int round = 0; round < 4; ++round) {
        const SeenCells seen(candidate);
        const auto is_seen = [&](Coord cell) { return seen.holds(cell); };
        const double spread = std::max(2.2 * edges.scale, 0.06 * candidate.lattice.height);
        const auto fitted = fit_lattice(edges, candidate.lattice, spread, is_seen);
        if (!fitted || !is_near(*fitted, candidate.lattice)) break;
        Candidate next = candidate_on(edges, *fitted);
        if (next.evidence.merit < 0.9 * candidate.evidence.merit) break;
        const double change = std::abs(next.lattice.width / candidate.lattice.width - 1);
        candidate = std::move(next);
        if (change < 1e-4) break;
    }
    return candidate;
}

bool is_board(const Evidence& evidence) {
    return evidence.merit >= least_merit && evidence.lines >= least_lines && evidence.region.columns() > least_side &&
           evidence.region.rows() > least_side;
}

/// A lattice of three times the true size has lines that are all true, and others between them.
Candidate third_of(const IsoEdges& edges, Candidate wide) {
    const Lattice& lattice = wide.lattice;
    if (lattice.width < 3 * least_cell_width) return wide;
    Candidate fine = candidate_on(edges, {lattice.width / 3, lattice.height / 3, lattice.x0, lattice.y0});
    return is_board(fine.evidence) && fine.evidence.lines > 0.5 * wide.evidence.lines ? polished(edges, std::move(fine))
                                                                                      : wide;
}

/// A lattice whose sides have something in common.
struct Pattern {
    Lattice lattice;
    CommonSides common;
    double score = 0;  ///< of its spectrum, less that of upright squares
};

bool is_clear(const Pattern& pattern) {
    return pattern.score > clear_score && pattern.common.evidence.merit > clear_merit;
}

/// Rises from a half at the least merit to nearly one at four times it.
double confidence_of(const Evidence& evidence) {
    return 0.99 - 0.5 * std::exp(-1.2 * (evidence.merit - least_merit));
}

/// The same by the spectrum.
double confidence_of(const Pattern& pattern) {
    return std::clamp(0.99 - 0.35 * std::exp(-(pattern.score - clear_score)), 0.0, 0.99);
}

void keep_inside(FlatPicture& flat, const profile::RelativeBox& area) {
    if (area.x <= 0 && area.y <= 0 && area.width >= 1 && area.height >= 1) return;
    const double width = flat.values.cols, height = flat.values.rows;
    const cv::Rect inside(cv::Point(static_cast<int>(area.x * width), static_cast<int>(area.y * height)),
                          cv::Point(static_cast<int>(std::ceil((area.x + area.width) * width)),
                                    static_cast<int>(std::ceil((area.y + area.height) * height))));
    cv::Mat mask(flat.values.size(), CV_8U, cv::Scalar(255));
    mask(inside & cv::Rect({0, 0}, mask.size())).setTo(0);
    flat.values.setTo(0, mask);
}

void keep_inside(IsoEdges& edges, const profile::RelativeBox& area) {
    const double width = edges.size.width, height = edges.size.height;
    const auto outside = [&](const EdgePoint& point) {
        const double x = static_cast<double>(point.x) / width, y = static_cast<double>(point.y) / height;
        return x < area.x || y < area.y || x > area.x + area.width || y > area.y + area.height;
    };
    for (auto& family : edges.families)
        family.erase(std::remove_if(family.begin(), family.end(), outside), family.end());
}

/// Lays the lattice exactly on the lines.
Pattern aligned_well(const FlatPicture& flat, Pattern pattern) {
    for (int round = 0; round < 3; ++round) {
        const auto lattice = aligned(flat, pattern.lattice, pattern.common);
        if (!lattice || !is_near(*lattice, pattern.lattice)) break;
        CommonSides common = measure_common(flat, *lattice);
        if (common.evidence.merit <= pattern.common.evidence.merit) break;
        pattern.lattice = *lattice;
        pattern.common = std::move(common);
    }
    return pattern;
}

/// Lays the lattice on the edge points along its lines, which lie exactly where the lines do.
Pattern fitted_to(const IsoEdges& edges, const FlatPicture& flat, Pattern pattern) {
    const auto inside = [&](Coord cell) { return pattern.common.evidence.region.holds(cell); };
    const double spread = std::max(2.2 * edges.scale, 0.06 * pattern.lattice.height);
    for (int round = 0; round < 2; ++round) {
        const auto lattice = fit_lattice(edges, pattern.lattice, spread, inside);
        if (!lattice || !is_near(*lattice, pattern.lattice)) break;
        CommonSides common = measure_common(flat, *lattice);
        if (common.evidence.merit < 0.95 * pattern.common.evidence.merit) break;
        pattern.lattice = *lattice;
        pattern.common = std::move(common);
    }
    return pattern;
}

/// Share of a cell by which the lines of a family lie beside whole numbers of `x * a + y * b`: the phase of the edge
/// points at that frequency.
double phase(const std::vector<EdgePoint>& points, double a, double b) {
    constexpr std::size_t enough = 4000;
    std::complex<double> sum;
    for (std::size_t i = 0; i < points.size(); i += points.size() / enough + 1) {
        const double turns = static_cast<double>(points[i].x) * a + static_cast<double>(points[i].y) * b;
        sum += std::polar(static_cast<double>(points[i].weight), 2 * std::numbers::pi * turns);
    }
    return std::arg(sum) / (2 * std::numbers::pi);
}

/// The places where the lattice of a guess may lie.
std::vector<Lattice> places_of(const FlatPicture& flat, const IsoEdges& edges, const PeriodGuess& guess) {
    const double width = guess.width, height = guess.width / guess.ratio;
    const auto by_mean = MeanCell(flat, width, height).places();
    // Lines lie at halves of x and y.
    const double p = phase(edges.families[0], 1 / width, 1 / height) + 0.5;
    const double q = phase(edges.families[1], 1 / width, -1 / height) + 0.5;
    Lattice by_edges{width, height, (p + q) / 2 * width, (p - q) / 2 * height};
    // Near the middle of the picture a wrong size shows least.
    const Point middle = by_edges.centre(by_edges.cell({flat.size.width / 2.0, flat.size.height / 2.0}));
    by_edges.x0 = middle.x;
    by_edges.y0 = middle.y;
    std::vector<Lattice> places;
    for (const Lattice& lattice : {by_mean[0], by_mean[1], by_edges}) {
        const bool is_known = std::any_of(places.begin(), places.end(), [&](const Lattice& other) {
            const Point at{lattice.x0, lattice.y0};
            const double x = other.x(at), y = other.y(at);
            return std::abs(x - std::round(x)) < 0.08 && std::abs(y - std::round(y)) < 0.08;
        });
        if (!is_known) places.push_back(lattice);
    }
    return places;
}

/// The pattern of a guess that is clear enough for one, at that place where its sides show best.
std::optional<Pattern> pattern_at(const FlatPicture& flat, const std::vector<Lattice>& places,
                                  const PeriodGuess& guess) {
    const double score = guess.score - 1.5 * std::max(guess.upright - 0.5, 0.0);
    if (score < clear_score) return std::nullopt;
    std::optional<Pattern> best;
    for (const Lattice& lattice : places) {
        Pattern pattern{lattice, measure_common(flat, lattice), score};
        if (!best || pattern.common.evidence.merit > best->common.evidence.merit) best = std::move(pattern);
    }
    return aligned_well(flat, std::move(*best));
}

}  // namespace

Search find_iso_board(const cv::Mat& gray, const EdgeField& field, const profile::BoardProfile& profile) {
    FlatPicture flat = flattened(gray);
    keep_inside(flat, profile.area);
    IsoEdges edges;
    std::optional<Candidate> best;
    std::optional<Pattern> pattern;
    double first_score = 0;
    for (const PeriodGuess& guess : find_periods(flat, guesses)) {
        if (guess.score < std::max(least_score, least_of_best * first_score)) break;
        if (first_score > 0 && guess.score < second_score) break;
        first_score = std::max(first_score, guess.score);
        if (edges.size.empty()) {
            edges = find_iso_edges(field);
            keep_inside(edges, profile.area);
        }
        FlatPicture near = suited_to(flat, gray, guess.width, guess.width / guess.ratio);
        keep_inside(near, profile.area);
        const std::vector<Lattice> places = places_of(near, edges, guess);
        std::optional<Candidate> framed;
        const auto take = [&](Candidate candidate) {
            if (!framed || candidate.evidence.merit > framed->evidence.merit) framed = std::move(candidate);
        };
        for (const Lattice& lattice : places) take(candidate_on(edges, lattice));
        pattern = pattern_at(near, places, guess);
        if (pattern) take(candidate_on(edges, pattern->lattice));
        framed = polished(edges, std::move(*framed));
        best = std::move(framed);
        if (is_board(best->evidence)) {
            best = third_of(edges, std::move(*best));
            break;
        }
        if (pattern && is_clear(*pattern)) {
            *pattern = fitted_to(edges, near, std::move(*pattern));
            best = Candidate{pattern->lattice, pattern->common.sides, pattern->common.evidence};
            break;
        }
        pattern.reset();
    }
    if (!best) return NoBoard{"no edges repeat along two isometric directions", 0.97};
    const Evidence& evidence = best->evidence;
    const bool is_framed = is_board(evidence), is_shown = pattern && is_clear(*pattern);
    if (!is_framed && !is_shown) {
        const double doubt = 0.45 * std::min(evidence.merit / least_merit, 1.0);
        return NoBoard{
            fmt::format("edges repeat every {:.0f} pixels, but do not frame cells side by side", best->lattice.width),
            0.97 - doubt};
    }
    const Point middle{gray.cols * (profile.area.x + profile.area.width / 2),
                       gray.rows * (profile.area.y + profile.area.height / 2)};
    const Extent extent = find_extent(best->sides, evidence, best->lattice, profile, middle);
    FoundBoard found;
    found.geometry = extent.geometry;
    found.placement = placement_of(extent, best->lattice);
    found.confidence = std::max(is_framed ? confidence_of(evidence) : 0, is_shown ? confidence_of(*pattern) : 0);
    found.numbering_certain = extent.is_certain;
    for (board::Cell cell = 0; cell < found.geometry.size(); ++cell) {
        const Coord place = best->lattice.cell(board::centre(found.geometry, found.placement, cell));
        if (best->sides.contrast(place) > 0.6 * evidence.contrast) found.framed.push_back(cell);
    }
    return found;
}

}  // namespace tk::grid
