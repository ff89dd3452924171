#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "core/paths.hpp"
#include "core/text.hpp"
#include "profile/profile.hpp"

namespace tk::profile {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_bytes = 1 << 20;

Profile read_file(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
        throw Error(fmt::format("{}: there is no such profile", path.string()));
    }
    if (fs::file_size(path, error) > most_bytes) {
        throw Error(fmt::format("{}: larger than 1 MiB, not a profile", path.string()));
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw Error(with_errno(path.string()));
    }
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    return parse_profile(text, path.string());
}

/// Names of the profiles in all data folders, sorted, each once.
std::vector<std::string> known_profiles() {
    std::vector<std::string> names;
    for (const fs::path& folder : data_folders()) {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder / "profiles", error)) {
            if (entry.path().extension() == ".json") {
                names.push_back(entry.path().stem().string());
            }
        }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace

Profile load_profile(const std::string& name) {
    if (name.find('/') != std::string::npos || name.ends_with(".json")) {
        return read_file(name);
    }
    for (const fs::path& folder : data_folders()) {
        const fs::path path = folder / "profiles" / (name + ".json");
        std::error_code error;
        if (fs::exists(path, error)) {
            return read_file(path);
        }
    }
    const std::vector<std::string> known = known_profiles();
    if (const auto near = nearest(name, known)) {
        throw Error(fmt::format("there is no profile `{}`", name), fmt::format("did you mean `{}`?", *near));
    }
    throw Error(fmt::format("there is no profile `{}`", name),
                known.empty() ? "no profile is installed: give the path of one"
                              : fmt::format("there are: {}; or give the path of one", fmt::join(known, ", ")));
}

std::optional<std::string> choose_profile(const std::string& option, std::optional<std::string_view> from_record) {
    if (!option.empty()) {
        return option;
    }
    if (const char* variable = std::getenv("TURNKIT_PROFILE"); variable != nullptr && *variable != '\0') {
        return variable;
    }
    if (from_record && !from_record->empty()) {
        return std::string(*from_record);
    }
    return std::nullopt;
}

}  // namespace tk::profile
