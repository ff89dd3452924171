#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "grid-analyze/find/plain_ground.hpp"

using tk::board::Geometry;
using tk::board::Kind;
using tk::grid::FoundBoard;

namespace {

constexpr int cell = 40, cols = 9, rows = 7;

/// Squares with lines a pixel wide, and noise of that deviation over them.
cv::Mat squares(double noise) {
    cv::Mat picture(rows * cell + 20, cols * cell + 20, CV_8U, cv::Scalar(120));
    for (int x = 10; x < picture.cols; x += cell) cv::line(picture, {x, 10}, {x, picture.rows - 10}, cv::Scalar(100));
    for (int y = 10; y < picture.rows; y += cell) cv::line(picture, {10, y}, {picture.cols - 10, y}, cv::Scalar(100));
    cv::Mat grains(picture.size(), CV_16S), noisy;
    cv::RNG random(7);
    random.fill(grains, cv::RNG::NORMAL, 0, noise);
    cv::add(picture, grains, noisy, {}, CV_8U);
    return noisy;
}

FoundBoard claim(double confidence) {
    FoundBoard board{Geometry(Kind::square, cols, rows), {{10 + cell / 2.0, 10 + cell / 2.0}, cell, cell}, 0, true, {}};
    board.confidence = confidence;
    return board;
}

}  // namespace

TEST_CASE("the ground of a drawn window is plain, that of a noisy picture is not") {
    CHECK(tk::grid::plain_share(squares(0), claim(1)) > 0.8);
    CHECK(tk::grid::plain_share(squares(3), claim(1)) < 0.1);
}

TEST_CASE("a faint claim stands in a noisy picture, not on plain ground, where a board would show clearly") {
    CHECK(tk::grid::is_too_faint_for_plain_ground(squares(0), claim(0.75)));
    CHECK_FALSE(tk::grid::is_too_faint_for_plain_ground(squares(0), claim(0.85)));
    CHECK_FALSE(tk::grid::is_too_faint_for_plain_ground(squares(3), claim(0.75)));
    FoundBoard checkered = claim(0.75);
    checkered.is_checkered = true;
    CHECK_FALSE(tk::grid::is_too_faint_for_plain_ground(squares(0), checkered));
}

TEST_CASE("of a claim that reaches beyond the picture only what is inside counts") {
    FoundBoard outside = claim(0.75);
    outside.placement.origin = {-30, -30};
    CHECK(tk::grid::plain_share(squares(0), outside) > 0.8);
    outside.placement.origin = {-4000, -4000};
    CHECK(tk::grid::plain_share(squares(0), outside) == 0);
}
