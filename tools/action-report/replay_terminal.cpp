#include "action-report/replay_terminal.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

#include "core/error.hpp"
#include "core/interrupt.hpp"

namespace tk::report {

namespace {

constexpr std::string_view take_screen = "\033[?1049h\033[?25l\033[2J";  // other screen, no cursor, empty
constexpr std::string_view give_screen = "\033[0m\033[?25h\033[?1049l";

// What a signal handler needs to give the terminal back, and what it notes.
struct Shared {
    volatile std::sig_atomic_t taken = 0;
    volatile std::sig_atomic_t resized = 0;
    volatile std::sig_atomic_t suspended = 0;
    int in = -1;
    int out = -1;
    termios before{};
};
Shared shared;

constexpr std::array<int, 2> ending{SIGINT, SIGTERM};
constexpr std::array<int, 2> noted{SIGWINCH, SIGTSTP};
constexpr std::array<int, 9> fatal{SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGXCPU, SIGALRM};

std::array<struct sigaction, NSIG>& previous() {
    static std::array<struct sigaction, NSIG> actions{};
    return actions;
}

/// Only what POSIX allows in a signal handler.
void give_back() {
    if (shared.taken == 0) return;
    shared.taken = 0;
    [[maybe_unused]] const auto ignored = ::write(shared.out, give_screen.data(), give_screen.size());
    ::tcsetattr(shared.in, TCSAFLUSH, &shared.before);
}

extern "C" void note(int signal) {
    (signal == SIGWINCH ? shared.resized : shared.suspended) = 1;
}

/// Ends the process as the signal would have, with the terminal as it was.
extern "C" void end_by(int signal) {
    const int error = errno;
    give_back();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
    errno = error;
}

/// The first one lets the program unwind (core/interrupt.hpp); a second one ends it at once.
extern "C" void interrupt(int signal) {
    if (interrupted()) give_back();
    const auto& before = previous()[static_cast<std::size_t>(signal)];
    if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) before.sa_handler(signal);
}

template <std::size_t Count>
void handle(const std::array<int, Count>& signals, void (*handler)(int)) {
    for (const int signal : signals) {
        struct sigaction action {};
        action.sa_handler = handler;
        ::sigaction(signal, &action, &previous()[static_cast<std::size_t>(signal)]);
    }
}

template <std::size_t Count>
void unhandle(const std::array<int, Count>& signals) {
    for (const int signal : signals) ::sigaction(signal, &previous()[static_cast<std::size_t>(signal)], nullptr);
}

/// Signals that must not come between looking at what they note and waiting for them.
sigset_t awaited() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGWINCH, SIGTSTP}) sigaddset(&set, signal);
    return set;
}

void put(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t wrote = ::write(descriptor, text.data(), text.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) throw Error(with_errno("the terminal"));
        text.remove_prefix(static_cast<std::size_t>(wrote));
    }
}

winsize size_of(int descriptor) {
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0) size = {};
    return size;
}

struct Sequence {
    std::string_view bytes;
    Key::Kind kind;
};
constexpr std::array<Sequence, 18> sequences{{{"\033[A", Key::Kind::up},
                                              {"\033[B", Key::Kind::down},
                                              {"\033[C", Key::Kind::right},
                                              {"\033[D", Key::Kind::left},
                                              {"\033OA", Key::Kind::up},
                                              {"\033OB", Key::Kind::down},
                                              {"\033OC", Key::Kind::right},
                                              {"\033OD", Key::Kind::left},
                                              {"\033[H", Key::Kind::home},
                                              {"\033[F", Key::Kind::end},
                                              {"\033OH", Key::Kind::home},
                                              {"\033OF", Key::Kind::end},
                                              {"\033[1~", Key::Kind::home},
                                              {"\033[4~", Key::Kind::end},
                                              {"\033[7~", Key::Kind::home},
                                              {"\033[8~", Key::Kind::end},
                                              {"\033[5~", Key::Kind::page_up},
                                              {"\033[6~", Key::Kind::page_down}}};

/// Whether `text`, which begins with an escape, is a whole control sequence, known or not.
bool is_whole(std::string_view text) {
    if (text.size() < 2) return false;
    if (text[1] == 'O') return text.size() == 3;
    if (text[1] != '[') return true;
    return text.size() > 2 && text.back() >= '@' && text.back() <= '~';
}

}  // namespace

