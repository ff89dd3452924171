#include <opencv2/imgproc.hpp>

#include "board_picture.hpp"
#include "found.hpp"

/// Isometric boards of which nothing shows but dashed lines over rough ground, as in editors of maps.
namespace {

using namespace tk::grid;
using tk::board::Cell;
using tk::board::Geometry;
using tk::board::Kind;
using tk::board::Placement;

/// A ground of upright strokes, as grass is drawn, CV_8U.
cv::Mat grass(const cv::Size& size, double roughness) {
    cv::RNG random(5);
    cv::Mat strokes(size.height / 7 + 1, size.width, CV_32F), ground;
    random.fill(strokes, cv::RNG::NORMAL, 105, roughness);
    cv::resize(strokes, ground, size, 0, 0, cv::INTER_LINEAR);
    ground.convertTo(ground, CV_8U);
    return ground;
}

/// A window that shows a part of a map between panels; `opacity` of its lines, each of which has `dash` of every
/// `period` pixels.
struct Window {
    double width = 64, height = 32;
    double roughness = 22, opacity = 0.5;
    int dash = 3, period = 6;
};

cv::Mat drawn(const Window& window) {
    const cv::Rect part(260, 70, 700, 560);
    cv::Mat map = grass(part.size(), window.roughness), lines = map.clone();
    const Geometry geometry(Kind::iso, 40, 80);
    const Placement placement{{-window.width, -window.height}, window.width, window.height};
    cv::Mat outline(map.size(), CV_8U, cv::Scalar(0));
    for (Cell cell = 0; cell < geometry.size(); ++cell)
        cv::polylines(outline, corners_of(geometry, placement, cell), true, cv::Scalar(255), 1, cv::LINE_8,
                      corner_shift);
    for (int y = 0; y < outline.rows; ++y) {
        for (int x = 0; x < outline.cols; ++x)
            if (x % window.period >= window.dash) outline.at<uchar>(y, x) = 0;
    }
    lines.setTo(0, outline);
    cv::addWeighted(lines, window.opacity, map, 1 - window.opacity, 0, map);
    cv::Mat picture(760, 1240, CV_8U, cv::Scalar(200));
    for (int row = 0; row < 20; ++row)
        cv::rectangle(picture, {10, 70 + 26 * row, 230, 25}, cv::Scalar(row % 2 == 0 ? 225 : 235), cv::FILLED);
    map.copyTo(picture(part));
    return picture;
}

TEST_CASE("dashed isometric lines over rough ground are those of a board") {
    const auto window = GENERATE(values<Window>({{}, {96, 48, 25, 0.6, 3, 6}, {64, 32, 16, 0.4, 2, 5}, {48, 24}}));
    CAPTURE(window.width, window.roughness, window.opacity);
    const auto found = found_in(drawn(window));
    CHECK(found.geometry.kind() == Kind::iso);
    CHECK(found.placement.width == Approx(window.width).epsilon(0.01));
    CHECK(found.placement.height == Approx(window.height).epsilon(0.01));
    // A corner of each cell lies where lines meet.
    const double across = (found.placement.origin.x - 260 + window.width) / window.width * 2;
    const double down = (found.placement.origin.y - 70 + window.height) / window.height * 2;
    CHECK(std::abs(across - std::round(across)) < 0.1);
    CHECK(std::abs(down - std::round(down)) < 0.1);
    CHECK((std::lround(across) + std::lround(down)) % 2 == 0);
}

TEST_CASE("rough ground without lines is no board, whatever is beside it") {
    Window window;
    window.opacity = 0;
    window.roughness = GENERATE(10, 22, 40);
    CHECK(std::holds_alternative<NoBoard>(find_board(drawn(window), {})));
}

}  // namespace
