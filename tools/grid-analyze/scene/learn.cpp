#include "grid-analyze/scene/learn.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "grid-analyze/scene/color.hpp"
#include "grid-analyze/scene/paint.hpp"
#include "grid-analyze/scene/rings.hpp"

namespace tk::grid {
namespace {

constexpr int step = 10;                                  // degrees between the hues that rings are tried in
constexpr double reach = 12;                              // degrees to each side that such a try covers
constexpr double apart = 24;                              // degrees between two hues that are two
constexpr double sure_ring = 0.75;                        // confidence: with so many hues to try, weak rings are chance
constexpr double widest_ring = 0.42, same_radius = 0.05;  // shares of the cell
constexpr double ring_saturation = 0.5;
constexpr double paint_saturation = 0.3;
constexpr double saturation_apart = 0.15;  // between two paints of one hue

/// A hue that was seen at some cell.
struct Seen {
    double hue = 0;
    board::Cell cell = 0;
    double saturation = 1;
};

/// Hues that belong together.
struct Group {
    double low = 0, high = 0;  ///< degrees; may pass 360
    std::size_t cells = 0;
    std::vector<double> saturations;  ///< of the cells
    double least_saturation = 0;      ///< that tells it from the next of its hue
};

double mean_hue(const std::vector<std::pair<double, double>>& weighted) {
    double x = 0, y = 0;
    for (const auto& [hue, weight] : weighted) {
        x += weight * std::cos(hue * std::numbers::pi / 180);
        y += weight * std::sin(hue * std::numbers::pi / 180);
    }
    return std::fmod(std::atan2(y, x) * 180 / std::numbers::pi + 360, 360);
}

/// Cuts the circle of hues at its gaps. The largest group first.
std::vector<Group> groups_of(std::vector<Seen> seen) {
    std::vector<Group> groups;
    if (seen.empty()) return groups;
    std::sort(seen.begin(), seen.end(), [](const Seen& a, const Seen& b) { return a.hue < b.hue; });
    // Begin after the widest gap, so that no group is cut at 0.
    std::size_t start = 0;
    double widest = seen.front().hue + 360 - seen.back().hue;
    for (std::size_t i = 1; i < seen.size(); ++i) {
        if (seen[i].hue - seen[i - 1].hue <= widest) continue;
        widest = seen[i].hue - seen[i - 1].hue;
        start = i;
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const std::size_t at = (start + i) % seen.size();
        const double hue = seen[at].hue + (start + i >= seen.size() ? 360 : 0);
        if (groups.empty() || hue - groups.back().high > apart) groups.push_back({hue, hue, 0, {}, 0});
        groups.back().high = hue;
        ++groups.back().cells;
        groups.back().saturations.push_back(seen[at].saturation);
    }
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.cells > b.cells; });
    return groups;
}

/// Paints of one hue that differ in saturation, as range and sight do in some games: the most saturated first, since of
/// two that suit a cell the first counts.
std::vector<Group> by_saturation(Group group, double least) {
    group.least_saturation = least;
    std::sort(group.saturations.begin(), group.saturations.end());
    const auto& all = group.saturations;
    std::size_t cut = 0;
    double widest = saturation_apart;
    for (std::size_t i = 2; i + 2 <= all.size(); ++i) {  // one cell alone is chance
        if (all[i] - all[i - 1] <= widest) continue;
        widest = all[i] - all[i - 1];
        cut = i;
    }
    if (cut == 0) return {group};
    Group strong = group, weak = group;
    strong.least_saturation = std::round(50 * (all[cut - 1] + all[cut])) / 100;
    strong.cells = all.size() - cut;
    weak.cells = cut;
    return {strong, weak};
}

/// A ring that was seen in a narrow range of hues.
struct Try {
    double hue = 0;
    Ring ring;
};

/// The hue of the ring that shows in the tries of one cell, by hue: in some that follow one another, at one radius. A
/// gaudy picture shows rings in many.
std::optional<double> ring_hue(const std::vector<Try>& tries) {
    constexpr std::size_t most_tries = 5;
    std::vector<std::vector<Try>> runs;
    for (const Try& one : tries) {
        const bool follows = !runs.empty() && one.hue - runs.back().back().hue <= step &&
                             std::abs(one.ring.radius - runs.back().back().ring.radius) < same_radius;
        if (!follows) runs.emplace_back();
        runs.back().push_back(one);
    }
    // Hues go round.
    if (runs.size() > 1 && runs.front().front().hue == 0 && runs.back().back().hue == 360 - step) {
        runs.front().insert(runs.front().end(), runs.back().begin(), runs.back().end());
        runs.pop_back();
    }
    std::optional<double> hue;
    double best = sure_ring;
    for (const auto& run : runs) {
        double confidence = 0;
        std::vector<std::pair<double, double>> weighted;
        for (const Try& one : run) {
            confidence = std::max(confidence, one.ring.confidence);
            weighted.emplace_back(one.hue, one.ring.confidence);
        }
        if (confidence < best || run.size() > most_tries) continue;
        best = confidence;
        hue = mean_hue(weighted);
    }
    return tries.size() > 2 * most_tries ? std::nullopt : hue;
}