std::vector<Key> KeyDecoder::take(std::string_view bytes) {
    constexpr std::size_t longest_sequence = 32;
    std::vector<Key> keys;
    for (const char c : bytes) {
        if (!pending_.empty() && c != '\033') {
            pending_ += c;
            if (!is_whole(pending_) && pending_.size() < longest_sequence) continue;
            const auto known = std::find_if(sequences.begin(), sequences.end(),
                                            [&](const Sequence& sequence) { return sequence.bytes == pending_; });
            if (known != sequences.end()) keys.push_back({known->kind});
            pending_.clear();
            continue;
        }
        switch (c) {
            case '\033': pending_ = c; break;
            case '\r':
            case '\n': keys.push_back({Key::Kind::enter}); break;
            case '\177':
            case '\b': keys.push_back({Key::Kind::backspace}); break;
            default:
                if (c >= ' ') keys.push_back({Key::Kind::character, c});
        }
    }
    return keys;
}

std::optional<Key> KeyDecoder::lonely_escape() {
    if (pending_.empty()) return std::nullopt;
    pending_.clear();
    return Key{Key::Kind::escape};
}

FullScreen::FullScreen(int in, int out) : in_(in), out_(out) {
    if (::tcgetattr(in_, &shared.before) != 0) throw Error(with_errno("the settings of the terminal"));
    shared.in = in_;
    shared.out = out_;
    handle(ending, interrupt);
    handle(noted, note);
    handle(fatal, end_by);
    const sigset_t set = awaited();
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    enter();
}

FullScreen::~FullScreen() {
    leave();
    const sigset_t set = awaited();
    ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
    unhandle(ending);
    unhandle(noted);
    unhandle(fatal);
}

void FullScreen::enter() {
    termios raw = shared.before;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | IEXTEN);
    raw.c_iflag &= ~static_cast<tcflag_t>(IXON | ICRNL);
    raw.c_cc[VMIN] = 0;
    raw.c_cc[VTIME] = 0;
    shared.taken = 1;
    if (::tcsetattr(in_, TCSAFLUSH, &raw) != 0) throw Error(with_errno("the settings of the terminal"));
    put(out_, take_screen);
}

void FullScreen::leave() {
    give_back();
}

std::size_t FullScreen::columns() const {
    const auto size = size_of(out_);
    return size.ws_col > 0 ? size.ws_col : 80;
}

std::size_t FullScreen::rows() const {
    const auto size = size_of(out_);
    return size.ws_row > 0 ? size.ws_row : 24;
}

void FullScreen::show(const std::vector<std::string>& lines) {
    // One write of everything; each line is cleared only behind its text, so that nothing flickers.
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        text += "\033[" + std::to_string(i + 1) + ";1H" + lines[i] + "\033[0m\033[K";
    }
    put(out_, text + "\033[J");
}

void FullScreen::put_picture(std::size_t row, std::string_view picture) {
    put(out_, "\033[" + std::to_string(row) + ";1H" + std::string(picture));
}

void FullScreen::clear() {
    constexpr std::string_view all_kitty_pictures = "\033_Ga=d\033\\";  // others take it for nothing
    put(out_, "\033[2J" + std::string(all_kitty_pictures));
}

std::optional<Key> FullScreen::wait(int timeout_ms) {
    constexpr int escape_ms = 50;  // what belongs to an escape comes at once
    for (;;) {
        if (interrupted()) throw Interrupted();
        if (shared.resized != 0) {
            shared.resized = 0;
            return Key{Key::Kind::resized};
        }
        if (shared.suspended != 0) {
            shared.suspended = 0;
            return Key{Key::Kind::suspended};
        }
        if (!ready_.empty()) {
            const Key key = ready_.front();
            ready_.erase(ready_.begin());
            return key;
        }
        sigset_t none;
        sigemptyset(&none);
        const int most = decoder_.waiting() ? escape_ms : timeout_ms;
        const timespec time{most / 1000, static_cast<long>(most % 1000) * 1'000'000};
        pollfd input{in_, POLLIN, 0};
        const int found = ::ppoll(&input, 1, most < 0 ? nullptr : &time, &none);
        if (found < 0) {
            if (errno == EINTR) continue;
            throw Error(with_errno("the terminal"));
        }
        if (found == 0) {
            if (auto key = decoder_.lonely_escape()) return key;
            return std::nullopt;
        }
        std::array<char, 256> bytes{};
        const ssize_t got = ::read(in_, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return Key{Key::Kind::closed};
        ready_ = decoder_.take({bytes.data(), static_cast<std::size_t>(got)});
    }
}

void FullScreen::suspend() {
    leave();
    ::raise(SIGSTOP);
    enter();
}

}  // namespace tk::report
