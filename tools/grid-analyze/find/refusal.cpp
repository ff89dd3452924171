#include "grid-analyze/find/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace tk::grid {
namespace {

constexpr double featureless = 2;  // grey levels of standard deviation

/// Cells of a kind, for a sentence.
std::string cells_named(std::string_view kind) {
    if (kind == "hex-pointy") return "hexagons with a corner on top";
    if (kind == "hex-flat") return "hexagons with a side on top";
    return (kind == "square" ? "square" : "isometric") + std::string(" cells");
}

std::string looked_for(const profile::BoardProfile& profile) {
    if (!profile.kind) return "square, hexagonal or isometric cells";
    std::string text = cells_named(*profile.kind);
    if (profile.ratio) text += fmt::format(" {:.3g} times as wide as high", *profile.ratio);
    return text + ", which the profile states,";
}

}  // namespace

NoBoard refusal(const cv::Mat& gray, const profile::BoardProfile& profile, const std::optional<FoundBoard>& doubtful,
                const std::optional<NoBoard>& iso) {
    cv::Scalar mean, deviation;
    cv::meanStdDev(gray, mean, deviation);
    if (deviation[0] < featureless) return {"the picture is nearly all of one shade", 0.98};
    if (doubtful) {
        const auto& placement = doubtful->placement;
        return {
            fmt::format("what looks most like a board, {} x {} {} of {:.0f} x {:.0f} pixels, is too doubtful",
                        doubtful->geometry.cols(), doubtful->geometry.rows(),
                        cells_named(board::kind_name(doubtful->geometry.kind())), placement.width, placement.height),
            std::clamp(1 - doubtful->confidence, 0.5, 0.97)};
    }
    std::string reason = "no edges repeat as the sides of " + looked_for(profile) + " do";
    if (iso && iso->repeats_every) {
        reason +=
            fmt::format("; those that repeat every {:.0f} pixels along isometric lines frame no cells side by side",
                        *iso->repeats_every);
    }
    return {reason, iso ? iso->confidence : 0.9};
}

}  // namespace tk::grid
