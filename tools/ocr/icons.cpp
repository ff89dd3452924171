#include "ocr/icons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/error.hpp"
#include "image/picture.hpp"

namespace tk::ocr {

namespace {

/// Height of the icon in the coarse search, in pixels, and in the fine one at most.
constexpr double coarse_height = 16, fine_height = 48;
/// Between two sizes of the coarse search.
constexpr double coarse_step = 1.12;
/// A place is looked at again from this score on, and taken from that.
constexpr double promising = 0.55, certain = 0.8;
constexpr std::size_t most_candidates = 10;

cv::Mat resized(const cv::Mat& picture, cv::Size size) {
    cv::Mat result;
    cv::resize(picture, result, size, 0, 0, size.width < picture.cols ? cv::INTER_AREA : cv::INTER_LINEAR);
    return result;
}

cv::Size scaled(cv::Size size, double scale) {
    return {std::max(1, cvRound(size.width * scale)), std::max(1, cvRound(size.height * scale))};
}

bool overlaps(const cv::Rect2d& a, const cv::Rect2d& b) {
    return (a & b).area() * 3 > std::min(a.area(), b.area());
}

/// Of places that overlap the best, best first.
std::vector<IconMatch> without_doubles(std::vector<IconMatch> matches, std::size_t most) {
    std::sort(matches.begin(), matches.end(), [](const IconMatch& a, const IconMatch& b) { return a.score > b.score; });
    std::vector<IconMatch> kept;
    for (const IconMatch& match : matches) {
        if (kept.size() == most) break;
        const auto covers = [&](const IconMatch& other) { return overlaps(match.box, other.box); };
        if (std::none_of(kept.begin(), kept.end(), covers)) kept.push_back(match);
    }
    return kept;
}

/// Peaks of the small icon in `picture` (both gray), which is `factor` times the real one.
void add_peaks(std::vector<IconMatch>& matches, const cv::Mat& picture, const cv::Mat& icon, double factor,
               double scale) {
    if (picture.cols < icon.cols || picture.rows < icon.rows) return;
    cv::Mat scores;
    cv::matchTemplate(picture, icon, scores, cv::TM_CCOEFF_NORMED);
    for (std::size_t found = 0; found < most_candidates; ++found) {
        double score = 0;
        cv::Point at;
        cv::minMaxLoc(scores, nullptr, &score, nullptr, &at);
        // Over ground of one colour the measure is not defined and may be anything.
        if (!(score >= promising)) return;
        if (score <= 1.001) {
            matches.push_back(
                {{at.x / factor, at.y / factor, icon.cols / factor, icon.rows / factor}, scale, std::min(1.0, score)});
        }
        const cv::Rect around(at.x - icon.cols / 2, at.y - icon.rows / 2, icon.cols, icon.rows);
        scores(around & cv::Rect({}, scores.size())).setTo(-1);
    }
}

/// The best place near `guess`, with all pixels and in colour.
IconMatch refined(const cv::Mat& picture, const cv::Mat& icon, const IconMatch& guess) {
    const double factor = std::min(1.0, fine_height / guess.box.height);
    const double slack = std::max(3.0, guess.box.height * 0.3);
    const cv::Rect around = cv::Rect(cv::Point(cvFloor(guess.box.x - slack), cvFloor(guess.box.y - slack)),
                                     cv::Point(cvCeil(guess.box.br().x + slack), cvCeil(guess.box.br().y + slack))) &
                            cv::Rect({}, picture.size());
    IconMatch best = guess;
    best.score = 0;
    if (around.empty()) return best;
    const cv::Mat place = resized(picture(around), scaled(around.size(), factor));
    const double across = static_cast<double>(place.cols) / around.width;
    const double down = static_cast<double>(place.rows) / around.height;
    cv::Size last;
    for (double scale = guess.scale * 0.92; scale <= guess.scale * 1.085; scale *= 1.01) {
        const cv::Size size = scaled(icon.size(), scale * factor);
        if (size == last || size.width > place.cols || size.height > place.rows) continue;
        last = size;
        cv::Mat scores;
        cv::matchTemplate(place, resized(icon, size), scores, cv::TM_CCOEFF_NORMED);
        double score = 0;
        cv::Point at;
        cv::minMaxLoc(scores, nullptr, &score, nullptr, &at);
        if (!(score > best.score) || score > 1.001) continue;
        best = {{around.x + at.x / across, around.y + at.y / down, size.width / across, size.height / down},
                scale,
                std::min(1.0, score)};
    }
    return best;
}

}  // namespace

std::vector<IconMatch> find_icon(const cv::Mat& picture, const cv::Mat& icon) {
    cv::Mat gray;
    cv::Mat gray_icon;
    cv::cvtColor(picture, gray, cv::COLOR_BGR2GRAY);
    cv::cvtColor(icon, gray_icon, cv::COLOR_BGR2GRAY);
    std::vector<IconMatch> candidates;
    for (double scale = least_scale; scale <= most_scale; scale *= coarse_step) {
        if (icon.rows * scale > picture.rows || icon.cols * scale > picture.cols) break;
        const double factor = std::min(1.0, coarse_height / (icon.rows * scale));
        const cv::Mat small = factor < 1 ? resized(gray, scaled(gray.size(), factor)) : gray;
        add_peaks(candidates, small, resized(gray_icon, scaled(icon.size(), scale * factor)), factor, scale);
    }
    std::vector<IconMatch> matches;
    for (const IconMatch& candidate : without_doubles(std::move(candidates), most_candidates)) {
        const IconMatch match = refined(picture, icon, candidate);
        if (match.score >= certain) matches.push_back(match);
    }
    return without_doubles(std::move(matches), most_candidates);
}

std::optional<IconMatch> find_icon_again(const cv::Mat& picture, const cv::Mat& icon, const IconMatch& last) {
    const IconMatch match = refined(picture, icon, last);
    if (match.score < certain) return std::nullopt;
    return match;
}

const cv::Mat& Icons::of(const std::string& path) {
    const auto known = icons_.find(path);
    if (known != icons_.end()) return known->second;
    cv::Mat icon;
    try {
        icon = image::read_picture(path);
    } catch (const Error& error) {
        throw RecordError("bad-profile", error.what(), error.advice());
    }
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(icon, mean, deviation);
    constexpr int least_size = 6;
    if (icon.rows < least_size || icon.cols < least_size || deviation[0] + deviation[1] + deviation[2] < 6) {
        throw RecordError("bad-profile", fmt::format("{}: shows too little to be found in a picture", path),
                          "cut the icon out with what is distinctive of it, at least 6 x 6 pixels");
    }
    return icons_.emplace(path, icon).first->second;
}

}  // namespace tk::ocr
