#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace tk::llm {

/// The key in `path`: the first line of the file. Throws Error when the file cannot be read or holds no key.
std::string read_key_file(const std::string& path);

/// `key` without blanks around it; throws Error naming `source` (never the key) when it cannot stand in a header.
std::string checked_key(std::string_view key, std::string_view source);

/// `text`, a message, with every occurrence of `key` replaced, and of its first half or more, since messages are cut:
/// servers quote wrong keys.
std::string without_key(std::string_view text, std::string_view key);

/// Takes a key out of what a model says, which comes in pieces: what may be the beginning of the key is held back until
/// the next piece tells. Keys of fewer than 16 characters pass: they are words that stand where no key is needed
/// ("none", "ollama"), and an answer may well hold them.
class KeyFilter {
public:
    explicit KeyFilter(std::string_view key);

    /// What of `piece` and of what was held back can be shown.
    std::string pass(std::string_view piece);
    /// What is still held back, at the end.
    std::string rest() { return std::exchange(held_, {}); }

private:
    std::string key_;
    std::string held_;
};

}  // namespace tk::llm
