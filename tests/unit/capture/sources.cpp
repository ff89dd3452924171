#include <fcntl.h>
#include <unistd.h>

#include <thread>

#include "capture/picture_list.hpp"
#include "capture/picture_stream.hpp"
#include "catch.hpp"
#include "core/error.hpp"
#include "image/picture.hpp"
#include "temp_folder.hpp"

using namespace tk::capture;
using Catch::Matchers::Contains;

namespace {

std::string sample(tk::image::Encoding encoding, int side = 8) {
    return tk::image::encode(cv::Mat(side, side, CV_8UC3, cv::Scalar(1, 2, 3)), encoding);
}

/// A context that nobody listens to.
struct Quiet {
    tk::Writer out{STDOUT_FILENO, "stdout"};
    tk::Log log{"capture", tk::Log::Level::error, false};
    tk::Context context{"capture", {}, out, log};
};

std::vector<std::string> paths(const std::vector<PictureFile>& files) {
    std::vector<std::string> result;
    for (const PictureFile& file : files) result.push_back(file.path.substr(file.path.rfind('/') + 1));
    return result;
}

/// Reads what a thread writes into a pipe in pieces of `step` bytes.
class Pipe {
public:
    Pipe(std::string bytes, std::size_t step) {
        REQUIRE(::pipe2(ends_, O_CLOEXEC) == 0);
        writer_ = std::thread([this, bytes = std::move(bytes), step] {
            for (std::size_t at = 0; at < bytes.size(); at += step) {
                const std::string_view piece = std::string_view(bytes).substr(at, step);
                if (::write(ends_[1], piece.data(), piece.size()) < 0) break;
            }
            ::close(ends_[1]);
        });
    }
    ~Pipe() {
        writer_.join();
        ::close(ends_[0]);
    }
    int reader() const { return ends_[0]; }

private:
    int ends_[2];
    std::thread writer_;
};

}  // namespace

TEST_CASE("a folder gives its pictures in natural order, by content or by name", "[capture]") {
    const TempFolder folder;
    Quiet quiet;
    const std::string png = sample(tk::image::Encoding::png);
    for (const char* name : {"turn10.png", "turn2.png", "turn1", ".hidden.png", "sub/other.png"})
        folder.file(name, png);
    folder.file("turn3.JPG", "not a picture at all");
    folder.file("notes.txt", "notes");
    folder.file("profile.json", "{}");
    const auto files = list_pictures(quiet.context, folder.path().string());
    CHECK(paths(files) == std::vector<std::string>{"turn1", "turn2.png", "turn3.JPG", "turn10.png"});
    CHECK(files[0].series == folder.path().filename().string());
    CHECK(list_pictures(quiet.context, folder.path().string() + "/")[0].path == folder / "turn1");
}

TEST_CASE("a folder without pictures says what it holds instead", "[capture]") {
    const TempFolder folder;
    Quiet quiet;
    folder.file("notes.txt", "notes");
    CHECK_THROWS_WITH(list_pictures(quiet.context, folder.path().string()),
                      Contains("no picture in this folder (1 other"));
    folder.file("sub/a.png", sample(tk::image::Encoding::png));
    try {
        list_pictures(quiet.context, folder.path().string());
        FAIL("there is a picture");
    } catch (const tk::Error& error) {
        CHECK_THAT(error.advice(), Contains("subfolders are not searched"));
    }
}

TEST_CASE("a pattern that the shell left alone is expanded in natural order", "[capture]") {
    const TempFolder folder;
    Quiet quiet;
    for (const char* name : {"a10.png", "a9.png", "b1.png"}) folder.file(name, "x");
    CHECK(paths(list_pictures(quiet.context, folder / "a*.png")) == std::vector<std::string>{"a9.png", "a10.png"});
    CHECK_THROWS_WITH(list_pictures(quiet.context, folder / "c*.png"), Contains("no file matches"));
    folder.file("odd[1].png", "x");
    CHECK(list_pictures(quiet.context, folder / "odd[1].png")[0].series == "odd[1]");
}

TEST_CASE("the profile beside the pictures is read, or refused with its path", "[capture]") {
    const TempFolder folder;
    CHECK(profile_beside(folder / "a.png").empty());
    const auto [text, message] =
        GENERATE(table<std::string, std::string>({{R"({"profile":"chess"})", ""},
                                                  {R"({"profil":"chess"})", "names no profile"},
                                                  {R"({"profile":7})", "names no profile"},
                                                  {R"({"profile":)", "profile.json:1: "},
                                                  {"", "profile.json:1: "}}));
    CAPTURE(text);
    folder.file("profile.json", text);
    if (message.empty()) {
        CHECK(profile_beside(folder / "a.png") == "chess");
    } else {
        CHECK_THROWS_WITH(profile_beside(folder / "a.png"), Contains(message));
    }
}

TEST_CASE("pictures that follow each other in a pipe are told apart", "[capture]") {
    using tk::image::Encoding;
    const std::size_t step = GENERATE(as<std::size_t>{}, 1, 100, 100000);
    const std::vector<std::string> pictures{sample(Encoding::png), sample(Encoding::ppm), sample(Encoding::jpeg, 64),
                                            sample(Encoding::ppm, 200), sample(Encoding::png)};
    std::string bytes;
    for (const std::string& picture : pictures) bytes += picture;
    Pipe pipe(bytes, step);
    PictureStream stream(pipe.reader(), "stdin");
    for (const std::string& picture : pictures) CHECK(stream.next() == picture);
    CHECK_FALSE(stream.next());
}

TEST_CASE("a pipe that ends within a picture is an error that numbers it", "[capture]") {
    const std::string png = sample(tk::image::Encoding::png);
    const std::size_t rest = GENERATE_COPY(as<std::size_t>{}, 3, png.size() / 2, png.size() - 1);
    Pipe pipe(png + png.substr(0, rest), 64);
    PictureStream stream(pipe.reader(), "stdin");
    CHECK(stream.next() == png);
    CHECK_THROWS_WITH(stream.next(), Contains("stdin: picture 2: "));
}

TEST_CASE("motion JPEG from a camera's web server is read part by part, however it is cut", "[capture]") {
    const std::string picture = sample(tk::image::Encoding::jpeg);
    std::string stream = "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n";
    for (int i = 0; i < 3; ++i) {
        stream += "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + std::to_string(picture.size()) +
                  "\r\n\r\n" + picture + "\r\n";
    }
    stream += "--frame--\r\n";
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, stream.size()}) {
        Pipe pipe(stream, step);
        PictureStream pictures(pipe.reader(), "camera");
        for (int i = 0; i < 3; ++i) CHECK(pictures.next() == picture);
        CHECK_FALSE(pictures.next());
    }
}

TEST_CASE("a header that never ends is refused", "[capture]") {
    Pipe pipe("--frame\r\n" + std::string(40000, 'x'), 4096);
    PictureStream pictures(pipe.reader(), "camera");
    CHECK_THROWS_WITH(pictures.next(), Contains("a header without an end"));
}
