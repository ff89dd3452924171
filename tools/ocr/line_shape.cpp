#include "ocr/line_shape.hpp"

#include <algorithm>

#include "ocr/ink.hpp"

namespace tk::ocr {

LineShape shape_of(const cv::Mat& line, int height) {
    const std::vector<cv::Rect> glyphs = glyph_boxes(255 - line);
    LineShape shape;
    shape.glyphs = glyphs.size();
    std::vector<int> widths;
    for (std::size_t i = 1; i < glyphs.size(); ++i) widths.push_back(glyphs[i].x - glyphs[i - 1].br().x);
    if (widths.empty()) return shape;
    // The lower quartile: of short words a good part of the gaps are blanks.
    std::vector<int> sorted = widths;
    std::sort(sorted.begin(), sorted.end());
    const double usual = sorted[sorted.size() / 4];
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const double width = widths[i];
        shape.gaps.push_back({glyphs[i].br().x + width / 2, width >= 0.32 * height && width >= 2.2 * usual,
                              width <= 0.12 * height && width <= 1.5 * usual});
    }
    return shape;
}

}  // namespace tk::ocr
