#include "grid-analyze/find/flat_view.hpp"

#include <cmath>
#include <utility>

namespace tk::grid {

FlatPicture kept_inside(FlatPicture flat, const profile::RelativeBox& area) {
    if (area.x <= 0 && area.y <= 0 && area.width >= 1 && area.height >= 1) return flat;
    const double width = flat.values.cols, height = flat.values.rows;
    const cv::Rect inside(cv::Point(static_cast<int>(area.x * width), static_cast<int>(area.y * height)),
                          cv::Point(static_cast<int>(std::ceil((area.x + area.width) * width)),
                                    static_cast<int>(std::ceil((area.y + area.height) * height))));
    cv::Mat mask(flat.values.size(), CV_8U, cv::Scalar(255));
    mask(inside & cv::Rect({0, 0}, mask.size())).setTo(0);
    flat.values.setTo(0, mask);
    return flat;
}

FlatView::FlatView(const cv::Mat& gray, const profile::RelativeBox& area)
    : picture(kept_inside(flattened(gray), area)), spectrum(picture) {}

}  // namespace tk::grid
