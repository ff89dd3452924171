#include <turbojpeg.h>

#include <random>

#include "catch.hpp"
#include "core/error.hpp"
#include "image/picture.hpp"
#include "make_png.hpp"

using namespace tk::image;
using namespace std::string_literals;
using Catch::Matchers::Contains;

namespace {

cv::Mat noise(int width, int height, int type) {
    cv::Mat picture(height, width, type);
    std::mt19937 random(7);
    for (int y = 0; y < height; ++y) {
        unsigned char* row = picture.ptr(y);
        for (std::size_t i = 0; i < static_cast<std::size_t>(width) * picture.elemSize(); ++i) {
            row[i] = static_cast<unsigned char>(random());
        }
    }
    return picture;
}

/// Colours that change slowly, which JPEG keeps almost exactly.
cv::Mat ramp(int width, int height) {
    cv::Mat picture(height, width, CV_8UC3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            picture.at<cv::Vec3b>(y, x) = {static_cast<uchar>(255 * x / width), static_cast<uchar>(255 * y / height),
                                           static_cast<uchar>(128)};
        }
    }
    return picture;
}

bool same(const cv::Mat& a, const cv::Mat& b) {
    return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

cv::Vec3b pixel(const cv::Mat& picture, int x, int y = 0) {
    return picture.at<cv::Vec3b>(y, x);
}

}  // namespace

TEST_CASE("what is encoded without loss decodes to the same pixels", "[image]") {
    const auto [width, height] = GENERATE(table<int, int>({{1, 1}, {3, 2}, {17, 5}, {640, 33}, {1, 300}}));
    const int type = GENERATE(CV_8UC1, CV_8UC3);
    const Encoding encoding = GENERATE(Encoding::png, Encoding::ppm);
    CAPTURE(width, height, type, encoding_name(encoding));
    const cv::Mat picture = noise(width, height, type);
    const std::string bytes = encode(picture, encoding);
    CHECK(same(decode(bytes, "x", type == CV_8UC1 ? Channels::gray : Channels::bgr), picture));

    const Info info = probe(bytes, "x");
    CHECK(info.width == width);
    CHECK(info.height == height);
}

TEST_CASE("a part of a larger picture is encoded row by row", "[image]") {
    const cv::Mat part = noise(40, 30, CV_8UC3)(cv::Rect(5, 7, 20, 11));
    const Encoding encoding = GENERATE(Encoding::png, Encoding::ppm);
    CHECK(same(decode(encode(part, encoding), "x"), part));
}

TEST_CASE("a JPEG decodes to nearly the same colours", "[image]") {
    const cv::Mat picture = ramp(64, 48);
    const std::string bytes = encode(picture, Encoding::jpeg);
    CHECK(probe(bytes, "x").encoding == Encoding::jpeg);
    CHECK(cv::norm(decode(bytes, "x"), picture, cv::NORM_INF) <= 6);
    CHECK(decode(bytes, "x", Channels::gray).type() == CV_8UC1);
    const cv::Mat gray = noise(8, 8, CV_8UC1);
    CHECK(decode(encode(gray, Encoding::jpeg), "x").type() == CV_8UC3);
}

TEST_CASE("CMYK in a JPEG becomes the colour of the inks", "[image]") {
    // Inverted as Adobe writes it: 255 is no ink.
    cv::Mat inks(16, 16, CV_8UC4, cv::Scalar(255, 0, 255, 255));
    std::string bytes(tjBufSize(16, 16, TJSAMP_444), '\0');
    auto* target = reinterpret_cast<unsigned char*>(bytes.data());
    unsigned long size = bytes.size();
    const tjhandle handle = tjInitCompress();
    REQUIRE(tjCompress2(handle, inks.data, 16, 0, 16, TJPF_CMYK, &target, &size, TJSAMP_444, 100, TJFLAG_NOREALLOC) ==
            0);
    tjDestroy(handle);
    bytes.resize(size);

    const cv::Vec3b magenta = pixel(decode(bytes, "x"), 8, 8);
    CHECK(magenta[0] > 250);
    CHECK(magenta[1] < 5);
    CHECK(magenta[2] > 250);
}

