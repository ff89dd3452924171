#include "ocr/cache.hpp"

#include "catch.hpp"

using tk::ocr::Cache;
using tk::ocr::hash_pixels;

TEST_CASE("the cache forgets what was not asked for the longest") {
    Cache<int> cache(2);
    cache.store(1, 10);
    cache.store(2, 20);
    REQUIRE(cache.find(1) != nullptr);
    cache.store(3, 30);
    CHECK(cache.size() == 2);
    CHECK(*cache.find(1) == 10);
    CHECK(cache.find(2) == nullptr);
    CHECK(*cache.find(3) == 30);
}

TEST_CASE("what is stored first under a key stays") {
    Cache<int> cache(2);
    cache.store(1, 10);
    cache.store(1, 11);
    CHECK(*cache.find(1) == 10);
    CHECK(cache.size() == 1);
}

TEST_CASE("equal pixels have equal hashes wherever they lie, and any other pixel, size or salt another") {
    cv::Mat picture(9, 13, CV_8UC1);
    cv::RNG random(5);
    random.fill(picture, cv::RNG::UNIFORM, 0, 256);
    cv::Mat wider(20, 40, CV_8UC1, cv::Scalar(7));
    const cv::Mat part = wider(cv::Rect(3, 4, 13, 9));
    picture.copyTo(part);
    CHECK(hash_pixels(part) == hash_pixels(picture));
    CHECK(hash_pixels(part, 1) != hash_pixels(picture));
    for (int y = 0; y < picture.rows; ++y) {
        for (int x = 0; x < picture.cols; ++x) {
            cv::Mat other = picture.clone();
            other.at<unsigned char>(y, x) ^= 1;
            CHECK(hash_pixels(other) != hash_pixels(picture));
        }
    }
    const cv::Mat flat(6, 4, CV_8UC1, cv::Scalar(0));
    CHECK(hash_pixels(flat) != hash_pixels(flat.reshape(0, 4)));
    CHECK(hash_pixels(cv::Mat()) == hash_pixels(cv::Mat()));
}
