#include "ocr/marks.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace tk::ocr {

Marks find_marks(const cv::Mat& ink, int level) {
    Marks found;
    cv::Mat stats;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(ink >= level, found.labels, stats, centres, 8, CV_32S);
    found.marks.reserve(static_cast<std::size_t>(count));
    for (int i = 1; i < count; ++i) {
        const int* row = stats.ptr<int>(i);
        found.marks.push_back(
            {cv::Rect(row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH], row[cv::CC_STAT_HEIGHT]),
             row[cv::CC_STAT_AREA]});
    }
    return found;
}

FoundLine cut_out(const cv::Mat& ink, const Marks& marks, const std::vector<std::size_t>& members) {
    FoundLine line;
    for (const std::size_t member : members) line.box |= marks.marks[member].box;
    line.box -= cv::Point(1, 1);
    line.box += cv::Size(2, 2);
    line.box &= cv::Rect({}, ink.size());
    std::vector<bool> is_member(marks.marks.size() + 1, false);
    for (const std::size_t member : members) is_member[member + 1] = true;
    cv::Mat own(line.box.size(), CV_8UC1);
    for (int y = 0; y < own.rows; ++y) {
        const int* label = marks.labels.ptr<int>(line.box.y + y) + line.box.x;
        unsigned char* row = own.ptr(y);
        for (int x = 0; x < own.cols; ++x) row[x] = is_member[static_cast<std::size_t>(label[x])] ? 255 : 0;
    }
    cv::dilate(own, own, cv::Mat());
    line.ink = cv::Mat::zeros(line.box.size(), CV_8UC1);
    ink(line.box).copyTo(line.ink, own);
    return line;
}

}  // namespace tk::ocr
