#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tk {

/// Exit statuses, the same in every tool (EXIT STATUS in the man pages).
enum class Status : int {
    done = 0,
    failed = 1,
    usage = 2,
    nothing = 3,  ///< ran well and found nothing
    alert = 4,    ///< a threshold the user set was crossed
    interrupted = 130,
    reader_gone = 141,
};

/// The work failed. `what()` says what went wrong, in lower case and without a trailing stop;
/// `advice()` is one line on what to do, or empty. Caught once, in `run_main`.
class Error : public std::runtime_error {
public:
    explicit Error(const std::string& what, std::string advice = {})
        : std::runtime_error(what), advice_(std::move(advice)) {}
    const std::string& advice() const noexcept { return advice_; }
    /// `what()` without the place that an InputError names.
    std::string_view reason() const noexcept { return std::string_view(what()).substr(place_size_); }

protected:
    Error(std::string_view place, std::string_view reason, std::string advice)
        : std::runtime_error(std::string(place) + std::string(reason)),
          advice_(std::move(advice)),
          place_size_(place.size()) {}

private:
    std::string advice_;
    std::size_t place_size_ = 0;
};

/// The command line (or the configuration file) is wrong: status 2.
class UsageError : public Error {
public:
    using Error::Error;
};

/// A line of an input is wrong; `what()` begins with `source:line: `.
class InputError : public Error {
public:
    InputError(std::string_view source, std::size_t line, std::string_view reason, std::string advice = {});
    /// `place`: all that stands before the reason: "prices.csv:7: record 2 of the line: ".
    InputError(std::string_view place, std::string_view reason, std::string advice = {})
        : Error(place, reason, std::move(advice)) {}
};

/// One record cannot be processed, the stream goes on: the record passes with an entry
/// `{"tool","code","message"}` in its `errors` array (see run_filter). Codes are lower case with `-`.
class RecordError : public Error {
public:
    RecordError(std::string code, const std::string& what, std::string advice = {})
        : Error(what, std::move(advice)), code_(std::move(code)) {}
    const std::string& code() const noexcept { return code_; }

private:
    std::string code_;
};

/// There is no room for a file.
class DiskFull : public Error {
public:
    explicit DiskFull(const std::string& what) : Error(what, "free some space and run again") {}
};

/// The reader of stdout went away: end silently with status 141.
class ReaderGone : public std::exception {};

/// SIGINT or SIGTERM arrived: unwind, clean up, end with status 130.
class Interrupted : public std::exception {};

/// "what: No such file or directory" from `errno` (call at once after the failed system call).
std::string with_errno(std::string_view what);

}  // namespace tk
