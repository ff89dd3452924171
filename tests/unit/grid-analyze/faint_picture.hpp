#pragma once

#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "board_picture.hpp"

/// Ground of many sizes of spots, CV_32F.
inline cv::Mat art(const cv::Size& size, std::uint64_t seed) {
    cv::RNG random(seed);
    cv::Mat ground(size, CV_32F, cv::Scalar(110));
    for (const auto& [spot, strength] : {std::pair{1, 9.0}, {5, 14.0}, {21, 20.0}, {90, 30.0}}) {
        cv::Mat noise(size.height / spot + 2, size.width / spot + 2, CV_32F), large;
        random.fill(noise, cv::RNG::NORMAL, 0, strength);
        cv::resize(noise, large, size, 0, 0, cv::INTER_CUBIC);
        ground += large;
    }
    return ground;
}

/// Lines one pixel wide, `darker` than the art below.
inline cv::Mat lined(const tk::board::Geometry& geometry, const tk::board::Placement& placement, const cv::Size& size,
                     double darker) {
    cv::Mat lines(size, CV_8U, cv::Scalar(0)), ground = art(size, 7), picture;
    for (tk::board::Cell cell = 0; cell < geometry.size(); ++cell)
        cv::polylines(lines, corners_of(geometry, placement, cell), true, cv::Scalar(255), 1, cv::LINE_8, corner_shift);
    ground.setTo(0, ground < 0);
    cv::subtract(ground, cv::Scalar(darker), ground, lines);
    ground.convertTo(picture, CV_8U);
    return picture;
}
