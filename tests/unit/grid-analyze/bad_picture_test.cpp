#include <cmath>
#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "grid-analyze/find/finder.hpp"

/// Pictures that show no whole board, or none at all: the answer is no, or no claim to be sure.
namespace {

using namespace tk::grid;

/// Below this a claim counts as a guess.
constexpr double sure = 0.8;

double claimed(const cv::Mat& gray) {
    const Search search = find_board(gray, {});
    const auto* found = std::get_if<FoundBoard>(&search);
    return found == nullptr ? 0 : found->confidence;
}

cv::Mat checkers(int cells, int size) {
    cv::Mat gray(cells * size, cells * size, CV_8U);
    for (int y = 0; y < gray.rows; ++y) {
        for (int x = 0; x < gray.cols; ++x)
            gray.at<uchar>(y, x) = static_cast<uchar>((x / size + y / size) % 2 == 0 ? 220 : 90);
    }
    return gray;
}

TEST_CASE("tiny and uniform pictures are refused") {
    const cv::Size size = GENERATE(cv::Size(1, 1), cv::Size(1, 900), cv::Size(47, 47), cv::Size(640, 480));
    CAPTURE(size.width, size.height);
    CHECK(claimed(cv::Mat(size, CV_8U, cv::Scalar(120))) == 0);
}

TEST_CASE("pure noise is refused") {
    cv::Mat noise(600, 800, CV_8U);
    cv::RNG random(GENERATE(1, 2, 3));
    random.fill(noise, cv::RNG::UNIFORM, 0, 255);
    CHECK(claimed(noise) == 0);
    cv::blur(noise, noise, {5, 5});
    CHECK(claimed(noise) == 0);
}

TEST_CASE("strips of pictures, hardly as high or wide as a cell, are refused") {
    const cv::Size size = GENERATE(cv::Size(6000, 60), cv::Size(1200, 50), cv::Size(800, 48), cv::Size(50, 1200),
                                   cv::Size(2000, 100), cv::Size(100, 3000), cv::Size(9000, 48));
    CAPTURE(size.width, size.height);
    cv::Mat noise(size, CV_8U), art;
    cv::RNG random(5);
    random.fill(noise, cv::RNG::UNIFORM, 0, 255);
    CHECK(claimed(noise) == 0);
    cv::blur(noise, art, {31, 31});
    cv::normalize(art, art, 0, 255, cv::NORM_MINMAX);
    CHECK(claimed(art) < sure);
}

TEST_CASE("of a crop that shows four cells no board is claimed with confidence") {
    cv::Mat crop(240, 260, CV_8U, cv::Scalar(60));
    checkers(2, 80).copyTo(crop(cv::Rect(50, 40, 160, 160)));
    CHECK(claimed(crop) < sure);
}

TEST_CASE("a chessboard photographed at an angle is never claimed as what it is not") {
    const cv::Mat board = checkers(8, 60);
    cv::Mat photo(700, 900, CV_8U, cv::Scalar(140));
    const std::vector<cv::Point2f> from{{0, 0}, {480, 0}, {480, 480}, {0, 480}};
    const std::vector<cv::Point2f> to{{290, 120}, {640, 150}, {800, 600}, {90, 560}};
    cv::warpPerspective(board, photo, cv::getPerspectiveTransform(from, to), photo.size(), cv::INTER_LINEAR,
                        cv::BORDER_CONSTANT, cv::Scalar(140));
    CHECK(claimed(photo) < sure);
}

}  // namespace
