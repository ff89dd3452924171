#include <opencv2/imgproc.hpp>
#include <string>

#include "board/placement.hpp"
#include "catch.hpp"
#include "found.hpp"
#include "grid-analyze/find/finder.hpp"

namespace {

using namespace tk::grid;

constexpr int cols = 5, rows = 4;

void draw_rounded(cv::Mat& picture, const cv::Rect& box, int radius, int brightness) {
    const cv::Scalar shade = cv::Scalar::all(brightness);
    cv::rectangle(picture, {box.x + radius, box.y, box.width - 2 * radius, box.height}, shade, cv::FILLED);
    cv::rectangle(picture, {box.x, box.y + radius, box.width, box.height - 2 * radius}, shade, cv::FILLED);
    for (const int x : {box.x + radius, box.br().x - 1 - radius}) {
        for (const int y : {box.y + radius, box.br().y - 1 - radius})
            cv::circle(picture, {x, y}, radius, shade, cv::FILLED, cv::LINE_AA);
    }
}

/// Where the first cell begins.
cv::Point corner_of(int size) {
    return {size * 3 / 2 - 5, size + 7};
}

/// Rounded tiles every `size` pixels with `gap` pixels between them, some with a letter, on a plain ground.
cv::Mat draw_tiles(int size, int gap, int tile, int ground) {
    cv::Mat picture(6 * size, 8 * size, CV_8U, cv::Scalar(70));
    const cv::Point corner = corner_of(size);
    cv::rectangle(picture, {corner.x - gap / 2, corner.y - gap / 2, cols * size + gap, rows * size + gap},
                  cv::Scalar(ground), cv::FILLED);
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < cols; ++i) {
            const cv::Point at = corner + cv::Point(i * size + gap / 2, j * size + gap / 2);
            draw_rounded(picture, {at, cv::Size(size - gap, size - gap)}, size / 12, tile);
            if ((3 * i + 5 * j) % 4 != 0) continue;
            const std::string letter(1, static_cast<char>('A' + 3 * i + j));
            cv::putText(picture, letter, at + cv::Point(size / 4, size * 5 / 8), cv::FONT_HERSHEY_SIMPLEX, size / 55.0,
                        cv::Scalar::all(ground), std::max(2, size / 25), cv::LINE_AA);
        }
    }
    return picture;
}

TEST_CASE("tiles that lie apart on darker ground are cells, of which each ends halfway to the next") {
    const int size = GENERATE(60, 100, 147);
    const double share = GENERATE(0.08, 0.11);
    CAPTURE(size, share);
    const FoundBoard found = found_in(draw_tiles(size, static_cast<int>(size * share + 0.5), 215, 120));
    CHECK(found.geometry.kind() == tk::board::Kind::square);
    CHECK(found.geometry.cols() == cols);
    CHECK(found.geometry.rows() == rows);
    CHECK_THAT(found.placement.width, Catch::Matchers::WithinRel(1.0 * size, 0.012));
    CHECK_THAT(found.placement.height, Catch::Matchers::WithinRel(1.0 * size, 0.012));
    CHECK_THAT(found.placement.origin.x, Catch::Matchers::WithinAbs(corner_of(size).x + size / 2.0, 1.5));
    CHECK_THAT(found.placement.origin.y, Catch::Matchers::WithinAbs(corner_of(size).y + size / 2.0, 1.5));
}

TEST_CASE("hollows that lie apart on lighter ground are slots") {
    const int size = GENERATE(60, 100, 147);
    CAPTURE(size);
    CHECK(std::holds_alternative<NoBoard>(find_board(draw_tiles(size, size / 12, 40, 110), {})));
}

}  // namespace
