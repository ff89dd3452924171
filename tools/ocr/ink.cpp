#include "ocr/ink.hpp"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace tk::ocr {

namespace {

/// Differences up to this are noise of compression and shading.
constexpr int noise = 12;
/// A pixel this far from the background is certainly not background.
constexpr int certain = 40;

int farthest(const cv::Vec3b& a, const cv::Vec3b& b) {
    return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

/// The centre of the fullest cell of a coarse histogram, moved to the mean of the pixels around it.
cv::Vec3b prevailing_colour(const cv::Mat& picture) {
    std::vector<int> histogram(16 * 16 * 16);
    for (int y = 0; y < picture.rows; ++y) {
        const auto* row = picture.ptr<cv::Vec3b>(y);
        for (int x = 0; x < picture.cols; ++x) {
            ++histogram[static_cast<std::size_t>((row[x][0] >> 4) << 8 | (row[x][1] >> 4) << 4 | row[x][2] >> 4)];
        }
    }
    const auto fullest = std::max_element(histogram.begin(), histogram.end()) - histogram.begin();
    const auto level = [fullest](int shift) { return static_cast<unsigned char>(((fullest >> shift) & 15) * 16 + 8); };
    const cv::Vec3b centre(level(8), level(4), level(0));
    cv::Vec3d sum;
    int count = 0;
    for (int y = 0; y < picture.rows; ++y) {
        const auto* row = picture.ptr<cv::Vec3b>(y);
        for (int x = 0; x < picture.cols; ++x) {
            if (farthest(row[x], centre) > 16) continue;
            sum += cv::Vec3d(row[x]);
            ++count;
        }
    }
    return count > 0 ? cv::Vec3b(sum / count) : centre;
}

/// The distance that full ink has: high among the distances that certainly belong to marks, but not the highest, as
/// the edges of glyphs are mixed with the background.
int full_distance(const cv::Mat& distance) {
    std::array<int, 256> histogram{};
    for (int y = 0; y < distance.rows; ++y) {
        const unsigned char* row = distance.ptr(y);
        for (int x = 0; x < distance.cols; ++x) ++histogram[row[x]];
    }
    int marks = 0;
    for (int level = certain; level < 256; ++level) marks += histogram[static_cast<std::size_t>(level)];
    int above = 0;
    for (int level = 255; level > certain; --level) {
        above += histogram[static_cast<std::size_t>(level)];
        if (above * 10 >= marks * 3) return level;
    }
    return certain;
}

void stretch(cv::Mat& picture, int low, int high) {
    const double gain = 255.0 / std::max(1, high - low);
    picture.convertTo(picture, CV_8U, gain, -low * gain);
}

void wipe_frames(cv::Mat& ink) {
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(ink >= certain, labels, stats, centres, 8, CV_32S);
    std::vector<bool> wiped(static_cast<std::size_t>(count), false);
    bool any = false;
    for (int i = 1; i < count; ++i) {
        const int left = stats.at<int>(i, cv::CC_STAT_LEFT);
        const int top = stats.at<int>(i, cv::CC_STAT_TOP);
        const int width = stats.at<int>(i, cv::CC_STAT_WIDTH);
        const int height = stats.at<int>(i, cv::CC_STAT_HEIGHT);
        const bool on_side = left == 0 || left + width == ink.cols;
        const bool on_end = top == 0 || top + height == ink.rows;
        const bool along = (on_end && width * 10 > ink.cols * 6) || (on_side && height * 10 > ink.rows * 9);
        wiped[static_cast<std::size_t>(i)] = along || (on_side && on_end);
        any = any || wiped[static_cast<std::size_t>(i)];
    }
    if (!any) return;
    for (int y = 0; y < ink.rows; ++y) {
        const int* label = labels.ptr<int>(y);
        unsigned char* row = ink.ptr(y);
        for (int x = 0; x < ink.cols; ++x) {
            if (wiped[static_cast<std::size_t>(label[x])]) row[x] = 0;
        }
    }
}

}  // namespace

FlatInk ink_on_flat(const cv::Mat& picture) {
    FlatInk result;
    const cv::Vec3b background = prevailing_colour(picture);
    result.faint.create(picture.size(), CV_8UC1);
    int flat = 0;
    for (int y = 0; y < picture.rows; ++y) {
        const auto* from = picture.ptr<cv::Vec3b>(y);
        unsigned char* to = result.faint.ptr(y);
        for (int x = 0; x < picture.cols; ++x) {
            const int distance = farthest(from[x], background);
            to[x] = static_cast<unsigned char>(distance);
            flat += distance <= noise * 2 ? 1 : 0;
        }
    }
    result.flat_share = flat / std::max(1.0, static_cast<double>(picture.total()));
    wipe_frames(result.faint);
    result.ink = result.faint.clone();
    stretch(result.ink, noise, full_distance(result.ink));
    return result;
}

cv::Mat ink_by_contrast(const cv::Mat& picture, Polarity polarity, int widest, Channels channels) {
    const cv::Mat kernel = cv::getStructuringElement(cv::MORPH_RECT, {widest, widest});
    const int operation = polarity == Polarity::light_on_dark ? cv::MORPH_TOPHAT : cv::MORPH_BLACKHAT;
    cv::Mat ink;
    for (int channel = 0; channel < 3; ++channel) {
        cv::Mat level;
        cv::extractChannel(picture, level, channel);
        cv::morphologyEx(level, level, operation, kernel);
        if (channel == 0) {
            ink = level;
        } else if (channels == Channels::strongest) {
            ink = cv::max(ink, level);
        } else {
            ink = cv::min(ink, level);
        }
    }
    return ink;
}

InkPart tightened(const cv::Mat& ink) {
    cv::Mat full = ink.clone();
    stretch(full, noise, full_distance(full));
    const cv::Rect box = cv::boundingRect(full >= solid_ink);
    return {box, full(box).clone()};
}

std::vector<cv::Rect> glyph_boxes(const cv::Mat& ink) {
    cv::Mat columns;
    cv::reduce(ink, columns, 0, cv::REDUCE_MAX);
    std::vector<cv::Rect> glyphs;
    for (int x = 0; x < columns.cols; ++x) {
        if (columns.at<unsigned char>(0, x) < solid_ink) continue;
        int end = x;
        while (end < columns.cols && columns.at<unsigned char>(0, end) >= solid_ink) ++end;
        const cv::Rect rows = cv::boundingRect(ink.colRange(x, end) >= solid_ink);
        glyphs.emplace_back(x, rows.y, end - x, rows.height);
        x = end;
    }
    return glyphs;
}

std::size_t count_glyphs(const cv::Mat& ink) {
    return glyph_boxes(ink).size();
}

cv::Mat resized(const cv::Mat& picture, cv::Size size) {
    cv::Mat result;
    cv::resize(picture, result, size, 0, 0, size.height < picture.rows ? cv::INTER_AREA : cv::INTER_LINEAR);
    return result;
}

cv::Mat thinned(const cv::Mat& ink) {
    cv::Mat thin;
    cv::multiply(ink, ink, thin, 1.0 / 255);
    return thin;
}

bool has_fat_strokes(const cv::Mat& ink) {
    constexpr double fat = 0.6;
    double solid = 0;
    double area = 0;
    for (const cv::Rect& glyph : glyph_boxes(ink)) {
        if (glyph.height * 2 < ink.rows) continue;
        solid += cv::countNonZero(ink(glyph) >= solid_ink);
        area += glyph.area();
    }
    return solid > fat * area;
}

cv::Mat prepare_line(const cv::Mat& ink, int height, int margin, int side) {
    const double scale = static_cast<double>(height) / std::max(1, ink.rows);
    const cv::Mat line = resized(ink, {std::max(1, static_cast<int>(ink.cols * scale + 0.5)), height});
    cv::Mat framed;
    cv::copyMakeBorder(line, framed, margin, margin, side, side, cv::BORDER_CONSTANT, cv::Scalar(0));
    return 255 - framed;
}

}  // namespace tk::ocr
