#include "grid-analyze/find/plain_ground.hpp"

#include <cstdint>

namespace tk::grid {
namespace {

constexpr double plain = 0.35;  // of noisy boards, at most 0.3 is as bright as what is beside it
// Confidence: below it what was claimed there was dialogs, tables and keyboards.
constexpr double faint_on_plain = 0.82;

}  // namespace

double plain_share(const cv::Mat& gray, const FoundBoard& board) {
    const board::Placement& placement = board.placement;
    const board::Point first = board::centre(board.geometry, placement, 0),
                       last = board::centre(board.geometry, placement, board.geometry.size() - 1);
    const cv::Rect around(
        cv::Point(static_cast<int>(first.x - placement.width / 2), static_cast<int>(first.y - placement.height / 2)),
        cv::Point(static_cast<int>(last.x + placement.width / 2), static_cast<int>(last.y + placement.height / 2)));
    const cv::Rect inside = around & cv::Rect(0, 0, gray.cols - 1, gray.rows - 1);
    if (inside.empty()) return 0;
    int count = 0;
    for (int y = inside.y; y < inside.y + inside.height; ++y) {
        const auto *here = gray.ptr<std::uint8_t>(y), *below = gray.ptr<std::uint8_t>(y + 1);
        for (int x = inside.x; x < inside.x + inside.width; ++x)
            count += static_cast<int>(here[x] == here[x + 1] && here[x] == below[x]);
    }
    return static_cast<double>(count) / inside.area();
}

bool is_too_faint_for_plain_ground(const cv::Mat& gray, const FoundBoard& board) {
    // Isometric boards may be doubtful for another reason: hexagons may have their lines.
    const bool is_by_sides = board.geometry.kind() == board::Kind::square || board.geometry.is_hex();
    return is_by_sides && board.confidence < faint_on_plain && !board.is_checkered && plain_share(gray, board) > plain;
}

}  // namespace tk::grid