TEST_CASE("every kind of PNG becomes 8-bit colours", "[image]") {
    SECTION("RGB") {
        CHECK(pixel(decode(make_png::file(1, 1, {8, 2}, "\x01\x02\x03"), "x"), 0) == cv::Vec3b(3, 2, 1));
    }
    SECTION("16 bits are rounded to 8") {
        const auto rows = "\x80\x00\xFF\xFF\x00\xFF"s;
        CHECK(pixel(decode(make_png::file(1, 1, {16, 2}, rows), "x"), 0) == cv::Vec3b(1, 255, 128));
    }
    SECTION("a palette of 2 bits") {
        const auto palette = make_png::chunk("PLTE", "\x0A\x0B\x0C\x14\x15\x16\x1E\x1F\x20"s);
        const cv::Mat picture = decode(make_png::file(3, 1, {2, 3}, "\x18"s, palette), "x");
        CHECK(pixel(picture, 0) == cv::Vec3b(12, 11, 10));
        CHECK(pixel(picture, 1) == cv::Vec3b(22, 21, 20));
        CHECK(pixel(picture, 2) == cv::Vec3b(32, 31, 30));
    }
    SECTION("a transparent palette entry lies over black") {
        const auto palette =
            make_png::chunk("PLTE", "\xC8\xC8\xC8\xC8\xC8\xC8"s) + make_png::chunk("tRNS", "\x00\x80"s);
        const cv::Mat picture = decode(make_png::file(2, 1, {8, 3}, "\x00\x01"s, palette), "x");
        CHECK(pixel(picture, 0) == cv::Vec3b(0, 0, 0));
        CHECK(std::abs(pixel(picture, 1)[0] - 100) <= 1);
    }
    SECTION("alpha lies over black") {
        const cv::Mat picture = decode(make_png::file(2, 1, {8, 6}, "\x64\x65\x66\xFF\x64\x65\x66\x00"s), "x");
        CHECK(pixel(picture, 0) == cv::Vec3b(0x66, 0x65, 0x64));
        CHECK(pixel(picture, 1) == cv::Vec3b(0, 0, 0));
    }
    SECTION("one bit of gray") {
        const cv::Mat picture = decode(make_png::file(2, 1, {1, 0}, "\x40"), "x");
        CHECK(pixel(picture, 0) == cv::Vec3b(0, 0, 0));
        CHECK(pixel(picture, 1) == cv::Vec3b(255, 255, 255));
    }
    SECTION("gray with alpha, asked for as gray") {
        const cv::Mat picture = decode(make_png::file(2, 1, {8, 4}, "\x64\xFF\x64\x00"s), "x", Channels::gray);
        CHECK(picture.at<uchar>(0, 0) == 0x64);
        CHECK(picture.at<uchar>(0, 1) == 0);
    }
    SECTION("a gamma and a colour profile change nothing") {
        const auto gamma = make_png::chunk("gAMA", make_png::number(100000));
        CHECK(pixel(decode(make_png::file(1, 1, {8, 2}, "\x50\x60\x70", gamma), "x"), 0) ==
              cv::Vec3b(0x70, 0x60, 0x50));
    }
}

TEST_CASE("an interlaced PNG has the same pixels as a plain one", "[image]") {
    const auto [width, height] = GENERATE(table<int, int>({{1, 1}, {3, 2}, {8, 8}, {21, 13}}));
    std::string pixels;
    for (int i = 0; i < width * height * 3; ++i) pixels += static_cast<char>(i * 37);
    CHECK(same(decode(make_png::interlaced(width, height, pixels), "x"),
               decode(make_png::file(width, height, {8, 2}, pixels), "x")));
}

TEST_CASE("PPM headers come in many spellings", "[image]") {
    const auto [text, blue] = GENERATE(table<std::string, int>({
        {"P6\n1 1\n255\n\x01\x02\x03", 3},
        {"P6 1 1 255 \x01\x02\x03", 3},
        {"P6\r\n# made by hand\r\n1\t1 # size\n255\n\x01\x02\x03", 3},
        {"P6 1 1 15\n\x01\x02\x0F", 255},
        {"P6 1 1 65535\n\x01\x02\x01\x02\x80\x81", 128},
        {"P5 1 1 255\n\x07", 7},
    }));
    CAPTURE(text);
    CHECK(pixel(decode(text, "x"), 0)[0] == blue);
}

