#pragma once

#include <string>

#include "core/error.hpp"

namespace tk::llm {

/// An answer that could not be had. `code()` is for programs: `connect`, `tls`, `timeout`, `cut`, `malformed`, `empty`,
/// `filtered`, `server-error`, `context-overflow`, `quota`, `http-401`...
class AnswerError : public Error {
public:
    AnswerError(std::string code, const std::string& what, std::string advice = {})
        : Error(what, std::move(advice)), code_(std::move(code)) {}
    const std::string& code() const noexcept { return code_; }

private:
    std::string code_;
};

}  // namespace tk::llm
