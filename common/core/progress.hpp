#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace tk {

/// A line on stderr that tells how far long work is: only on a terminal, only after half a second, at most ten times
/// a second, erased at the end.
class Progress {
public:
    /// `total` 0: not known. `unit`: "rows". Silent when `enabled` is false (--quiet).
    Progress(std::string label, std::uint64_t total, std::string unit, bool enabled);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance_to(std::uint64_t done);
    /// The same where the end is known only as a share of the work (bytes of a file): `fraction` in [0, 1] is done.
    void advance_to(std::uint64_t done, double fraction);

private:
    void draw(std::chrono::steady_clock::time_point now);

    std::string label_;
    std::string unit_;
    std::uint64_t total_;
    std::uint64_t done_ = 0;
    double fraction_ = -1;  // below 0: not known
    bool active_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point next_;
};

}  // namespace tk
