// What is worked out many values at once comes out as it does one by one.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "catch.hpp"
#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/fourier.hpp"
#include "grid-analyze/find/line_rows.hpp"

using namespace tk::grid;

namespace {

cv::Mat noise(int rows, int columns, int type) {
    cv::RNG random(7);
    cv::Mat values(rows, columns, type);
    random.fill(values, cv::RNG::UNIFORM, 0, 255);
    return values;
}

}  // namespace

TEST_CASE("half the transforms of rows are those of cv::dft, of even and of odd lengths") {
    for (const int length : {2, 6, 15, 20, 72, 540, 1152}) {
        for (const int rows : {1, 17}) {
            const cv::Mat real = noise(rows, length, CV_32F);
            cv::Mat expected;
            cv::dft(real, expected, cv::DFT_ROWS | cv::DFT_COMPLEX_OUTPUT);
            CAPTURE(length, rows);
            CHECK(cv::norm(half_spectra_of_rows(real), expected.colRange(0, length / 2 + 1), cv::NORM_INF) < 1);
        }
    }
}

TEST_CASE("half a spectrum is that of the picture with zeros to the right and below") {
    const cv::Mat real = noise(43, 61, CV_32F);
    for (const cv::Size size : {cv::Size{64, 45}, {75, 48}, {64, 60}, {75, 45}}) {
        cv::Mat padded = cv::Mat::zeros(size, CV_32F), expected;
        real.copyTo(padded({0, 0, 61, 43}));
        cv::dft(padded, expected, cv::DFT_COMPLEX_OUTPUT);
        CAPTURE(size);
        const cv::Mat half = half_spectrum(real, size);
        CHECK(cv::norm(half, expected.colRange(0, size.width / 2 + 1), cv::NORM_INF) < 5);
        const cv::Mat power = half_power(real, size);
        for (int y = 0; y < power.rows; ++y) {
            for (int x = 0; x < power.cols; ++x) {
                const auto value = half.at<cv::Vec2f>(y, x);
                CHECK(power.at<float>(y, x) == Approx(value.dot(value)).epsilon(1e-4).margin(1));
            }
        }
    }
}

TEST_CASE("a map of lines holds the same where it is worked out tile by tile as where it is made whole") {
    cv::Mat gray = noise(90, 333, CV_8U);
    cv::GaussianBlur(gray, gray, {0, 0}, 2);
    const EdgeField whole(gray), part(gray);
    for (const float angle : {0.0F, 0.7F, 1.6F, 2.4F}) {
        const float nx = std::cos(angle), ny = std::sin(angle);
        const LineMap& all = whole.lines(nx, ny);
        const LineMap& some = part.line_map(nx, ny);
        some.made(some.tiles_around({300, 40}, 30, 20));
        for (int y = 20; y <= 60; y += 5) {
            for (int x = 270; x <= 330; x += 5) {
                const tk::board::Point p{x + 0.25, y + 0.75};
                CHECK(some.change(p) == all.change(p));
                CHECK(some.sums_of_changes(some.fixed(p), {})[1] == 5 * all.change(p));
            }
        }
    }
}

TEST_CASE("strengths at the places of a row are those at each of them") {
    cv::Mat gray = noise(70, 90, CV_8U);
    cv::GaussianBlur(gray, gray, {0, 0}, 2);
    const EdgeField field(gray);
    // Some rows begin or end outside of the picture.
    for (const tk::board::Point first : {tk::board::Point{40.3, 30.7}, {-3.2, 20}, {84.6, 66.1}, {45, -2.5}}) {
        for (const double angle : {0.0, 0.6, 1.6, 2.9, 4.4}) {
            const double nx = std::cos(angle), ny = std::sin(angle);
            const tk::board::Point step{0.5 * nx, 0.5 * ny};
            const auto row = field.across_smoothly(first, step, static_cast<float>(nx), static_cast<float>(ny));
            for (std::size_t k = 0; k < row.size(); ++k) {
                const auto at = static_cast<double>(k);
                const tk::board::Point p{first.x + at * step.x, first.y + at * step.y};
                const float one = field.across_smoothly(p, static_cast<float>(nx), static_cast<float>(ny));
                CAPTURE(first.x, first.y, angle, k);
                CHECK(row[k] == Approx(one).margin(1e-3));
            }
        }
    }
}

TEST_CASE("sizes of strengths are added as they are one by one, every one or every other") {
    cv::RNG random(7);
    std::vector<std::int8_t> strengths(150);
    for (auto& strength : strengths) strength = static_cast<std::int8_t>(random.uniform(-120, 121));
    for (const int step : {1, 2}) {
        std::vector<std::uint16_t> sums(70, 1000);
        add_sizes(strengths.data(), step, 70, 60, sums.data());
        for (int i = 0; i < 70; ++i) {
            const int size = std::abs(static_cast<int>(strengths[static_cast<std::size_t>(i * step)]));
            CHECK(sums[static_cast<std::size_t>(i)] == 1000 + std::min(size, 60));
        }
    }
}
