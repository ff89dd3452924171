#include "core/run_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <thread>

#include "catch.hpp"
#include "core/error.hpp"
#include "core/frame_reader.hpp"
#include "temp_folder.hpp"

using namespace tk;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// A runtime folder for one test.
class Runtime {
public:
    Runtime() { ::setenv("XDG_RUNTIME_DIR", folder_.path().c_str(), 1); }
    ~Runtime() { ::unsetenv("XDG_RUNTIME_DIR"); }
    fs::path path() const { return folder_.path() / "turnkit"; }
    std::size_t run_folders() const {
        std::size_t count = 0;
        for (const auto& entry : fs::directory_iterator(path())) count += entry.is_directory() ? 1 : 0;
        return count;
    }

private:
    TempFolder folder_;
};

struct Pipe {
    Pipe() { REQUIRE(::pipe2(ends, O_CLOEXEC) == 0); }
    ~Pipe() {
        for (const int end : ends) ::close(end);
    }
    int ends[2];
    int reader() const { return ends[0]; }
    int writer() const { return ends[1]; }
};

/// Another process that runs `work`, waits for `finish` to be called, and ends.
class Process {
public:
    explicit Process(const std::function<void(std::function<void()> wait_for_word)>& work) {
        pid_ = ::fork();
        if (pid_ != 0) return;
        char word = 0;
        ::close(words_.ends[1]);
        work([&] {
            [[maybe_unused]] const auto ready = ::write(ready_.writer(), "x", 1);
            [[maybe_unused]] const auto said = ::read(words_.reader(), &word, 1);
        });
        std::_Exit(0);
    }
    ~Process() { finish(); }
    /// Waits until the work is about to wait for a word.
    void wait_until_waiting() {
        char word = 0;
        REQUIRE(::read(ready_.reader(), &word, 1) == 1);
    }
    void go_on() { REQUIRE(::write(words_.writer(), "x", 1) == 1); }
    void kill() {
        ::kill(pid_, SIGKILL);
        finish();
    }
    void finish() {
        if (pid_ <= 0) return;
        ::close(words_.ends[1]);
        words_.ends[1] = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        ::waitpid(pid_, nullptr, 0);
        pid_ = 0;
    }

private:
    Pipe words_;
    Pipe ready_;
    pid_t pid_ = 0;
};

std::size_t frames_in(const RunFolder& folder) {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder.path())) count += entry.path().extension() == ".ppm" ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("a frame is told by its path, wherever its run folder lies", "[frames]") {
    using run_layout::place_of;
    const auto place = place_of("/run/user/7/turnkit/run-12-0abc/000042.ppm");
    REQUIRE(place);
    CHECK(place->folder == "/run/user/7/turnkit/run-12-0abc");
    CHECK(place->number == 42);
    for (const char* other : {"", "000042.ppm", "/run-12-0abc", "shots/000042.ppm", "/x/run-12/000042.ppm",
                              "/x/run-12-XYZ/000042.ppm", "/x/run--0abc/1.ppm", "/x/run-12-0abc/owner",
                              "/x/run-12-0abc/1", "/x/run-12-0abc/-1.ppm", "/x/run-12-0abc/99999999999999999999.ppm"}) {
        CAPTURE(other);
        CHECK_FALSE(place_of(other));
    }
}

TEST_CASE("a frame stays until the only reader has posted that it is past it", "[frames]") {
    const Runtime runtime;
    const Pipe records;
    RunFolder owner(records.writer());
    const std::string first = owner.add("1", ".ppm");
    const std::string second = owner.add("2", ".ppm");
    CHECK(content_of(second) == "2");
    FrameReader reader;
    reader.reading(first, records.reader(), -1);
    owner.add("3", ".ppm");
    CHECK(frames_in(owner) == 3);
    reader.done();
    owner.add("4", ".ppm");
    CHECK_FALSE(fs::exists(first));
    CHECK(fs::exists(second));
    reader.reading(second, records.reader(), -1);
    reader.done();
    CHECK(owner.has_room(1));
    CHECK(frames_in(owner) == 2);
}

TEST_CASE("nothing is deleted while a reader further down is missing", "[frames]") {
    const Runtime runtime;
    const Pipe records;
    const Pipe onward;
    RunFolder owner(records.writer());
    const std::string frame = owner.add("1", ".ppm");
    FrameReader reader;
    reader.reading(frame, records.reader(), onward.writer());
    reader.done();
    owner.has_room(1);
    CHECK(fs::exists(frame));

    Process next([&](auto wait_for_word) {
        FrameReader second;
        second.reading(frame, onward.reader(), -1);
        wait_for_word();
        second.done();
        wait_for_word();
    });
    next.wait_until_waiting();
    owner.has_room(1);
    CHECK(fs::exists(frame));
    next.go_on();
    next.wait_until_waiting();
    owner.has_room(1);
    CHECK_FALSE(fs::exists(frame));
}

