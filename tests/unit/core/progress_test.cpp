#include "core/progress.hpp"

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <thread>

#include "catch.hpp"
#include "core/terminal.hpp"

namespace {

using Clock = std::chrono::steady_clock;

struct Seen {
    std::string text;
    std::chrono::milliseconds first{0};  ///< from the start to the first byte
};

enum class Stderr { terminal, pipe };

/// What long work shows on its stderr: work of `length` that tells every 10 ms how far it is, in a process of its own.
Seen watch(Stderr where, std::chrono::milliseconds length, bool enabled, unsigned short columns = 80) {
    int ours = -1;
    int theirs = -1;
    if (where == Stderr::terminal) {
        winsize size{24, columns, 0, 0};
        REQUIRE(::openpty(&ours, &theirs, nullptr, nullptr, &size) == 0);
    } else {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        ours = ends[0];
        theirs = ends[1];
    }
    const auto start = Clock::now();
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::unsetenv("COLUMNS");
        ::dup2(theirs, STDERR_FILENO);
        {
            tk::Progress progress("reading a rather long name", 1000, "rows", enabled);
            for (std::uint64_t i = 0; Clock::now() - start < length; ++i) {
                progress.advance_to(i);
                std::this_thread::sleep_for(std::chrono::milliseconds{10});
            }
        }
        ::_exit(0);
    }
    ::close(theirs);
    Seen seen;
    std::array<char, 4096> block{};
    for (;;) {
        const ssize_t got = ::read(ours, block.data(), block.size());  // a terminal whose writers are gone gives EIO
        if (got <= 0) break;
        if (seen.text.empty()) {
            seen.first = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
        }
        seen.text.append(block.data(), static_cast<std::size_t>(got));
    }
    ::close(ours);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
    return seen;
}

constexpr std::chrono::milliseconds long_work{900};

}  // namespace

TEST_CASE("progress shows on a terminal, not before half a second, and is erased at the end") {
    const Seen seen = watch(Stderr::terminal, long_work, true);
    CHECK(seen.first.count() >= 500);
    CHECK(seen.text.find("of 1000 rows") != std::string::npos);
    REQUIRE(seen.text.size() > 4);
    CHECK(seen.text.substr(seen.text.size() - 4) == "\r\033[K");
    CHECK(seen.text.find('\n') == std::string::npos);
}

TEST_CASE("a progress line never wraps on a narrow terminal") {
    const Seen seen = watch(Stderr::terminal, long_work, true, 30);
    const std::size_t begin = seen.text.find('\r');
    const std::size_t end = seen.text.find("\033[K", begin);
    REQUIRE(end != std::string::npos);
    CHECK(tk::display_width(seen.text.substr(begin + 1, end - begin - 1)) <= 29);
}

TEST_CASE("work that is soon done shows no progress") {
    CHECK(watch(Stderr::terminal, std::chrono::milliseconds{100}, true).text.empty());
}

TEST_CASE("progress is silent when it is not wanted, and where stderr is no terminal") {
    CHECK(watch(Stderr::terminal, long_work, false).text.empty());
    CHECK(watch(Stderr::pipe, long_work, true).text.empty());
}