/// The hue of the ring of each cell that has one for sure, whose hue the floor does not have.
std::vector<Seen> ring_hues(const cv::Mat& picture, const FoundBoard& board, const std::vector<cv::Vec3b>& floor) {
    std::map<board::Cell, std::vector<Try>> tries;
    for (int hue = 0; hue < 360; hue += step) {
        if (has_hue_of(floor, hue)) continue;
        const profile::NamedHue named{
            "", {std::fmod(hue - reach + 360, 360), std::fmod(hue + reach, 360), ring_saturation}};
        for (const Ring& ring : find_rings(picture, board.geometry, board.placement, {named})) {
            // Farther out it is the edge of what the neighbours are painted with.
            if (ring.radius < widest_ring) tries[ring.cell].push_back({static_cast<double>(hue), ring});
        }
    }
    std::vector<Seen> seen;
    for (const auto& [cell, of_cell] : tries) {
        if (const auto hue = ring_hue(of_cell)) seen.push_back({*hue, cell});
    }
    return seen;
}

Value hue_list(const std::vector<Group>& groups, const char* name) {
    Value list = Value::array();
    for (const Group& group : groups) {
        const auto degrees = [](double hue) { return static_cast<int>(std::lround(std::fmod(hue + 720, 360))) % 360; };
        list.push_back({{"name", fmt::format("{}{}", name, list.size() + 1)},
                        {"hue", {degrees(group.low - reach), degrees(group.high + reach)}},
                        {"least_saturation", group.least_saturation}});
    }
    return list;
}

}  // namespace

Value learned_profile(const cv::Mat& picture, const FoundBoard& board, const std::string& name) {
    const auto& placement = board.placement;
    Value profile{{"name", name}};
    Value& shape = profile["board"];
    shape["kind"] = board::kind_name(board.geometry.kind());
    const auto thousandths = [](double value) { return std::round(value * 1000) / 1000; };
    shape["ratio"] = thousandths(placement.width / placement.height);
    if (board.geometry.is_hex() && thousandths(placement.pitch) != board::Placement::regular_pitch)
        shape["pitch"] = thousandths(placement.pitch);
    if (board.numbering_certain) {
        shape["columns"] = board.geometry.cols();
        shape["rows"] = board.geometry.rows();
    }
    const Coating coating = coating_of(picture, board);
    const std::vector<Seen> rings = ring_hues(picture, board, coating.floor);
    std::vector<Group> teams = groups_of(rings);
    for (Group& team : teams) team.least_saturation = ring_saturation;
    const auto most_rings = std::max<std::size_t>(4, static_cast<std::size_t>(board.geometry.size()) / 8);
    std::erase_if(teams, [&](const Group& team) { return team.cells > most_rings; });  // the pattern of a floor
    profile["teams"] = hue_list(teams, "team");
    std::vector<Seen> painted;
    for (const Painted& cell : coating.painted) {
        const bool has_ring =
            std::any_of(rings.begin(), rings.end(), [&](const Seen& ring) { return ring.cell == cell.cell; });
        if (!has_ring && cell.colour.saturation >= paint_saturation)
            painted.push_back({cell.colour.hue, cell.cell, cell.colour.saturation});
    }
    std::vector<Group> groups = groups_of(painted);
    std::erase_if(groups, [](const Group& group) { return group.cells < 2; });
    std::vector<Group> paints;
    for (const Group& group : groups) {
        for (Group& paint : by_saturation(group, paint_saturation)) paints.push_back(std::move(paint));
    }
    profile["highlights"] = hue_list(paints, "highlight");
    return profile;
}

Value merged_profile(const std::string& json, Value learned) {
    JsonParser parser;
    const JsonView old = parser.parse(json);
    if (!old.is_object()) throw Error("a profile is one JSON object");
    Value merged = old.value();
    for (const auto& [key, value] : learned.items()) {
        if (key != "name" || !merged.contains("name")) merged[key] = value;
    }
    return merged;
}

}  // namespace tk::grid
