#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tk {

/// XDG base folders of turnkit (a relative value in the environment is ignored, as the specification asks).
/// None is created by asking for it.
std::filesystem::path config_home();  ///< $XDG_CONFIG_HOME/turnkit
std::filesystem::path data_home();    ///< $XDG_DATA_HOME/turnkit
std::filesystem::path cache_home();   ///< $XDG_CACHE_HOME/turnkit
/// Where frames of live sources live: $XDG_RUNTIME_DIR/turnkit, else /dev/shm/turnkit-UID.
std::filesystem::path runtime_folder();

/// Folders with shared data, best first: data_home(), share/turnkit beside the installed program, and examples/ of the
/// source tree for a program that runs from its build tree.
std::vector<std::filesystem::path> data_folders();

/// The folder of the program that runs, where the other tools lie too. Empty when the system does not tell.
std::filesystem::path program_folder();

/// The tool NAME of the same installation: its path under the prefix of all programs, whether it is there or not.
std::filesystem::path tool_beside(std::string_view name);

/// The database file or URL: `option`, else TURNKIT_DB, else data_home()/turnkit.db.
std::string database_path(const std::string& option);

}  // namespace tk
