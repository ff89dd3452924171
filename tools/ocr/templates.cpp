#include "ocr/templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/error.hpp"
#include "image/picture.hpp"
#include "ocr/ink.hpp"

namespace tk::ocr {

namespace {

/// Height at which looks are compared; side of the squares, from one to the next, and how far a square may be moved.
constexpr int height = 32, side = 8, step = side / 2, slack = 2;
/// Widths (at this height) that differ by more are of other texts: hinting makes the same one a little wider or
/// narrower.
constexpr double most_stretch = 0.08, least_stretch = 3;
constexpr int least_ink = 2;

double width_of(const cv::Mat& ink) {
    return static_cast<double>(ink.cols) * height / std::max(1, ink.rows);
}

/// `ink` in `size`, no sharper than with `rows` rows: what was drawn small is blurred, so the other has to be too.
cv::Mat as_sharp(const cv::Mat& ink, cv::Size size, int rows) {
    const int columns = std::max(1, cvRound(static_cast<double>(size.width) * rows / size.height));
    return resized(resized(ink, {columns, rows}), size);
}

}  // namespace

std::optional<double> unlikeness(const cv::Mat& kept, const cv::Mat& seen) {
    const double width = width_of(kept);
    if (std::abs(width - width_of(seen)) > std::max(least_stretch, most_stretch * width)) return std::nullopt;
    const cv::Size size(std::max(1, cvRound(width)), height);
    const int rows = std::min({kept.rows, seen.rows, height});
    const cv::Mat wanted = as_sharp(kept, size, rows);
    cv::Mat framed;
    cv::copyMakeBorder(as_sharp(seen, size, rows), framed, slack, slack, slack, slack, cv::BORDER_CONSTANT,
                       cv::Scalar(0));
    double worst = 0;
    for (int y = 0; y + side <= height; y += step) {
        for (int x = 0; x < size.width; x += step) {
            const cv::Rect square(std::max(0, std::min(x, size.width - side)), y, std::min(side, size.width), side);
            const cv::Rect around(square.x, square.y, square.width + 2 * slack, side + 2 * slack);
            cv::Mat differences;
            cv::matchTemplate(framed(around), wanted(square), differences, cv::TM_SQDIFF);
            double least = 0;
            cv::minMaxLoc(differences, &least);
            worst = std::max(worst, least / (255.0 * 255.0 * square.area()));
        }
        // A template is one of many, and another text.
        if (worst > 4 * same_look) break;
    }
    return worst;
}

const cv::Mat& Templates::of(const std::string& path) {
    const auto known = pictures_.find(path);
    if (known != pictures_.end()) return known->second;
    cv::Mat picture;
    try {
        picture = image::read_picture(path, image::Channels::gray);
    } catch (const Error& error) {
        throw RecordError("bad-profile", error.what(), error.advice());
    }
    const InkPart ink = tightened(picture);
    if (ink.box.height < least_ink || ink.box.width < least_ink) {
        throw RecordError("bad-profile", fmt::format("{}: there is no text in this picture of a glyph", path),
                          "a template is bright text on black; ocr --correct makes them");
    }
    return pictures_.emplace(path, ink.ink).first->second;
}

std::optional<std::string> Templates::text_of(const cv::Mat& ink, const std::vector<profile::GlyphProfile>& glyphs,
                                              const std::string& field) {
    if (glyphs.empty() || ink.empty()) return std::nullopt;
    std::optional<std::string> text;
    double least = same_look;
    for (const profile::GlyphProfile& glyph : glyphs) {
        if (!glyph.field.empty() && glyph.field != field) continue;
        const auto difference = unlikeness(of(glyph.picture), ink);
        if (!difference || *difference >= least) continue;
        least = *difference;
        text = glyph.text;
    }
    return text;
}

}  // namespace tk::ocr
