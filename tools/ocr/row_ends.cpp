#include "ocr/row_ends.hpp"
#include "stats/middle_value.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace tk::ocr {

namespace {

/// Marks side by side without a gap between them.
struct Group {
    std::vector<std::size_t> members;
    cv::Rect box;
    double ink = 0;  ///< mean over its pixels
};

double mean_ink(const Group& group, const Marks& marks, const cv::Mat& ink) {
    double sum = 0;
    double area = 0;
    for (const std::size_t i : group.members) {
        const cv::Rect& box = marks.marks[i].box;
        sum += cv::mean(ink(box), marks.labels(box) == static_cast<int>(i) + 1)[0] * marks.marks[i].area;
        area += marks.marks[i].area;
    }
    return sum / std::max(1.0, area);
}

std::vector<Group> groups_of(std::vector<std::size_t> row, const Marks& marks, const cv::Mat& ink, int least_gap) {
    const auto box = [&](std::size_t i) { return marks.marks[i].box; };
    std::sort(row.begin(), row.end(), [&](std::size_t a, std::size_t b) { return box(a).x < box(b).x; });
    std::vector<Group> groups;
    for (const std::size_t i : row) {
        if (groups.empty() || box(i).x - groups.back().box.br().x > least_gap) groups.emplace_back();
        groups.back().members.push_back(i);
        groups.back().box |= box(i);
    }
    for (Group& group : groups) group.ink = mean_ink(group, marks, ink);
    return groups;
}

/// How many of the first groups are an icon before the text of the others.
std::size_t icon_groups(const std::vector<Group>& groups, int letter) {
    cv::Rect before;
    std::size_t found = 0;
    for (std::size_t count = 1; count < groups.size(); ++count) {
        before |= groups[count - 1].box;
        if (before.width > letter * 3) break;
        const int gap = std::max(groups[count].box.x - before.br().x, before.x - groups[count].box.br().x);
        cv::Rect text;
        std::vector<double> inks;
        for (std::size_t i = count; i < groups.size(); ++i) {
            text |= groups[i].box;
            inks.push_back(groups[i].ink);
        }
        if (gap * 6 < letter || text.width < letter) continue;
        const int above = text.y - before.y;
        const int below = before.br().y - text.br().y;
        const bool reaches_beyond = std::min(above, below) * 8 >= letter && std::max(above, below) * 5 >= letter;
        double most = 0;
        for (std::size_t i = 0; i < count; ++i) most = std::max(most, groups[i].ink);
        const bool is_other =
            gap * 3 >= letter && most < (std::max(above, below) * 3 >= letter ? 0.85 : 0.7) * stats::middle_value(inks);
        if (reaches_beyond || is_other) found = count;
    }
    return found;
}

}  // namespace

std::vector<std::size_t> without_ghosts(const std::vector<std::size_t>& row, const Marks& marks, const cv::Mat& ink) {
    std::vector<double> strengths;
    for (const std::size_t i : row) {
        const cv::Rect& box = marks.marks[i].box;
        double most = 0;
        cv::minMaxLoc(ink(box), nullptr, &most, nullptr, nullptr, marks.labels(box) == static_cast<int>(i) + 1);
        strengths.push_back(most);
    }
    const double usual = stats::middle_value(strengths);
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (strengths[i] * 5 >= usual * 3) kept.push_back(row[i]);
    }
    return kept;
}

std::vector<std::size_t> without_icons(const std::vector<std::size_t>& row, const Marks& marks, const cv::Mat& ink) {
    std::vector<double> heights;
    for (const std::size_t i : row) heights.push_back(marks.marks[i].box.height);
    std::erase_if(heights, [tallest = heights.empty() ? 0 : *std::max_element(heights.begin(), heights.end())](
                               double height) { return height * 3 < tallest; });
    const int letter = std::max(1, static_cast<int>(stats::middle_value(heights)));
    std::vector<Group> groups = groups_of(row, marks, ink, 0);
    for (int end = 0; end < 2; ++end) {
        const auto icon = static_cast<std::ptrdiff_t>(icon_groups(groups, letter));
        groups.erase(groups.begin(), groups.begin() + icon);
        std::reverse(groups.begin(), groups.end());
    }
    std::vector<std::size_t> kept;
    for (const Group& group : groups) kept.insert(kept.end(), group.members.begin(), group.members.end());
    return kept;
}

}  // namespace tk::ocr
