#pragma once

#include <string>
#include <string_view>

namespace tk::llm {

/// The key in `path`: the first line of the file. Throws Error when the file cannot be read or holds no key.
std::string read_key_file(const std::string& path);

/// `key` without blanks around it; throws Error naming `source` (never the key) when it cannot stand in a header.
std::string checked_key(std::string_view key, std::string_view source);

/// `text` with every occurrence of `key` replaced: servers quote wrong keys in their messages.
std::string without_key(std::string_view text, std::string_view key);

}  // namespace tk::llm
