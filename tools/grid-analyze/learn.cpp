#include "grid-analyze/learn.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>
#include <vector>

#include "core/error.hpp"
#include "grid-analyze/color.hpp"
#include "grid-analyze/paint.hpp"
#include "grid-analyze/rings.hpp"

namespace tk::grid {
namespace {

constexpr int step = 10;            // degrees between the hues that rings are tried in
constexpr double reach = 12;        // degrees to each side that such a try covers
constexpr double apart = 24;        // degrees between two hues that are two
constexpr double sure_ring = 0.75;  // confidence: with so many hues to try, weak rings are chance
constexpr double ring_saturation = 0.5;
constexpr double paint_saturation = 0.3;

/// A hue that was seen at some cell.
struct Seen {
    double hue = 0;
    board::Cell cell = 0;
};

/// Hues that belong together.
struct Group {
    double low = 0, high = 0;  ///< degrees; may pass 360
    std::size_t cells = 0;
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
        if (groups.empty() || hue - groups.back().high > apart) groups.push_back({hue, hue, 0});
        groups.back().high = hue;
        ++groups.back().cells;
    }
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.cells > b.cells; });
    return groups;
}

/// The hue of the ring of each cell that has one for sure.
std::vector<Seen> ring_hues(const cv::Mat& picture, const FoundBoard& board, const std::vector<cv::Vec3b>& floor) {
    std::map<board::Cell, std::vector<std::pair<double, double>>> tries;
    std::map<board::Cell, double> best;
    for (int hue = 0; hue < 360; hue += step) {
        const profile::NamedHue named{
            "", {std::fmod(hue - reach + 360, 360), std::fmod(hue + reach, 360), ring_saturation}};
        for (const Ring& ring : find_rings(picture, board.geometry, board.placement, {named})) {
            tries[ring.cell].push_back({hue, ring.confidence});
            best[ring.cell] = std::max(best[ring.cell], ring.confidence);
        }
    }
    std::vector<Seen> seen;
    for (const auto& [cell, hues] : tries) {
        // A ring of one colour shows in neighbouring tries only; a gaudy picture in many.
        const double hue = mean_hue(hues);
        if (best[cell] >= sure_ring && hues.size() <= 5 && !has_hue_of(floor, hue)) seen.push_back({hue, cell});
    }
    return seen;
}

Value hue_list(const std::vector<Group>& groups, const char* name, double saturation) {
    Value list = Value::array();
    for (const Group& group : groups) {
        const auto degrees = [](double hue) { return static_cast<int>(std::lround(std::fmod(hue + 720, 360))) % 360; };
        list.push_back({{"name", fmt::format("{}{}", name, list.size() + 1)},
                        {"hue", {degrees(group.low - reach), degrees(group.high + reach)}},
                        {"least_saturation", saturation}});
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
    profile["teams"] = hue_list(groups_of(rings), "team", ring_saturation);
    std::vector<Seen> painted;
    for (const Painted& cell : coating.painted) {
        const bool has_ring =
            std::any_of(rings.begin(), rings.end(), [&](const Seen& ring) { return ring.cell == cell.cell; });
        if (!has_ring && cell.colour.saturation >= paint_saturation) painted.push_back({cell.colour.hue, cell.cell});
    }
    std::vector<Group> groups = groups_of(painted);
    std::erase_if(groups, [](const Group& group) { return group.cells < 2; });
    profile["highlights"] = hue_list(groups, "highlight", paint_saturation);
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
