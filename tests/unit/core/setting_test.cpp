#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "core/command.hpp"
#include "core/config.hpp"
#include "core/json.hpp"
#include "temp_folder.hpp"

using Catch::Matchers::Contains;

namespace {

/// Reads `text` as the configuration file for a tool with one setting; returns what the setting was given.
std::string setting_from(const std::string& text, const std::string& environment) {
    const TempFolder folder;
    std::filesystem::create_directories(folder.path() / "turnkit");
    std::ofstream(folder.path() / "turnkit" / "config.json") << text;
    ::setenv("XDG_CONFIG_HOME", folder.path().c_str(), 1);
    tk::Command tool{"tool", "does something"};
    std::string given;
    tool.setting("models", "The models", [&](const tk::JsonView& value, const std::string& where) {
        if (!value.is_object()) throw tk::UsageError(where + ": must be an object");
        given = value.dump();
    });
    tk::apply_configuration(tool, tk::Command{"", ""}, environment, {});
    CHECK(tool.settings().front()->shown == given);
    return given;
}

}  // namespace

TEST_CASE("a setting takes a whole JSON value, that of the environment before the general one", "[config]") {
    const std::string text =
        R"({"tool":{"models":{"a":{"n":1}}},"environments":{"dev":{"tool":{"models":{"b":[2]}}}}})";
    CHECK(setting_from(text, "") == R"({"a":{"n":1}})");
    CHECK(setting_from(text, "dev") == R"({"b":[2]})");
    CHECK(setting_from("{}", "").empty());
}

TEST_CASE("a wrong setting is refused with the file and its place", "[config]") {
    CHECK_THROWS_WITH(setting_from(R"({"tool":{"models":3}})", ""),
                      Contains("config.json: tool.models: must be an object"));
    CHECK_THROWS_WITH(setting_from(R"({"tool":{"modelz":{}}})", ""), Contains("tool.modelz: unknown setting"));
}

TEST_CASE("an environment that is nearly the name of a section is a slip, another needs no section", "[config]") {
    const std::string text = R"({"environments":{"dev":{},"prod":{}}})";
    CHECK_THROWS_WITH(setting_from(text, "prd"), Contains("environments: no section 'prd'"));
    CHECK(setting_from(text, "staging").empty());
    CHECK_THROWS_WITH(setting_from(R"({"environments":{"dev":3}})", ""),
                      Contains("environments.dev: must be an object"));
}

TEST_CASE("a configuration file that cannot be read does not pass for none", "[config]") {
    const TempFolder folder;
    std::filesystem::create_directories(folder.path() / "turnkit");
    // Links that lead in a circle cannot be opened by anybody, not even by root.
    std::filesystem::create_symlink("config.json", folder.path() / "turnkit" / "config.json");
    ::setenv("XDG_CONFIG_HOME", folder.path().c_str(), 1);
    CHECK_THROWS_WITH(tk::apply_configuration(tk::Command{"tool", ""}, tk::Command{"", ""}, "", {}),
                      Contains("config.json: ") && Contains("symbolic links"));
}
