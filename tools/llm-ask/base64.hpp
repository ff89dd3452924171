#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tk::llm {

/// Base64 of RFC 4648, with padding.
std::string base64_text(std::string_view bytes);
/// The bytes of a base64 text; nothing for what is none.
std::optional<std::string> base64_bytes(std::string_view text);

}  // namespace tk::llm
