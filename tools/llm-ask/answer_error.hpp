#pragma once

#include <chrono>
#include <string>

#include "core/error.hpp"

namespace tk::llm {

/// An answer that could not be had. `code()` is for programs: `connect`, `tls`, `timeout`, `cut`, `malformed`, `empty`,
/// `filtered`, `server-error`, `context-overflow`, `prompt-cut`, `quota`, `breaker`, `schema`, `http-401`...
class AnswerError : public Error {
public:
    AnswerError(std::string code, const std::string& what, std::string advice = {},
                std::chrono::milliseconds retry_after = {})
        : Error(what, std::move(advice)), code_(std::move(code)), retry_after_(retry_after) {}
    const std::string& code() const noexcept { return code_; }
    /// How long the server asked to wait before the next try; 0 when it did not say.
    std::chrono::milliseconds retry_after() const noexcept { return retry_after_; }

private:
    std::string code_;
    std::chrono::milliseconds retry_after_;
};

}  // namespace tk::llm
