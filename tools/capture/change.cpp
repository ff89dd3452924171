#include "capture/change.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "image/picture.hpp"

namespace tk::capture {

namespace {

bool differs(const unsigned char* a, const unsigned char* b) {
    return std::abs(a[0] - b[0]) > change_tolerance || std::abs(a[1] - b[1]) > change_tolerance ||
           std::abs(a[2] - b[2]) > change_tolerance;
}

/// Where in its blocks a picture has changed.
class ChangedBlocks {
public:
    static constexpr int side = 16;

    explicit ChangedBlocks(const cv::Size& size)
        : cols_((size.width + side - 1) / side),
          boxes_(static_cast<std::size_t>(cols_ * ((size.height + side - 1) / side))) {}

    void add(int x, int y) {
        cv::Rect& box = boxes_[index(x / side, y / side)];
        const cv::Rect pixel(x, y, 1, 1);
        box = box.empty() ? pixel : box | pixel;
    }

    /// The boxes of blocks that touch, joined.
    std::vector<cv::Rect> groups() {
        std::vector<cv::Rect> result;
        for (std::size_t i = 0; i < boxes_.size(); ++i) {
            if (!boxes_[i].empty()) result.push_back(take_group(i));
        }
        return result;
    }

private:
    std::size_t index(int column, int row) const { return static_cast<std::size_t>(row * cols_ + column); }

    cv::Rect take_group(std::size_t start) {
        cv::Rect group;
        const int rows = static_cast<int>(boxes_.size()) / cols_;
        std::vector<std::size_t> open{start};
        while (!open.empty()) {
            const int column = static_cast<int>(open.back()) % cols_;
            const int row = static_cast<int>(open.back()) / cols_;
            cv::Rect& box = boxes_[open.back()];
            open.pop_back();
            if (box.empty()) continue;
            group = group.empty() ? box : group | box;
            box = {};
            for (int y = std::max(0, row - 1); y <= std::min(rows - 1, row + 1); ++y) {
                for (int x = std::max(0, column - 1); x <= std::min(cols_ - 1, column + 1); ++x) {
                    if (!boxes_[index(x, y)].empty()) open.push_back(index(x, y));
                }
            }
        }
        return group;
    }

    int cols_;
    std::vector<cv::Rect> boxes_;
};

}  // namespace

Change compare_pictures(const cv::Mat& before, const cv::Mat& after) {
    CV_Assert(before.type() == CV_8UC3 && after.type() == CV_8UC3);
    const cv::Rect all(0, 0, after.cols, after.rows);
    if (before.size() != after.size()) return {1, {all}};
    std::size_t changed = 0;
    ChangedBlocks blocks(after.size());
    const std::size_t row_size = static_cast<std::size_t>(after.cols) * 3;
    for (int y = 0; y < after.rows; ++y) {
        const unsigned char* a = before.ptr(y);
        const unsigned char* b = after.ptr(y);
        // Most rows of a turn-based game are the same, and comparing memory is many times faster than looking at
        // pixels.
        if (std::memcmp(a, b, row_size) == 0) continue;
        for (int x = 0; x < after.cols; ++x, a += 3, b += 3) {
            if (!differs(a, b)) continue;
            ++changed;
            blocks.add(x, y);
        }
    }
    Change change{static_cast<double>(changed) / static_cast<double>(after.total()), blocks.groups()};
    if (change.boxes.size() > most_boxes) {
        cv::Rect around;
        for (const cv::Rect& box : change.boxes) around = around.empty() ? box : around | box;
        change.boxes = {around};
    }
    return change;
}

std::optional<Change> ChangeDetector::compare(std::string_view bytes, const std::string& name) {
    if (!kept_.pixels.empty() && bytes == kept_.bytes) return Change{};
    latest_ = {std::string(bytes), image::decode(bytes, name)};
    if (kept_.pixels.empty()) return std::nullopt;
    return compare_pictures(kept_.pixels, latest_.pixels);
}

void ChangeDetector::keep() {
    kept_ = std::move(latest_);
}

}  // namespace tk::capture
