#include "grid-analyze/find/iso_parts.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "grid-analyze/find/folded.hpp"
#include "grid-analyze/find/iso_pattern.hpp"

namespace tk::grid {
namespace {

constexpr int size_of_part = 256;  // values each way
constexpr std::size_t places_of_part = 2;
constexpr std::size_t followed = 4;  // places, of all parts
constexpr double least_cells = 3;    // of a part, across
constexpr double apart = 0.03;       // of two widths that are taken for one

/// Where parts of `all` values begin.
std::vector<int> first_values(int all) {
    const int beyond = std::max(all - size_of_part, 0), steps = (beyond + size_of_part - 1) / size_of_part;
    std::vector<int> first{0};
    for (int i = 1; i <= steps; ++i) first.push_back(beyond * i / steps);
    return first;
}

std::vector<cv::Rect> parts_of(const cv::Mat& values) {
    const cv::Size size(std::min(values.cols, size_of_part), std::min(values.rows, size_of_part));
    std::vector<cv::Rect> parts;
    for (const int y : first_values(values.rows)) {
        for (const int x : first_values(values.cols)) parts.emplace_back(cv::Point(x, y), size);
    }
    return parts;
}

FlatPicture cut(const FlatPicture& flat, const cv::Rect& values) {
    return {flat.values(values).clone(), flat.scale,
            cv::Size(static_cast<int>(values.width * flat.scale), static_cast<int>(values.height * flat.scale))};
}

/// What the spectrum of a part says.
struct Heard {
    PeriodGuess guess;
    cv::Rect values;
};

/// Best first. Of the places in the spectra of all parts only the best are followed.
std::vector<Heard> heard_in_parts(const FlatPicture& flat, Ratios ratios) {
    struct Part {
        cv::Rect values;
        FlatSpectrum spectrum;
    };
    struct InPart {
        std::size_t part;
        Place place;
    };
    std::vector<Part> parts;
    std::vector<InPart> places;
    for (const cv::Rect& values : parts_of(flat.values)) {
        parts.push_back({values, FlatSpectrum(cut(flat, values))});
        const double most_width = std::min(most_cell_by_spectrum, values.width * flat.scale / least_cells);
        for (const Place& place : first_periods(parts.back().spectrum, places_of_part, ratios, most_width))
            places.push_back({parts.size() - 1, place});
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const InPart& a, const InPart& b) { return a.place.score > b.place.score; });
    std::vector<Heard> heard;
    for (std::size_t i = 0; i < std::min(followed, places.size()); ++i) {
        const Part& part = parts[places[i].part];
        if (const auto guess = period_at(part.spectrum, places[i].place, ratios))
            heard.push_back({*guess, part.values});
    }
    std::stable_sort(heard.begin(), heard.end(),
                     [](const Heard& a, const Heard& b) { return score_of(a.guess) > score_of(b.guess); });
    return heard;
}

}  // namespace

std::vector<PartPeriod> find_periods_in_parts(const FlatPicture& flat, std::size_t count, Ratios ratios) {
    std::vector<PartPeriod> best;
    for (const auto& [guess, values] : heard_in_parts(flat, ratios)) {
        if (best.size() == count) break;
        if (std::any_of(best.begin(), best.end(), [&, width = guess.width](const PartPeriod& other) {
                return std::abs(other.guess.width / width - 1) < apart;
            }))
            continue;
        const board::Placement size{{}, guess.width, guess.width / guess.ratio};
        const board::Point middle = fold_cells(cut(flat, values), board::Kind::iso, size).middle;
        const cv::Rect2d part(values.x * flat.scale, values.y * flat.scale, values.width * flat.scale,
                              values.height * flat.scale);
        best.push_back({guess, part, {part.x + middle.x, part.y + middle.y}});
    }
    return best;
}

}  // namespace tk::grid
