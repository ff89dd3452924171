#include "core/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "catch.hpp"
#include "core/error.hpp"
#include "core/temporary_file.hpp"
#include "temp_folder.hpp"

TEST_CASE("a file appears whole, takes the place of another, and leaves nothing beside it") {
    const TempFolder folder;
    const std::string path = folder / "file";
    for (const std::string& text : {std::string("first"), std::string(1'000'000, 'x'), std::string()}) {
        tk::write_whole_file(path, text);
        CHECK(content_of(path) == text);
    }
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    const mode_t mask = ::umask(0);
    ::umask(mask);
    CHECK((status.st_mode & 0777U) == (0666U & ~mask));
    CHECK_THROWS_AS(tk::write_whole_file(folder / "none/file", "x"), tk::Error);
    CHECK_THROWS_AS(tk::write_whole_file(folder.path().string(), "x"), tk::Error);
}

TEST_CASE("what goes into a temporary file comes out of it, from its descriptor too") {
    tk::TemporaryFile file;
    const std::string large(700'000, 'y');
    file.append("begin ");
    file.append(large);
    CHECK(file.size() == large.size() + 6);
    std::string read(8, '\0');
    file.read(3, read);
    CHECK(read == "in yyyyy");
    file.append("end");
    const int descriptor = file.release();
    std::string last(3, '\0');
    CHECK(::pread(descriptor, last.data(), last.size(), static_cast<off_t>(large.size() + 6)) == 3);
    CHECK(last == "end");
    ::close(descriptor);
}
