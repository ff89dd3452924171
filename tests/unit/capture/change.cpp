#include "capture/change.hpp"

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
    CHECK(changed_share(before, after) == 0);
    after.at<cv::Vec3b>(3, 4) = {100, 100, 100 + change_tolerance};
    CHECK(changed_share(before, after) == 0);
    after.at<cv::Vec3b>(3, 4) = {100, 100 - change_tolerance - 1, 100};
    after.at<cv::Vec3b>(9, 19) = {255, 0, 0};
    CHECK(changed_share(before, after) == 2.0 / 200);
    CHECK(changed_share(before, cv::Mat(20, 10, CV_8UC3)) == 1);
}

TEST_CASE("pictures are compared with the one that was kept last, so that slow changes add up", "[capture]") {
    ChangeDetector changes;
    const auto gray = [](int level) { return png(cv::Mat(4, 4, CV_8UC3, cv::Scalar::all(level))); };
    CHECK_FALSE(changes.compare(gray(10), "x"));
    changes.keep();
    CHECK(changes.compare(gray(10), "x") == 0);
    CHECK(changes.compare(gray(15), "x") == 0);
    CHECK(changes.compare(gray(20), "x") == 1);
    changes.keep();
    CHECK(changes.compare(gray(20), "x") == 0);
    CHECK(changes.compare(gray(10), "x") == 1);
}
