#pragma once

#include <string>
#include <string_view>

#include "llm-ask/chat.hpp"

/// The text of all of `body`, fed in pieces of `size` bytes.
inline std::string decode(tk::llm::ChatDecoder& decoder, std::string_view body, std::size_t size) {
    std::string text;
    for (std::size_t at = 0; at < body.size(); at += size) text += decoder.feed(body.substr(at, size));
    return text + decoder.finish();
}
