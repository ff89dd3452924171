#include "llm-ask/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>

#include "llm-ask/answer_error.hpp"

namespace tk::llm {

namespace {

/// While input is left to write, output is looked for this often.
constexpr std::chrono::milliseconds turn{10};

struct Descriptor {
    int number = -1;
    Descriptor() = default;
    explicit Descriptor(int opened) : number(opened) {}
    Descriptor(Descriptor&& other) noexcept : number(std::exchange(other.number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number, other.number);
        return *this;
    }
    ~Descriptor() { close(); }
    void close() {
        if (number >= 0) ::close(number);
        number = -1;
    }
};

struct Pipe {
    Descriptor reads;
    Descriptor writes;
    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw Error(with_errno("pipe"));
        reads = Descriptor(ends[0]);
        writes = Descriptor(ends[1]);
    }
};

struct SpawnSettings {
    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
    SpawnSettings() {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        sigset_t defaults;
        sigemptyset(&defaults);
        sigaddset(&defaults, SIGPIPE);  // we ignore it, the child should not
        posix_spawnattr_setsigdefault(&attributes, &defaults);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnSettings() {
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
};

class Child {
public:
    Child(const std::vector<std::string>& words, bool with_errors) {
        Pipe input;
        Pipe output;
        SpawnSettings settings;
        posix_spawn_file_actions_adddup2(&settings.actions, input.reads.number, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&settings.actions, output.writes.number, STDOUT_FILENO);
        if (with_errors) posix_spawn_file_actions_adddup2(&settings.actions, output.writes.number, STDERR_FILENO);
        std::vector<char*> arguments;
        for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        const int error = ::posix_spawnp(&pid_, words.front().c_str(), &settings.actions, &settings.attributes,
                                         arguments.data(), environ);
        if (error != 0) {
            pid_ = -1;
            throw AnswerError("connect", std::string("cannot be run: ") + std::strerror(error),
                              "check the name of the program");
        }
        to_ = std::move(input.writes);
        from_ = std::move(output.reads);
        ::fcntl(to_.number, F_SETFL, O_NONBLOCK);
        ::fcntl(from_.number, F_SETFL, O_NONBLOCK);
    }
    ~Child() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        collect(0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    int output() const { return from_.number; }

    /// Writes what the child takes of `input` from `at` on; returns where the rest begins. Closes at the end, and when
    /// the child wants no more.
    std::size_t feed(std::string_view input, std::size_t at) {
        while (at < input.size()) {
            const ssize_t written = ::write(to_.number, input.data() + at, input.size() - at);
            if (written < 0 && errno == EINTR) continue;
            if (written < 0 && errno == EAGAIN) return at;
            if (written < 0) at = input.size();
            at += static_cast<std::size_t>(std::max<ssize_t>(written, 0));
        }
        to_.close();
        return input.size();
    }

    /// What can be read now: empty at the end, nothing when there is none yet.
    std::optional<std::string_view> read() {
        while (true) {
            const ssize_t got = ::read(from_.number, buffer_.data(), buffer_.size());
            if (got >= 0) return std::string_view(buffer_.data(), static_cast<std::size_t>(got));
            if (errno == EAGAIN) return std::nullopt;
            if (errno != EINTR) return std::string_view();
        }
    }

    /// The exit status, once it has ended.
    std::optional<int> ended() { return collect(WNOHANG); }

private:
    std::optional<int> collect(int options) {
        int status = 0;
        pid_t got = 0;
        do got = ::waitpid(pid_, &status, options);
        while (got < 0 && errno == EINTR);
        if (got == 0) return std::nullopt;
        pid_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

    pid_t pid_ = -1;
    Descriptor to_;
    Descriptor from_;
    std::array<char, 16384> buffer_{};
};

}  // namespace

Task<int> run_program(Network& network, std::vector<std::string> words, std::string input, HttpReceiver& receiver,
                      bool with_errors) {
    Child child(words, with_errors);
    std::size_t fed = child.feed(input, 0);
    while (true) {
        if (const auto bytes = child.read()) {
            if (bytes->empty()) break;
            receiver.body(*bytes);  // then the limits and the interrupt too: it may print without end
        }
        auto until = receiver.deadline();
        if (until <= network.now()) {
            receiver.expired();
            co_return 0;
        }
        if (fed < input.size()) until = std::min(until, network.now() + turn);
        Ready ready{network, child.output(), POLLIN, until};
        co_await ready;
        if (fed < input.size()) fed = child.feed(input, fed);
    }
    while (true) {
        if (const auto status = child.ended()) co_return *status;
        if (receiver.deadline() <= network.now()) {
            receiver.expired();
            co_return 0;
        }
        Sleep sleep{network, network.now() + std::chrono::milliseconds(1)};
        co_await sleep;
    }
}

}  // namespace tk::llm
