#include "grid-analyze/find/iso_periods.hpp"

#include <algorithm>
#include <cmath>

namespace tk::grid {
namespace {

constexpr int first_harmonics = 3, all_harmonics = 20;
constexpr double weight_of_shades = 0.5;
constexpr std::size_t first_guesses = 10;
/// Harmonics that are looked at, and the steps of a climb in bins.
struct Stage {
    int harmonics;
    double first_step, last_step;
};
constexpr Stage stages[] = {{3, 0.4, 0.15}, {6, 0.25, 0.08}, {all_harmonics, 0.15, 0.02}};

double score_of_lines(const FlatSpectrum& spectrum, const Place& place, int harmonics) {
    double sum = 0;
    int count = 0;
    for (int k = 1; k <= harmonics && (k == 1 || k * place.down * spectrum.scale() <= FlatSpectrum::finest);
         ++k, ++count)
        sum += std::sqrt(spectrum.at(place, k, k) * spectrum.at(place, k, -k)) - 1;
    return sum / std::sqrt(static_cast<double>(count));
}

double score_of_shades(const FlatSpectrum& spectrum, const Place& place) {
    // Amplitudes of a checkerboard: 1 on the axes, 1/3, 1/5 and 1/7 beside the diagonals.
    const auto both = [&](double k, double l) {
        return std::sqrt(spectrum.at(place, k, l) * spectrum.at(place, k, -l)) - 1;
    };
    double sum = std::sqrt(spectrum.at(place, 1, 0) * spectrum.at(place, 0, 1)) - 1, squares = 1;
    for (const auto& [k, weight] : {std::pair{1, 0.7}, {2, 0.45}, {3, 0.3}}) {
        sum += weight * (both(k + 1, k) + both(k, k + 1));
        squares += 2 * weight * weight;
    }
    return sum / std::sqrt(squares);
}

/// Upright squares as wide as the cells, or as high, have harmonics on the diagonals too; but also between them.
double score_of_upright(const FlatSpectrum& spectrum, const Place& place) {
    const auto mean = [&](std::initializer_list<std::pair<double, double>> nodes) {
        double sum = 0;
        for (const auto& [k, l] : nodes) sum += spectrum.at(place, k, l) - 1;
        return sum / std::sqrt(static_cast<double>(nodes.size()));
    };
    return std::max(mean({{0, 0.5}, {0, 1.5}, {1, 0.5}, {1, -0.5}, {1, 1.5}, {1, -1.5}}),
                    mean({{0.5, 0}, {1.5, 0}, {0.5, 1}, {0.5, -1}, {1.5, 1}, {1.5, -1}}));
}

double level_of(const FlatSpectrum& spectrum, const Place& place) {
    const double own =
        std::max(std::min(spectrum.amplitude_at(place, 1, 1), spectrum.amplitude_at(place, 1, -1)), 1e-6);
    const double rows = std::max(spectrum.amplitude_at(place, 0, 0.5), spectrum.amplitude_at(place, 0, 1.5));
    const double columns = std::max(spectrum.amplitude_at(place, 0.5, 0), spectrum.amplitude_at(place, 1.5, 0));
    return std::max(rows, columns) / own;
}

Place scored(const FlatSpectrum& spectrum, Place place, int harmonics) {
    const double lines = std::max(0.0, score_of_lines(spectrum, place, harmonics));
    const double shades = weight_of_shades * std::max(0.0, score_of_shades(spectrum, place));
    place.score = std::hypot(lines, shades);
    return place;
}

/// Climbs with few harmonics, which are broad, and then with ever more, which are exact but have peaks beside.
Place climbed(const FlatSpectrum& spectrum, Place place) {
    for (const Stage& stage : stages)
        place = uphill(spectrum, place, stage.first_step, stage.last_step,
                       [&](const Place& at) { return scored(spectrum, at, stage.harmonics); });
    return place;
}

bool is_allowed(const Place& place, Ratios ratios) {
    return place.across > 0.98 / most_cell_by_spectrum && place.across < 1.02 / least_cell_by_spectrum &&
           place.ratio() > ratios.least - 0.02 && place.ratio() < ratios.most + 0.02;
}

/// Where a place leads to, and its multiples: edges of a board may lie two or three cells apart.
std::vector<Place> tops_from(const FlatSpectrum& spectrum, const Place& first, Ratios ratios) {
    std::vector<Place> tops;
    const auto add = [&](const Place& place) {
        const Place top = climbed(spectrum, place);
        if (is_allowed(top, ratios)) tops.push_back(top);
        return top;
    };
    const Place top = add(first);
    for (const double times : {2.0, 3.0, 1 / 2.0, 1 / 3.0, 1 / 4.0}) {
        const Place other{times * top.across, times * top.down};
        if (is_allowed(other, ratios)) add(other);
    }
    return tops;
}

PeriodGuess guess_at(const FlatSpectrum& spectrum, const Place& place) {
    return {1 / place.across, place.ratio(), place.score, score_of_upright(spectrum, place), level_of(spectrum, place)};
}

}  // namespace

std::vector<PeriodGuess> find_periods(const FlatSpectrum& spectrum, std::size_t count, Ratios ratios) {
    std::vector<Place> places;
    for (const Place& first : first_periods(spectrum, first_guesses, ratios, most_cell_by_spectrum)) {
        const auto tops = tops_from(spectrum, first, ratios);
        places.insert(places.end(), tops.begin(), tops.end());
    }
    std::vector<PeriodGuess> guesses;
    for (const Place& place : best_apart(std::move(places), count, 0.03)) guesses.push_back(guess_at(spectrum, place));
    return guesses;
}

std::vector<Place> first_periods(const FlatSpectrum& spectrum, std::size_t count, Ratios ratios, double most_width) {
    std::vector<Place> places;
    for (double across = 1 / most_width; across <= 1 / least_cell_by_spectrum; across += spectrum.bin_across() / 2) {
        for (double down = ratios.least * across; down <= ratios.most * across; down += spectrum.bin_down() / 2)
            places.push_back(scored(spectrum, {across, down}, first_harmonics));
    }
    return best_apart(std::move(places), count, 0.04);
}

std::optional<PeriodGuess> period_at(const FlatSpectrum& spectrum, const Place& first, Ratios ratios) {
    const auto tops = tops_from(spectrum, first, ratios);
    const auto best =
        std::max_element(tops.begin(), tops.end(), [](const Place& a, const Place& b) { return a.score < b.score; });
    return best == tops.end() ? std::nullopt : std::optional(guess_at(spectrum, *best));
}

}  // namespace tk::grid
