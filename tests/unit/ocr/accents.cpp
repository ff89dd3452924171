#include "ocr/accents.hpp"

#include <vector>

#include "catch.hpp"

using tk::ocr::settle_accents;

namespace {

/// Ink from a drawing: `#` is full, `+` half, anything else none.
cv::Mat ink_of(const std::vector<std::string>& rows) {
    cv::Mat ink(static_cast<int>(rows.size()), static_cast<int>(rows.front().size()), CV_8UC1);
    for (int y = 0; y < ink.rows; ++y) {
        for (int x = 0; x < ink.cols; ++x) {
            const char c = rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)];
            ink.at<unsigned char>(y, x) = c == '#' ? 255 : (c == '+' ? 130 : 0);
        }
    }
    return ink;
}

const std::vector<std::string> u_with_peak{
    "..##..", ".#++#.", "......", "#....#", "#....#", "#....#", "#....#", "######",
};
const std::vector<std::string> u_with_two_spots{
    ".#..#.", ".#..#.", "......", "#....#", "#....#", "#....#", "#....#", "######",
};
const std::vector<std::string> i_with_dot{"##", "##", "..", "##", "##", "##", "##", "##"};
const std::vector<std::string> i_with_two_spots{
    "#..#", "#..#", "....", ".##.", ".##.", ".##.", ".##.", ".##.",
};

cv::Mat side_by_side(const std::vector<std::vector<std::string>>& glyphs) {
    std::vector<std::string> rows(glyphs.front().size());
    for (const auto& glyph : glyphs) {
        for (std::size_t y = 0; y < rows.size(); ++y) rows[y] += glyph[y] + "....";
    }
    return ink_of(rows);
}

}  // namespace

TEST_CASE("a circumflex and a diaeresis are told apart by what stands over the letter") {
    CHECK(settle_accents("ü", ink_of(u_with_peak)) == "û");
    CHECK(settle_accents("û", ink_of(u_with_peak)) == "û");
    CHECK(settle_accents("û", ink_of(u_with_two_spots)) == "ü");
    CHECK(settle_accents("ü", ink_of(u_with_two_spots)) == "ü");
}

TEST_CASE("the second dot of a diaeresis is seen, and a dotted i stays one") {
    CHECK(settle_accents("i", ink_of(i_with_two_spots)) == "ï");
    CHECK(settle_accents("i", ink_of(i_with_dot)) == "i");
    const cv::Mat line = side_by_side({i_with_dot, u_with_peak, i_with_two_spots, u_with_two_spots});
    CHECK(settle_accents("iüiû", line) == "iûïü");
}

TEST_CASE("a letter that was read once with each accent is one letter") {
    CHECK(settle_accents("üû", ink_of(u_with_peak)) == "û");
    CHECK(settle_accents("créèrent", ink_of(u_with_peak)) == "créèrent");
}

TEST_CASE("where the marks are not as many as the letters that carry one, the text stays as it was read") {
    CHECK(settle_accents("üi", ink_of(u_with_peak)) == "üi");
    CHECK(settle_accents("ü", cv::Mat::zeros(8, 8, CV_8UC1)) == "ü");
    CHECK(settle_accents("", cv::Mat()) == "");
}
