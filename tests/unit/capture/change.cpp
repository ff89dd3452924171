#include "capture/change.hpp"

#include <algorithm>

#include "catch.hpp"
#include "image/picture.hpp"

using namespace tk::capture;

namespace {

std::string png(const cv::Mat& picture) {
    return tk::image::encode(picture, tk::image::Encoding::png);
}

}  // namespace

TEST_CASE("the changed share counts pixels that differ by more than the tolerance", "[capture]") {
    const cv::Mat before(10, 20, CV_8UC3, cv::Scalar(100, 100, 100));
    cv::Mat after = before.clone();
    CHECK(compare_pictures(before, after).share == 0);
    after.at<cv::Vec3b>(3, 4) = {100, 100, 100 + change_tolerance};
    CHECK(compare_pictures(before, after).share == 0);
    CHECK(compare_pictures(before, after).boxes.empty());
    after.at<cv::Vec3b>(3, 4) = {100, 100 - change_tolerance - 1, 100};
    after.at<cv::Vec3b>(9, 19) = {255, 0, 0};
    CHECK(compare_pictures(before, after).share == 2.0 / 200);
    const Change resized = compare_pictures(before, cv::Mat(20, 10, CV_8UC3));
    CHECK(resized.share == 1);
    CHECK(resized.boxes == std::vector{cv::Rect(0, 0, 10, 20)});
}

TEST_CASE("changed pixels have a box for each group, exact to the pixel", "[capture]") {
    const cv::Mat before(200, 300, CV_8UC3, cv::Scalar(0, 0, 0));
    cv::Mat after = before.clone();
    const std::vector<cv::Rect> changed{{250, 0, 50, 3}, {10, 20, 30, 5}, {0, 199, 1, 1}, {100, 100, 77, 60}};
    for (const cv::Rect& box : changed) after(box).setTo(cv::Scalar(0, 0, 255));
    std::vector<cv::Rect> found = compare_pictures(before, after).boxes;
    CHECK(found.size() == changed.size());
    for (const cv::Rect& box : changed) CHECK(std::find(found.begin(), found.end(), box) != found.end());

    // Noise all over the picture is one box, not a list that is longer than the picture.
    for (int y = 0; y < 200; y += 34) {
        for (int x = 0; x < 300; x += 34) after.at<cv::Vec3b>(y, x) = {255, 255, 255};
    }
    CHECK(compare_pictures(before, after).boxes == std::vector{cv::Rect(0, 0, 300, 200)});
}

TEST_CASE("pictures are compared with the one that was kept last, so that slow changes add up", "[capture]") {
    ChangeDetector changes;
    const auto gray = [](int level) { return png(cv::Mat(4, 4, CV_8UC3, cv::Scalar::all(level))); };
    CHECK_FALSE(changes.compare(gray(10), "x"));
    changes.keep();
    CHECK(changes.compare(gray(10), "x")->share == 0);
    CHECK(changes.compare(gray(15), "x")->share == 0);
    CHECK(changes.compare(gray(20), "x")->share == 1);
    changes.keep();
    CHECK(changes.compare(gray(20), "x")->share == 0);
    CHECK(changes.compare(gray(10), "x")->share == 1);
}
