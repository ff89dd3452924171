#include "capture/transform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/error.hpp"
#include "core/text.hpp"
#include "image/picture.hpp"

namespace tk::capture {

namespace {

cv::Mat turned(const cv::Mat& picture, int quarter_turns) {
    static constexpr std::array codes{cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180, cv::ROTATE_90_COUNTERCLOCKWISE};
    if (quarter_turns == 0) return picture;
    cv::Mat upright;
    cv::rotate(picture, upright, codes.at(static_cast<std::size_t>(quarter_turns - 1)));
    return upright;
}

cv::Mat scaled(const cv::Mat& picture, double scale, const std::string& name) {
    const auto side = [&](int length) { return static_cast<int>(std::max(1L, std::lround(length * scale))); };
    const cv::Size size(side(picture.cols), side(picture.rows));
    if (std::int64_t{size.width} * size.height > image::max_pixels) {
        throw RecordError("picture-too-large",
                          fmt::format("{}: scaled it has {} x {} pixels, more than the limit of {} million", name,
                                      size.width, size.height, image::max_pixels / 1'000'000),
                          "choose a smaller --scale");
    }
    cv::Mat result;
    cv::resize(picture, result, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return result;
}

}  // namespace

cv::Mat cut(const cv::Mat& picture, const cv::Rect& crop, const std::string& name) {
    if ((crop & cv::Rect(0, 0, picture.cols, picture.rows)) != crop) {
        throw RecordError("crop-outside",
                          fmt::format("{}: --crop {},{},{},{} is not within its {} x {} pixels", name, crop.x, crop.y,
                                      crop.width, crop.height, picture.cols, picture.rows),
                          "choose a cut that lies within every picture");
    }
    return picture(crop);
}

cv::Rect parse_rectangle(std::string_view option, const std::string& text) {
    std::array<int, 4> numbers{};
    const std::vector<std::string> parts = split(text, ',');
    bool is_right = parts.size() == numbers.size();
    for (std::size_t i = 0; is_right && i < numbers.size(); ++i) {
        const char* const end = parts[i].data() + parts[i].size();
        const auto read = std::from_chars(parts[i].data(), end, numbers[i]);
        is_right = read.ec == std::errc() && read.ptr == end && numbers[i] >= 0 && numbers[i] <= 1'000'000;
    }
    if (!is_right) {
        throw UsageError(fmt::format("{} {}: not X,Y,WIDTH,HEIGHT in whole pixels", option, text));
    }
    if (numbers[2] == 0 || numbers[3] == 0) {
        throw UsageError(fmt::format("{} {}: there is no pixel in it", option, text));
    }
    return {numbers[0], numbers[1], numbers[2], numbers[3]};
}

std::string transformed(std::string_view bytes, const Transform& transform, int quarter_turns,
                        const std::string& name) {
    cv::Mat picture = image::decode(bytes, name);
    picture = turned(picture, quarter_turns);
    if (transform.crop) picture = cut(picture, *transform.crop, name);
    if (transform.scale != 1) picture = scaled(picture, transform.scale, name);
    if (transform.gray) {
        cv::Mat gray;
        cv::cvtColor(picture, gray, cv::COLOR_BGR2GRAY);
        picture = gray;
    }
    return image::encode(picture, transform.gray ? image::Encoding::pgm : image::Encoding::ppm);
}

}  // namespace tk::capture
