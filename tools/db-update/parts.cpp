#include "db-update/parts.hpp"

#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::update {

namespace {

std::vector<std::string> matches_of(const std::string& pattern) {
    glob_t found{};
    const int code = ::glob(pattern.c_str(), 0, nullptr, &found);
    std::vector<std::string> paths(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    ::globfree(&found);
    if (code != 0) throw Error(pattern + ": no file matches", "check the pattern");
    std::sort(paths.begin(), paths.end(), natural_less);
    return paths;
}

/// "Items.part01.json" without its part: "Items.json".
std::optional<std::string> whole_of(const std::string& path) {
    const std::size_t name = path.find_last_of('/') + 1;
    const std::size_t at = path.find(".part", name);
    if (at == std::string::npos) return std::nullopt;
    std::size_t end = at + 5;
    while (end < path.size() && path[end] >= '0' && path[end] <= '9') ++end;
    if (end == at + 5 || (end < path.size() && path[end] != '.')) return std::nullopt;
    return path.substr(0, at) + path.substr(end);
}

}  // namespace

std::vector<std::vector<std::string>> sources_of(const std::vector<std::string>& operands) {
    std::vector<std::string> paths;
    for (const std::string& operand : operands) {
        const bool is_pattern = operand.find_first_of("*?[") != std::string::npos;
        if (!is_pattern || std::filesystem::exists(operand)) {
            paths.push_back(operand);
        } else {
            for (std::string& path : matches_of(operand)) paths.push_back(std::move(path));
        }
    }
    if (paths.empty()) return {{"-"}};
    std::vector<std::vector<std::string>> sources;
    std::optional<std::string> last;
    for (std::string& path : paths) {
        auto whole = whole_of(path);
        if (whole && whole == last) {
            sources.back().push_back(std::move(path));
        } else {
            sources.push_back({std::move(path)});
        }
        last = std::move(whole);
    }
    for (std::vector<std::string>& source : sources) std::sort(source.begin(), source.end(), natural_less);
    return sources;
}

std::uint64_t size_of(const std::vector<std::vector<std::string>>& sources) {
    std::uint64_t total = 0;
    for (const auto& pieces : sources) {
        for (const std::string& piece : pieces) {
            std::error_code error;
            const auto size = std::filesystem::is_regular_file(piece, error) ? std::filesystem::file_size(piece) : 0;
            if (size == 0) return 0;
            total += size;
        }
    }
    return total;
}

}  // namespace tk::update