TEST_CASE("what is no picture, cut off or too large is refused in one line that names it", "[image]") {
    const std::string png = encode(noise(20, 20, CV_8UC3), Encoding::png);
    const std::string jpeg = encode(ramp(32, 32), Encoding::jpeg);
    const auto [bytes, code, words] = GENERATE_COPY(table<std::string, std::string, std::string>({
        {"", "picture-broken", "shot: the file is empty"},
        {"hello", "picture-unknown-format", "shot: not a picture"},
        {"GIF89a....", "picture-unknown-format", "shot: GIF is not read"},
        {"P3\n1 1\n255\n1 2 3", "picture-unknown-format", "text PPM"},
        {png.substr(0, 20), "picture-broken", "ends in its header"},
        {png.substr(0, png.size() / 2), "picture-broken", "of 20: it ends early"},
        {png.substr(0, png.size() - 6), "picture-broken", "it ends early"},
        {jpeg.substr(0, jpeg.size() / 2), "picture-broken", "shot: the JPEG cannot be read"},
        {jpeg.substr(0, 10), "picture-broken", "ends in its header"},
        {"P6\n4 4\n255\nxxxx", "picture-broken", "ends in row 1 of 4"},
        {"P6\n4 4\n0\nxxxx", "picture-broken", "width, height and maximum"},
        {"P6\n4 -4\n255\n", "picture-broken", "width, height and maximum"},
        {"P6\n4444444444 4\n255\n", "picture-broken", "impossible number"},
        {make_png::header_only(100000, 100000), "picture-too-large", "100000 x 100000 pixels"},
        {make_png::header_only(0, 5), "picture-broken", "impossible size"},
        {make_png::header_only(0xFFFFFFFF, 5), "picture-broken", "impossible size"},
        {"P6\n100000 100000\n255\n", "picture-too-large", "limit of 134 million"},
    }));
    CAPTURE(words);
    try {
        decode(bytes, "shot");
        FAIL("it was accepted");
    } catch (const tk::RecordError& error) {
        CHECK(error.code() == code);
        CHECK_THAT(error.what(), Contains(words) && Contains("shot"));
        CHECK(std::string(error.what()).find('\n') == std::string::npos);
        CHECK_FALSE(error.advice().empty());
    }
}

TEST_CASE("no prefix of a picture decodes, and none crashes", "[image]") {
    const Encoding encoding = GENERATE(Encoding::png, Encoding::jpeg, Encoding::ppm);
    const std::string bytes = encode(ramp(24, 24), encoding);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(encoding_name(encoding), size, bytes.size());
        // The end marker of a JPEG is the one thing that may be missing.
        if (encoding == Encoding::jpeg && size + 2 >= bytes.size()) continue;
        CHECK_THROWS_AS(decode(bytes.substr(0, size), "x"), tk::RecordError);
    }
}

TEST_CASE("damaged bytes give a picture or an error, never a crash", "[image]") {
    const Encoding encoding = GENERATE(Encoding::png, Encoding::jpeg, Encoding::ppm);
    const std::string bytes = encode(ramp(24, 24), encoding);
    std::mt19937 random(3);
    int accepted = 0;
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = bytes;
        for (int flips = 0; flips < 3; ++flips) damaged[random() % damaged.size()] = static_cast<char>(random());
        try {
            accepted += decode(damaged, "x").empty() ? 0 : 1;
        } catch (const tk::RecordError&) {
        }
    }
    // The check sums of a PNG find nearly every damage.
    if (encoding == Encoding::png) CHECK(accepted < 20);
}

TEST_CASE("only 8-bit pictures with one or three channels are written", "[image]") {
    CHECK_THROWS_AS(encode(cv::Mat(), Encoding::png), tk::Error);
    CHECK_THROWS_AS(encode(cv::Mat(2, 2, CV_8UC4, cv::Scalar::all(0)), Encoding::png), tk::Error);
    CHECK_THROWS_AS(encode(cv::Mat(2, 2, CV_16UC1, cv::Scalar::all(0)), Encoding::jpeg), tk::Error);
    CHECK_THROWS_AS(encode(cv::Mat(2, 2, CV_8UC3, cv::Scalar::all(0)), Encoding::pgm), tk::Error);
}
