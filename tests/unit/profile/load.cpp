#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "catch.hpp"
#include "core/error.hpp"
#include "profile/profile.hpp"
#include "profile/profiles.hpp"

using tk::profile::choose_profile;
using tk::profile::load_profile;
using tk::profile::Profiles;

namespace {

namespace fs = std::filesystem;

/// Sets an environment variable for as long as it lives.
class Variable {
public:
    Variable(std::string name, const std::string& value) : name_(std::move(name)) {
        if (const char* old = std::getenv(name_.c_str())) {
            old_ = old;
        }
        setenv(name_.c_str(), value.c_str(), 1);
    }
    ~Variable() {
        if (old_) {
            setenv(name_.c_str(), old_->c_str(), 1);
        } else {
            unsetenv(name_.c_str());
        }
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    std::string name_;
    std::optional<std::string> old_;
};

/// A folder that stands for $XDG_DATA_HOME while it lives.
class DataHome {
public:
    DataHome() : path_(make()), variable_("XDG_DATA_HOME", path_.string()) {
        fs::create_directories(path_ / "turnkit" / "profiles");
    }
    ~DataHome() { fs::remove_all(path_); }
    DataHome(const DataHome&) = delete;
    DataHome& operator=(const DataHome&) = delete;

    fs::path write(const std::string& name, const std::string& text) const {
        const fs::path path = path_ / "turnkit" / "profiles" / name;
        std::ofstream(path) << text;
        return path;
    }

private:
    static fs::path make() {
        std::string pattern = (fs::temp_directory_path() / "turnkit-test-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) {
            throw tk::Error("cannot create a temporary folder");
        }
        return pattern;
    }

    fs::path path_;
    Variable variable_;
};

}  // namespace

TEST_CASE("a profile is found by its name in the user's data folder, or by its path") {
    const DataHome home;
    const fs::path path = home.write("tinywar.json", R"({"name":"tinywar","game":"war"})");
    CHECK(load_profile("tinywar").game == "war");
    CHECK(load_profile(path.string()).game == "war");
}

TEST_CASE("a profile that is not there is refused with a near name") {
    const DataHome home;
    home.write("tinywar.json", R"({"name":"tinywar"})");
    try {
        load_profile("tinywra");
        FAIL("nothing was thrown");
    } catch (const tk::Error& error) {
        CHECK(std::string(error.what()) == "there is no profile `tinywra`");
        CHECK(error.advice() == "did you mean `tinywar`?");
    }
    try {
        load_profile("something-else");
        FAIL("nothing was thrown");
    } catch (const tk::Error& error) {
        CHECK_THAT(error.advice(), Catch::Matchers::Contains("tinywar"));
    }
    CHECK_THROWS_AS(load_profile("./nowhere.json"), tk::Error);
}

TEST_CASE("a broken profile is refused with its path") {
    const DataHome home;
    const fs::path path = home.write("broken.json", "{");
    CHECK_THROWS_WITH(load_profile("broken"), Catch::Matchers::StartsWith(path.string() + ":1: "));
}

TEST_CASE("the option comes before the environment, the environment before the record") {
    {
        const Variable variable("TURNKIT_PROFILE", "from-environment");
        CHECK(choose_profile("from-option", "from-record") == "from-option");
        CHECK(choose_profile("", "from-record") == "from-environment");
    }
    const Variable variable("TURNKIT_PROFILE", "");
    CHECK(choose_profile("", "from-record") == "from-record");
    CHECK_FALSE(choose_profile("", std::nullopt));
    CHECK_FALSE(choose_profile("", ""));
}

TEST_CASE("a record's profile is read once, and one that cannot be loaded is an error of that record") {
    const DataHome home;
    home.write("tinywar.json", R"({"name":"tinywar","game":"war"})");
    Profiles profiles("");
    CHECK(profiles.of(std::nullopt) == nullptr);
    const auto* const tinywar = profiles.of("tinywar");
    REQUIRE(tinywar != nullptr);
    CHECK(tinywar->game == "war");
    home.write("tinywar.json", R"({"name":"tinywar","game":"peace"})");
    try {
        profiles.of("tinywra");
        FAIL("nothing was thrown");
    } catch (const tk::RecordError& error) {
        CHECK(error.code() == "bad-profile");
        CHECK(error.advice() == "did you mean `tinywar`?");
    }
    CHECK(profiles.of("tinywar") == tinywar);
    CHECK(tinywar->game == "war");
}

TEST_CASE("a profile that the user or the environment names wrongly shows before the first record") {
    const DataHome home;
    home.write("tinywar.json", R"({"name":"tinywar","game":"war"})");
    CHECK_THROWS_AS(Profiles("tinywra"), tk::Error);
    CHECK(Profiles("tinywar").of("another")->game == "war");
    const Variable variable("TURNKIT_PROFILE", "tinywra");
    CHECK_THROWS_AS(Profiles(""), tk::Error);
}