TEST_CASE("a reader that was killed holds nothing back", "[frames]") {
    const Runtime runtime;
    const Pipe records;
    RunFolder owner(records.writer());
    const std::string frame = owner.add("1", ".ppm");
    Process reader([&](auto wait_for_word) {
        FrameReader second;
        second.reading(frame, records.reader(), -1);
        wait_for_word();
    });
    reader.wait_until_waiting();
    owner.has_room(1);
    CHECK(fs::exists(frame));
    reader.kill();
    owner.has_room(1);
    CHECK_FALSE(fs::exists(frame));
}

TEST_CASE("the owner has room for so many frames and then waits for the slowest", "[frames]") {
    const Runtime runtime;
    const Pipe records;
    RunLimits limits;
    limits.ahead = 3;
    RunFolder owner(records.writer(), limits);
    std::vector<std::string> frames;
    FrameReader reader;
    frames.push_back(owner.add("x", ".ppm"));
    reader.reading(frames[0], records.reader(), -1);
    for (int i = 0; i < 2; ++i) frames.push_back(owner.add("x", ".ppm"));
    CHECK_FALSE(owner.has_room(1));
    std::thread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        reader.done();
    });
    CHECK_NOTHROW(owner.add("x", ".ppm"));
    later.join();
    CHECK_FALSE(fs::exists(frames[0]));
}

TEST_CASE("readers that never get further get one more frame when patience ends", "[frames]") {
    const Runtime runtime;
    const Pipe records;
    RunLimits limits;
    limits.ahead = 1;
    limits.patience = std::chrono::milliseconds(20);
    RunFolder owner(records.writer(), limits);
    FrameReader reader;
    reader.reading(owner.add("x", ".ppm"), records.reader(), -1);
    CHECK_FALSE(owner.has_room(1));
    CHECK_NOTHROW(owner.add("x", ".ppm"));
    CHECK(frames_in(owner) == 2);
}

TEST_CASE("without room, and without readers to make some, a frame is refused with advice", "[frames]") {
    const Runtime runtime;
    const Pipe records;
    RunLimits limits;
    limits.bytes = 10;
    RunFolder owner(records.writer(), limits);
    CHECK_THROWS_WITH(owner.add("more than ten bytes", ".ppm"), Contains("more than the"));
    owner.add("12345678", ".ppm");
    try {
        owner.add("12345678", ".ppm");
        FAIL("there was room");
    } catch (const Error& error) {
        CHECK_THAT(error.advice(), Contains("--out DIR"));
    }
}

TEST_CASE("the folder goes with its owner, and one without an owner is swept by the next", "[frames]") {
    const Runtime runtime;
    {
        const Pipe records;
        RunFolder owner(records.writer());
        CHECK(runtime.run_folders() == 1);
        CHECK((fs::status(runtime.path()).permissions() & fs::perms::all) == fs::perms::owner_all);
    }
    CHECK(runtime.run_folders() == 0);

    Process killed([&](auto wait_for_word) {
        RunFolder owner(-1);
        owner.add("x", ".ppm");
        wait_for_word();
    });
    killed.wait_until_waiting();
    RunFolder other(-1);
    CHECK(runtime.run_folders() == 2);
    killed.kill();
    CHECK(runtime.run_folders() == 2);
    run_layout::sweep(runtime.path());
    CHECK(runtime.run_folders() == 1);
    CHECK(fs::exists(other.path()));
}

TEST_CASE("the last reader removes the folder of an owner that was killed", "[frames]") {
    const Runtime runtime;
    Process owner([&](auto wait_for_word) {
        RunFolder folder(-1);
        folder.add("x", ".ppm");
        wait_for_word();
    });
    owner.wait_until_waiting();
    std::string frame;
    for (const auto& entry : fs::recursive_directory_iterator(runtime.path())) {
        if (entry.path().extension() == ".ppm") frame = entry.path();
    }
    {
        FrameReader reader;
        reader.reading(frame, -1, -1);
        owner.kill();
        run_layout::sweep(runtime.path());
        CHECK(content_of(frame) == "x");
    }
    CHECK(runtime.run_folders() == 0);
}

TEST_CASE("a runtime folder that somebody else could write to is refused", "[frames]") {
    const Runtime runtime;
    const TempFolder elsewhere;
    SECTION("a link") {
        fs::create_directory_symlink(elsewhere.path(), runtime.path());
    }
    SECTION("open to all") {
        fs::create_directory(runtime.path());
        ::chmod(runtime.path().c_str(), 0777);
    }
    SECTION("a file") {
        std::ofstream(runtime.path()) << "x";
    }
    CHECK_THROWS_WITH(RunFolder(-1), Contains("is not a folder that only you can write to"));
}

TEST_CASE("a path that only looks like a frame is left alone", "[frames]") {
    const Runtime runtime;
    const TempFolder folder;
    const std::string path = folder.file("run-1-abc/000001.ppm", "x");
    FrameReader reader;
    reader.reading(path, -1, -1);
    reader.done();
    CHECK(fs::exists(path));
    CHECK_FALSE(fs::exists(folder / "sweep.lock"));
}
