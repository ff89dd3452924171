#include "core/writer.hpp"

#include <filesystem>

#include "catch.hpp"
#include "core/error.hpp"
#include "temp_folder.hpp"

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

TEST_CASE("a database is not written over") {
    const TempFolder folder;
    const std::string bytes = std::string("SQLite format 3\0", 16) + "all that was kept";
    const std::string path = folder.file("kept.db", bytes);
    CHECK_THROWS_WITH(tk::Writer(path), Contains("kept.db: is a database"));
    fs::create_symlink(path, folder.path() / "link");
    CHECK_THROWS_WITH(tk::Writer((folder.path() / "link").string()), Contains("is a database"));
    CHECK(content_of(path) == bytes);
}

TEST_CASE("a file that is written anew stays readable for the same people only") {
    const TempFolder folder;
    const std::string path = folder.file("mine", "old");
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    tk::Writer out{path};
    out.write("new");
    out.close();
    CHECK(content_of(path) == "new");
    CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a file that cannot be made is called as the user called it") {
    const TempFolder folder;
    CHECK_THROWS_WITH(tk::Writer((folder.path() / "none" / "out").string()), Contains("none/out: No such file"));
}
