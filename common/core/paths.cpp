#include "core/paths.hpp"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

#include "core/version.hpp"

namespace tk {

namespace {

using std::filesystem::path;

/// The home folder of the user: `HOME`, else what the user database says.
path home() {
    const char* const value = std::getenv("HOME");
    if (value != nullptr && *value != '\0') return value;
    const passwd* const user = ::getpwuid(::getuid());
    return user != nullptr ? path{user->pw_dir} : path{"/"};
}

path base_folder(const char* variable, const char* below_home) {
    const char* const value = std::getenv(variable);
    if (value != nullptr && *value == '/') return path{value} / "turnkit";
    return home() / below_home / "turnkit";
}

}  // namespace

path config_home() {
    return base_folder("XDG_CONFIG_HOME", ".config");
}
path data_home() {
    return base_folder("XDG_DATA_HOME", ".local/share");
}
path cache_home() {
    return base_folder("XDG_CACHE_HOME", ".cache");
}

path runtime_folder() {
    const char* const value = std::getenv("XDG_RUNTIME_DIR");
    if (value != nullptr && *value == '/') return path{value} / "turnkit";
    return path{"/dev/shm"} / ("turnkit-" + std::to_string(::getuid()));
}

std::vector<path> data_folders() {
    std::vector<path> folders{data_home()};
    const path programs = program_folder();
    if (programs.empty()) return folders;
    folders.push_back(programs.parent_path() / "share" / "turnkit");
    // A program in SOURCE/build/PRESET/bin finds SOURCE/examples.
    std::error_code failed;
    path above = programs;
    for (int level = 0; level < 3; ++level) above = above.parent_path();
    if (std::filesystem::exists(above / "examples" / "profiles", failed)) folders.push_back(above / "examples");
    return folders;
}

path program_folder() {
    std::error_code failed;
    return std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
}

path tool_beside(std::string_view name) {
    return program_folder() / (std::string(program_prefix) + std::string(name));
}

std::string database_path(const std::string& option) {
    if (!option.empty()) return option;
    const char* const value = std::getenv("TURNKIT_DB");
    if (value != nullptr && *value != '\0') return value;
    return (data_home() / "turnkit.db").string();
}

}  // namespace tk
