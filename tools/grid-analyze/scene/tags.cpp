#include "grid-analyze/scene/tags.hpp"

#include <algorithm>
#include <cmath>

#include "grid-analyze/scene/color.hpp"
#include "stats/middle_value.hpp"

namespace tk::grid {
namespace {

constexpr double highest = 9;  // cells above the feet where a bar may be: plates give way to one another
constexpr int least_rows = 3;

/// The bar's trace in one row of pixels.
struct Trace {
    int left = 0, fill = 0, right = 0;  // columns: first filled, first empty, first after the bar
};

bool is_bright(const cv::Vec3b& pixel) {
    const Hsv colour = hsv_of(pixel);
    return colour.saturation >= 0.45 && colour.value >= 0.4;
}

bool is_dark(const cv::Vec3b& pixel) {
    return std::max({pixel[0], pixel[1], pixel[2]}) < 80;
}

std::optional<Trace> trace_row(const cv::Mat& picture, int y, double middle, double width) {
    const auto* row = picture.ptr<cv::Vec3b>(y);
    const int first = std::max(static_cast<int>(middle - 0.7 * width), 1);
    const int last = static_cast<int>(middle - 0.25 * width);
    for (int left = first; left <= last; ++left) {
        if (!is_bright(row[left]) || !is_dark(row[left - 1])) continue;
        int right = static_cast<int>(std::lround(2 * middle)) - left;
        if (right + 1 >= picture.cols) return std::nullopt;
        int fill = left + 1;
        while (fill < right + 2 && fill < picture.cols && difference(row[fill], row[left]) < 48) ++fill;
        int end = fill;
        while (end < right + 2 && end < picture.cols && is_dark(row[end])) ++end;
        // The dark frame, one or two pixels, follows the bar on the right as it precedes it on the left.
        if (end < right || fill > right + 1) continue;
        right = std::max(right, fill);
        return Trace{left, fill, right};
    }
    return std::nullopt;
}

bool continues(const Trace& a, const Trace& b) {
    return std::abs(a.left - b.left) <= 1 && std::abs(a.fill - b.fill) <= 2;
}

std::optional<Bar> bar_of(const std::vector<Trace>& rows, int top, double width) {
    if (static_cast<int>(rows.size()) < least_rows || static_cast<double>(rows.size()) > 0.35 * width)
        return std::nullopt;
    std::vector<int> left, fill, right;
    for (const Trace& trace : rows) {
        left.push_back(trace.left);
        fill.push_back(trace.fill);
        right.push_back(trace.right);
    }
    const int begin = stats::middle_value(left), length = stats::middle_value(right) - begin;
    if (length <= 0) return std::nullopt;
    return Bar{{begin, top, length, static_cast<int>(rows.size())},
               std::clamp(static_cast<double>(stats::middle_value(fill) - begin) / length, 0.0, 1.0)};
}

}  // namespace

cv::Rect Tag::box() const {
    if (!bar) return plate ? plate->box : cv::Rect{};
    return plate ? bar->box | plate->box : bar->box;
}

std::vector<Bar> find_bars(const cv::Mat& picture, const board::Placement& placement,
                           const std::vector<board::Point>& feet) {
    std::vector<Bar> bars;
    const auto keep = [&](const std::vector<Trace>& rows, int end) {
        const auto bar = bar_of(rows, end - static_cast<int>(rows.size()), placement.width);
        if (!bar) return;
        const bool known =
            std::any_of(bars.begin(), bars.end(), [&](const Bar& b) { return !(b.box & bar->box).empty(); });
        if (!known) bars.push_back(*bar);
    };
    for (const board::Point& point : feet) {
        const int top = std::max(static_cast<int>(point.y - highest * placement.height), 0);
        const int bottom = std::min(static_cast<int>(point.y), picture.rows);
        std::vector<Trace> rows;
        for (int y = top; y < bottom; ++y) {
            const auto trace = trace_row(picture, y, point.x, placement.width);
            if (!trace || (!rows.empty() && !continues(rows.back(), *trace))) {
                keep(rows, y);
                rows.clear();
            }
            if (trace) rows.push_back(*trace);
        }
        keep(rows, bottom);
    }
    return bars;
}

std::vector<Tag> join_tags(const std::vector<Bar>& bars, const std::vector<Plate>& plates,
                           const board::Placement& placement) {
    std::vector<Tag> tags;
    for (const Bar& bar : bars) tags.push_back({bar, std::nullopt, false});
    for (const Plate& plate : plates) {
        const double middle = plate.box.x + plate.box.width / 2.0;
        Tag* nearest = nullptr;
        double least = 0.9 * placement.height;
        for (Tag& tag : tags) {
            if (!tag.bar || tag.plate) continue;
            const double beside = std::abs(tag.bar->box.x + tag.bar->box.width / 2.0 - middle);
            const int below = tag.bar->box.y - (plate.box.y + plate.box.height);
            if (beside > 0.25 * placement.width || below < -4 || below > least) continue;
            nearest = &tag;
            least = below;
        }
        if (nearest != nullptr) {
            nearest->plate = plate;
        } else {
            tags.push_back({std::nullopt, plate, false});
        }
    }
    return tags;
}

std::vector<Tag> mark_active(const cv::Mat& picture, std::vector<Tag> tags, const board::Placement& placement) {
    std::vector<int> counts;
    for (const Tag& tag : tags) {
        // Without a plate, leave the room of one.
        const double top = tag.plate ? tag.plate->box.y : tag.box().y - 0.8 * placement.height;
        int count = 0;
        for (int y = std::max(static_cast<int>(top - 0.8 * placement.height), 0); y < static_cast<int>(top); ++y) {
            for (double dx = -0.2; dx <= 0.2; dx += 1 / placement.width) {
                const Hsv colour = hsv_of(pixel_at(picture, tag.middle() + dx * placement.width, y));
                if (colour.hue >= 40 && colour.hue <= 62 && colour.saturation >= 0.7 && colour.value >= 0.75) ++count;
            }
        }
        counts.push_back(count);
    }
    const double room = 0.4 * placement.width * 0.8 * placement.height;
    for (std::size_t i = 0; i < tags.size(); ++i) {
        tags[i].has_marker = counts[i] > 0.06 * room;
        for (std::size_t j = 0; j < tags.size(); ++j) {
            if (j != i && counts[j] * 2 > counts[i]) tags[i].has_marker = false;
        }
    }
    return tags;
}

}  // namespace tk::grid
