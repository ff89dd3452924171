#include <algorithm>
#include <filesystem>

#include "catch.hpp"
#include "core/error.hpp"
#include "image/frame.hpp"
#include "make_png.hpp"
#include "temp_folder.hpp"
#include "test_data.hpp"

using namespace tk::image;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

cv::Mat pattern(int width, int height) {
    cv::Mat picture(height, width, CV_8UC3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width * 3; ++x) picture.ptr(y)[x] = static_cast<uchar>(x * 7 + y * 13);
    }
    return picture;
}

}  // namespace

TEST_CASE("a picture file is read back, whatever its extension says", "[image]") {
    const TempFolder folder;
    const Encoding encoding = GENERATE(Encoding::png, Encoding::ppm);
    const auto [width, height] = GENERATE(table<int, int>({{1, 1}, {5, 3}, {1280, 200}, {1, 100000}, {70000, 2}}));
    CAPTURE(encoding_name(encoding), width, height);
    const std::string path = folder / "shot.jpeg";
    write_picture(path, pattern(width, height), encoding);
    CHECK(cv::norm(read_picture(path), pattern(width, height), cv::NORM_INF) == 0);
    CHECK(probe_file(path).width == width);
    CHECK(probe_file(path).encoding == encoding);
    const auto files = std::distance(fs::directory_iterator(folder.path()), {});
    CHECK(files == 1);
}

TEST_CASE("a PPM file that ends early is an error that names the row", "[image]") {
    const TempFolder folder;
    const std::string bytes = encode(pattern(1000, 100), Encoding::ppm);
    const std::string path = folder.file("cut.ppm", bytes.substr(0, bytes.size() - 3000 * 10 - 1));
    CHECK_THROWS_WITH(read_picture(path), Contains("cut.ppm: the PPM ends in row 90 of 100"));
}

TEST_CASE("a size beyond the limit is refused from the header of a file", "[image]") {
    const TempFolder folder;
    const std::string png = folder.file("huge.png", make_png::header_only(100000, 100000));
    const std::string ppm = folder.file("huge.ppm", "P6\n100000 100000\n255\n");
    for (const std::string& path : {png, ppm}) {
        CHECK_THROWS_WITH(probe_file(path), Contains("100000 x 100000 pixels are more than the limit"));
        CHECK_THROWS_WITH(read_picture(path), Contains("100000 x 100000 pixels are more than the limit"));
    }
}

TEST_CASE("a JPEG may carry a long profile before its size", "[image]") {
    const TempFolder folder;
    const std::string jpeg = encode(pattern(64, 40), Encoding::jpeg);
    std::string profile;
    for (int i = 0; i < 5; ++i) profile += "\xFF\xE2\xFF\xFF" + std::string(65533, 'x');
    const std::string path = folder.file("profile.jpg", jpeg.substr(0, 2) + profile + jpeg.substr(2));
    CHECK(probe_file(path).height == 40);
    CHECK(read_picture(path).cols == 64);
}

TEST_CASE("a file that is not there, or a folder, is an error of its own", "[image]") {
    const TempFolder folder;
    for (const std::string& path : {folder / "none.png", folder.path().string()}) {
        try {
            read_picture(path);
            FAIL("it was read");
        } catch (const tk::RecordError& error) {
            CHECK(error.code() == "picture-missing");
            CHECK_THAT(error.what(), Contains(path));
        }
    }
}

TEST_CASE("the picture of a record is a file or embedded bytes", "[image]") {
    const TempFolder folder;
    const cv::Mat picture = pattern(9, 4);
    write_picture(folder / "a.png", picture, Encoding::png);
    tk::JsonParser parser;
    const auto read = [&](const std::string& image) {
        const std::string line = "{\"type\":\"frame\"" + image + "}";
        const tk::Record record{line, 3, "stdin", parser.parse(line)};
        return picture_of(record);
    };
    CHECK_FALSE(read(""));
    CHECK_FALSE(read(",\"image\":null"));
    CHECK(cv::norm(*read(",\"image\":{\"path\":\"" + (folder / "a.png") + "\"}"), picture, cv::NORM_INF) == 0);
    const std::string data = to_base64(encode(picture, Encoding::ppm));
    CHECK(cv::norm(*read(",\"image\":{\"data\":\"" + data + "\"}"), picture, cv::NORM_INF) == 0);
    CHECK_THROWS_WITH(read(",\"image\":{\"data\":\"?\"}"), Contains("not base64"));
    CHECK_THROWS_WITH(read(",\"image\":{\"data\":\"aGVsbG8=\"}"), Contains("stdin:3: image: not a picture"));
    CHECK_THROWS_WITH(read(",\"image\":{}"), Contains("neither"));
    CHECK_THROWS_WITH(read(",\"image\":7"), Contains("neither"));
}

TEST_CASE("base64 is that of RFC 4648", "[image]") {
    const auto [bytes, text] = GENERATE(table<std::string, std::string>(
        {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"\xFF\xFE\xFB", "//77"}}));
    CHECK(to_base64(bytes) == text);
    CHECK(from_base64(text) == bytes);
    CHECK_FALSE(from_base64("Zg="));
    CHECK_FALSE(from_base64("Z=g="));
    CHECK_FALSE(from_base64("Zm9v\n"));
}

TEST_CASE("real screenshots decode", "[image]") {
    const std::string data = test_data("images");
    if (data.empty()) return;
    int pictures = 0;
    for (const auto& entry : fs::recursive_directory_iterator(data)) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".png" && extension != ".jpg" && extension != ".jpeg") continue;
        CAPTURE(entry.path().string());
        const Info info = probe_file(entry.path().string());
        const cv::Mat picture = read_picture(entry.path().string());
        CHECK(picture.cols == info.width);
        CHECK(picture.rows == info.height);
        ++pictures;
    }
    CHECK(pictures > 10);
}
