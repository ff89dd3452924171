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

InkPart cut_out(const cv::Mat& ink, const Marks& marks, const std::vector<std::size_t>& members) {
    constexpr int edge = 2;
    cv::Rect box;
    std::vector<bool> is_member(marks.marks.size() + 1, false);
    for (const std::size_t member : members) {
        box |= marks.marks[member].box;
        is_member[member + 1] = true;
    }
    box = cv::Rect(box.x - edge, box.y - edge, box.width + 2 * edge, box.height + 2 * edge) & cv::Rect({}, ink.size());
    cv::Mat own(box.size(), CV_8UC1);
    cv::Mat foreign(box.size(), CV_8UC1);
    for (int y = 0; y < own.rows; ++y) {
        const int* label = marks.labels.ptr<int>(box.y + y) + box.x;
        for (int x = 0; x < own.cols; ++x) {
            const bool member = is_member[static_cast<std::size_t>(label[x])];
            own.at<unsigned char>(y, x) = member ? 255 : 0;
            foreign.at<unsigned char>(y, x) = !member && label[x] != 0 ? 255 : 0;
        }
    }
    // Edges are blurred over two pixels at most, and little of the ink is left on the second: what is there besides is
    // of the ground, which would fill the gaps between letters.
    const cv::Mat next = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
    cv::Mat alone = cv::Mat::zeros(box.size(), CV_8UC1);
    cv::dilate(own, own, next);
    cv::Mat wider;
    cv::dilate(own, wider, next);
    cv::Mat(ink(box) * 0.5).copyTo(alone, wider & ~foreign);
    ink(box).copyTo(alone, own & ~foreign);
    InkPart part = tightened(alone);
    part.box += box.tl();
    return part;
}

}  // namespace tk::ocr
