#include "grid-analyze/find/flat_spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "grid-analyze/find/fourier.hpp"

namespace tk::grid {
namespace {

constexpr int beside = 15, along = 25;  // bins that are the surroundings of one

}  // namespace

bool Place::is_near(const Place& other, double share) const {
    return std::abs(other.across / across - 1) < share && std::abs(other.ratio() - ratio()) < 0.13;
}

std::vector<Place> best_apart(std::vector<Place> places, std::size_t count, double share) {
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.score > b.score; });
    std::vector<Place> best;
    for (const Place& place : places) {
        if (best.size() == count) break;
        if (std::none_of(best.begin(), best.end(), [&](const Place& other) { return place.is_near(other, share); }))
            best.push_back(place);
    }
    return best;
}

FlatSpectrum::FlatSpectrum(const FlatPicture& flat)
    : size_(cv::getOptimalDFTSize(flat.values.cols), cv::getOptimalDFTSize(flat.values.rows)), scale_(flat.scale) {
    cv::Mat power = half_power(flat.values, size_), amplitude, around;
    cv::sqrt(power, amplitude);
    cv::blur(amplitude, around, {beside, beside}, {-1, -1}, cv::BORDER_REFLECT);
    // A board that fills a part of the picture spreads over more than one bin.
    cv::blur(power, amplitude, {3, 3}, {-1, -1}, cv::BORDER_REFLECT);
    cv::sqrt(amplitude, amplitude);
    over_ = power;  // its place
    for (int y = 0; y < over_.rows; ++y) {
        const auto *here = amplitude.ptr<float>(y), *usual = around.ptr<float>(y);
        auto* to = over_.ptr<float>(y);
        for (int x = 0; x < over_.cols; ++x) to[x] = here[x] / (1.13F * usual[x] + 1e-3F);
    }
    weigh_axes(amplitude);
    amplitude_ = amplitude;
}

/// Frames of windows and lines of text, level and upright, fill the axes of the spectrum: there a bin has to stand
/// above those before and after it on the axis.
void FlatSpectrum::weigh_axes(const cv::Mat& amplitude) {
    cv::Mat before_after;
    const auto take_less = [](cv::Mat to, const cv::Mat& from) { cv::min(to, from, to); };
    for (const int row : {0, 1, amplitude.rows - 1}) {
        cv::blur(amplitude.row(row), before_after, {along, 1}, {-1, -1}, cv::BORDER_REFLECT);
        take_less(over_.row(row), amplitude.row(row) / (before_after + 1e-3));
    }
    const cv::Mat columns = amplitude.colRange(0, std::min(2, amplitude.cols));
    cv::blur(columns, before_after, {1, along}, {-1, -1}, cv::BORDER_REFLECT);
    take_less(over_.colRange(0, columns.cols), columns / (before_after + 1e-3));
}

}  // namespace tk::grid
