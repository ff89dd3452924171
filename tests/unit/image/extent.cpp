#include "image/extent.hpp"

#include "catch.hpp"
#include "core/error.hpp"
#include "image/picture.hpp"
#include "make_png.hpp"
#include "temp_folder.hpp"

using namespace tk::image;
using Catch::Matchers::Contains;

namespace {

std::string sample(Encoding encoding) {
    cv::Mat picture(9, 21, CV_8UC3);
    for (int y = 0; y < picture.rows; ++y) {
        for (int i = 0; i < picture.cols * 3; ++i) picture.ptr(y)[i] = static_cast<uchar>(i * i + y * 31);
    }
    return encode(picture, encoding);
}

}  // namespace

TEST_CASE("the end of a picture in a stream is found however the bytes arrive", "[image]") {
    const Encoding encoding = GENERATE(Encoding::png, Encoding::jpeg, Encoding::ppm);
    const std::size_t step = GENERATE(as<std::size_t>{}, 1, 7, 1000);
    const std::string first = sample(encoding);
    const std::string stream = first + sample(Encoding::jpeg);
    ExtentScanner scanner("x");
    std::optional<std::size_t> end;
    std::size_t given = std::min(std::size_t{32}, stream.size());
    for (; given <= stream.size() && !end; given += step) end = scanner.scan(std::string_view(stream).substr(0, given));
    CHECK(end == first.size());
}

TEST_CASE("the scanner never asks for more bytes than the picture has", "[image]") {
    const Encoding encoding = GENERATE(Encoding::png, Encoding::jpeg, Encoding::ppm);
    const std::string picture = sample(encoding);
    ExtentScanner scanner("x");
    std::optional<std::size_t> end;
    while (!end) {
        REQUIRE(scanner.needed() <= picture.size());
        end = scanner.scan(std::string_view(picture).substr(0, scanner.needed()));
    }
    CHECK(end == picture.size());
}

TEST_CASE("a stream that is no picture, or too large a one, is refused at its start", "[image]") {
    ExtentScanner scanner("x");
    CHECK_THROWS_WITH(scanner.scan("what is this, then? no picture at all"), Contains("not a picture"));
    CHECK_THROWS_WITH(ExtentScanner("x").scan("P6\n100000 100000\n255\n..........................."),
                      Contains("limit"));
    CHECK_THROWS_WITH(ExtentScanner("x").scan(make_png::header_only(100000, 100000)), Contains("limit"));
    const std::string huge_chunk = make_png::header_only(10, 10) + make_png::number(0x7FFFFFFF) + "IDAT1234";
    CHECK_THROWS_WITH(ExtentScanner("x").scan(huge_chunk), Contains("more bytes than any picture"));
}

TEST_CASE("a file that is cut off is found without decoding it", "[image]") {
    const TempFolder folder;
    const Encoding encoding = GENERATE(Encoding::png, Encoding::jpeg, Encoding::ppm);
    const std::string bytes = sample(encoding);
    const std::string path = folder / "shot";
    const auto check = [&](const std::string& content) {
        folder.file("shot", content);
        check_complete(path, probe(bytes, path));
    };
    CHECK_NOTHROW(check(bytes));
    CHECK_NOTHROW(check(bytes + std::string(100, '\0')));
    CHECK_THROWS_WITH(check(bytes.substr(0, bytes.size() - 1)), Contains("shot: the ") && Contains("is cut off"));
    CHECK_THROWS_AS(check(bytes.substr(0, bytes.size() / 2)), tk::RecordError);
}
