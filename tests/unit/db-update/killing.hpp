#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <random>
#include <thread>

#include "catch.hpp"

/// Runs `work(round)` in a child process that is killed at a random moment of about the time `work(0)` took in this
/// one, again and again: 20 times, 200 in the long tier. `check(round)` is called after each. Fails when hardly any
/// child was still at work.
inline void kill_at_random(const std::function<void(int)>& work, const std::function<void(int)>& check) {
    const auto start = std::chrono::steady_clock::now();
    work(0);
    const std::chrono::duration<double> whole = std::chrono::steady_clock::now() - start;
    check(0);
    std::mt19937 random(11);
    int killed = 0;
    const int rounds = std::getenv("TURNKIT_LONG_TESTS") ? 200 : 20;
    for (int round = 1; round <= rounds; ++round) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            try {
                work(round);
            } catch (...) {
            }
            ::_exit(0);
        }
        std::this_thread::sleep_for(whole * std::uniform_real_distribution<double>(0.05, 1.1)(random));
        ::kill(child, SIGKILL);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        if (WIFSIGNALED(status)) ++killed;
        check(round);
    }
    REQUIRE(killed >= 3);
}
