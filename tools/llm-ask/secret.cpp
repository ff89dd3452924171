#include "llm-ask/secret.hpp"

#include <algorithm>
#include <fstream>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::llm {

namespace {

/// Keys of fewer characters are words that stand where no key is needed ("none", "ollama").
constexpr std::size_t least_key = 16;

}  // namespace

std::string read_key_file(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    if (!file) throw Error(with_errno(path), "--key-file names a file whose first line is the key");
    std::getline(file, line);
    if (trim(line).empty()) throw Error(path + ": no key on the first line");
    return checked_key(line, path);
}

std::string checked_key(std::string_view key, std::string_view source) {
    key = trim(key);
    const bool fits = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    if (!fits) throw Error(std::string(source) + ": a key is one word of plain characters");
    return std::string(key);
}

std::string without_key(std::string_view text, std::string_view key) {
    const std::size_t least = key.size() < least_key ? key.size() : (key.size() + 1) / 2;
    std::string clean;
    if (key.empty()) return std::string(text);
    for (std::size_t at = 0; at < text.size();) {
        const auto same =
            std::mismatch(key.begin(), key.end(), text.begin() + static_cast<std::ptrdiff_t>(at), text.end());
        const auto length = static_cast<std::size_t>(same.first - key.begin());
        clean += length >= least ? std::string_view("[key]") : text.substr(at, 1);
        at += length >= least ? length : 1;
    }
    return clean;
}

KeyFilter::KeyFilter(std::string_view key) : key_(key.size() < least_key ? std::string_view() : key) {}

std::string KeyFilter::pass(std::string_view piece) {
    if (key_.empty()) return std::string(piece);
    held_ += piece;
    std::string shown;
    for (std::size_t at = 0; (at = held_.find(key_)) != std::string::npos; held_.erase(0, at + key_.size())) {
        shown += held_.substr(0, at) + "[key]";
    }
    std::size_t kept = std::min(held_.size(), key_.size() - 1);
    while (!key_.starts_with(std::string_view(held_).substr(held_.size() - kept))) --kept;
    shown += held_.substr(0, held_.size() - kept);
    held_.erase(0, held_.size() - kept);
    return shown;
}

}  // namespace tk::llm
