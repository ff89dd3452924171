#include "llm-ask/secret.hpp"

#include <algorithm>
#include <fstream>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::llm {

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
    std::string clean;
    if (key.empty()) return std::string(text);
    while (true) {
        const std::size_t at = text.find(key);
        clean += text.substr(0, at);
        if (at == std::string_view::npos) return clean;
        clean += "[key]";
        text.remove_prefix(at + key.size());
    }
}

}  // namespace tk::llm
