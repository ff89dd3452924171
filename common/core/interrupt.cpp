#include "core/interrupt.hpp"

#include <csignal>

namespace tk {

namespace {

// The one piece of state that a signal handler can reach.
volatile std::sig_atomic_t signal_seen = 0;

extern "C" void note_signal(int signal) {
    if (signal_seen != 0) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
    signal_seen = 1;
}

}  // namespace

void install_signal_handlers() {
    struct sigaction action {};
    action.sa_handler = note_signal;  // no SA_RESTART: a blocked read must return
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a file beyond the user's limit is a failed write
}

bool interrupted() noexcept {
    return signal_seen != 0;
}

}  // namespace tk
