#include "grid-analyze/find/hexagon_periods.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "grid-analyze/find/cell_sizes.hpp"

namespace tk::grid {
namespace {

using board::Kind;

// Pixels across over those down. Of regular hexagons: 0.577 if pointy, 1.732 if flat; the last are those of hexagons
// flattened to six tenths.
constexpr std::pair<double, double> of_pointy{0.47, 0.97}, of_flat{1.28, 2.9};
constexpr std::size_t first_places = 12;
constexpr int few = 3, most_times = 6;
constexpr double first_apart = 0.04, apart = 0.03;
constexpr double strongest = 4;  // amplitude that counts in full

/// The harmonics of few orders: of a lattice of middles and corners those of which the orders are both even or both
/// odd.
constexpr std::array<std::pair<int, int>, 10> first_harmonics{
    {{1, 1}, {1, -1}, {0, 2}, {2, 0}, {1, 3}, {1, -3}, {3, 1}, {3, -1}, {2, 2}, {2, -2}}};
constexpr int most_first = 3;  // order of those

std::optional<Kind> kind_of(double across, double down) {
    const auto is_in = [&](const std::pair<double, double>& range) {
        return across >= range.first * down && across <= range.second * down;
    };
    if (is_in(of_pointy)) return Kind::hex_pointy;
    if (is_in(of_flat)) return Kind::hex_flat;
    return std::nullopt;
}

/// Where the harmonics of a place down lie, from those of order `-most` on.
std::vector<FlatSpectrum::Between> rows_up_to(const FlatSpectrum& spectrum, const Place& place, int most) {
    std::vector<FlatSpectrum::Between> rows;
    rows.reserve(static_cast<std::size_t>(2 * most + 1));
    for (int l = -most; l <= most; ++l) rows.push_back(spectrum.row_of(l * place.down));
    return rows;
}

/// By all harmonics up to an order. Nothing repeats at frequencies below that of one bin, which a climb may come to in
/// the spectrum of a picture that is hardly higher than a cell.
Place scored(const FlatSpectrum& spectrum, Place place, int most) {
    place.score = 0;
    if (place.across < spectrum.bin_across() || place.down < spectrum.bin_down()) return place;
    const auto order_of = [&](double frequency) {
        return std::min(most, static_cast<int>(FlatSpectrum::finest / (frequency * spectrum.scale())));
    };
    const int across = order_of(place.across), down = order_of(place.down);
    const std::vector<FlatSpectrum::Between> rows = rows_up_to(spectrum, place, down);
    double sum = 0;
    int count = 0;
    for (int k = 0; k <= across; ++k) {
        const FlatSpectrum::Between column = spectrum.column_of(k * place.across);
        for (int l = k == 0 ? 2 : -down + ((down + k) & 1); l <= down; l += 2, ++count)
            sum += std::min(spectrum.at(column, rows[static_cast<std::size_t>(down + l)]), strongest) - 1;
    }
    place.score = count > 0 ? sum / std::sqrt(count) : 0;
    return place;
}

/// Where few harmonics show better than a little higher or lower.
std::vector<Place> first_looks(const FlatSpectrum& spectrum) {
    std::vector<Place> places;
    for (const auto& [least, most] : {of_flat, of_pointy}) {
        for (double across = 1 / most_across_of_hexagons; across <= 1 / least_period_of_hexagons;
             across += spectrum.bin_across() / 2) {
            std::array<FlatSpectrum::Between, most_first + 1> columns;
            for (int k = 0; k <= most_first; ++k) columns[static_cast<std::size_t>(k)] = spectrum.column_of(k * across);
            Place before, here;
            for (double down = least * across; down <= most * across; down += spectrum.bin_down() / 2) {
                std::array<FlatSpectrum::Between, 2 * most_first + 1> rows;
                for (int l = -most_first; l <= most_first; ++l)
                    rows[static_cast<std::size_t>(most_first + l)] = spectrum.row_of(l * down);
                Place place{across, down};
                for (const auto& [k, l] : first_harmonics)
                    place.score += spectrum.at(columns[static_cast<std::size_t>(k)],
                                               rows[static_cast<std::size_t>(most_first + l)]) -
                                   1;
                if (here.score > before.score && here.score >= place.score) places.push_back(here);
                before = std::exchange(here, place);
            }
            if (here.score > before.score) places.push_back(here);
        }
    }
    return best_apart(std::move(places), first_places, first_apart);
}

/// The lattices of hexagons of which a place is a harmonic; itself, too.
std::vector<Place> wholes_of(const Place& place) {
    std::vector<Place> wholes;
    for (int across = 1; across <= most_times; ++across) {
        for (int down = 2 - (across & 1); down <= most_times; down += 2) {
            const Place whole{place.across / across, place.down / down};
            if (whole.across * most_across_of_hexagons >= 1 && kind_of(1 / whole.across, 1 / whole.down))
                wholes.push_back(whole);
        }
    }
    return wholes;
}

}  // namespace

std::vector<HexagonPeriod> find_hexagons(const FlatSpectrum& spectrum, std::size_t count) {
    constexpr int all = 40;
    std::vector<Place> places;
    for (const Place& first : first_looks(spectrum)) {
        const Place top =
            uphill(spectrum, first, 0.3, 0.04, [&](const Place& at) { return scored(spectrum, at, few); });
        for (const Place& whole : wholes_of(top)) places.push_back(scored(spectrum, whole, all));
    }
    places = best_apart(std::move(places), 2 * count, apart);
    for (Place& place : places)
        place = uphill(spectrum, place, 0.06, 0.01, [&](const Place& at) { return scored(spectrum, at, all); });
    std::vector<HexagonPeriod> periods;
    const auto add = [&](double across, double down, bool has_shades, double score) {
        const auto kind = kind_of(across, down);
        if (kind && std::min(across, down) >= least_period_of_hexagons)
            periods.push_back({*kind, across, down, has_shades, score});
    };
    for (const Place& place : best_apart(std::move(places), count, apart)) {
        const double across = 1 / place.across, down = 1 / place.down;
        add(across, down, false, place.score);
        // Shades in turn lie as hexagons of the other kind do.
        add(across / 3, down, true, place.score);
        add(across, down / 3, true, place.score);
    }
    return periods;
}

}  // namespace tk::grid
