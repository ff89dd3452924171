#include "kb-query/cache.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <ctime>
#include <fstream>

#include "catch.hpp"
#include "temp_folder.hpp"

using namespace tk;
using namespace tk::query;

namespace {

std::size_t entries(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator(folder)) ++count;
    return count;
}

void age(const std::filesystem::path& folder, std::time_t seconds) {
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        const timespec times[2] = {{std::time(nullptr) - seconds, 0}, {std::time(nullptr) - seconds, 0}};
        ::utimensat(AT_FDCWD, file.path().c_str(), times, 0);
    }
}

}  // namespace

TEST_CASE("an answer is given again for the same question and no other") {
    TempFolder folder;
    const AnswerCache cache{folder.path() / "cache", 60, 1'000'000};
    CHECK_FALSE(cache.find("question"));
    cache.keep("question", "line\nline\n");
    CHECK(cache.find("question") == "line\nline\n");
    CHECK_FALSE(cache.find("another"));
    cache.keep("empty", "");
    CHECK(cache.find("empty") == "");
}

TEST_CASE("an expired answer is not given") {
    TempFolder folder;
    AnswerCache{folder.path(), 60, 1'000'000}.keep("question", "answer");
    CHECK(AnswerCache(folder.path(), 60, 1'000'000).find("question"));
    CHECK_FALSE(AnswerCache(folder.path(), -1, 1'000'000).find("question"));
}

TEST_CASE("what was used least recently goes when there is too much") {
    TempFolder folder;
    const AnswerCache cache{folder.path(), 3600, 4000};
    for (const char* key : {"a", "b", "c"}) {
        cache.keep(key, std::string(950, 'x'));
        age(folder.path(), 10);
    }
    REQUIRE(cache.find("a"));  // used now
    cache.keep("d", std::string(950, 'x'));
    cache.keep("e", std::string(950, 'x'));
    CHECK(cache.find("a"));
    CHECK(cache.find("e"));
    CHECK(entries(folder.path()) == 4);
    cache.keep("huge", std::string(3000, 'x'));
    CHECK_FALSE(cache.find("huge"));
}

TEST_CASE("a damaged entry is no answer, and a folder that cannot be made is no failure") {
    TempFolder folder;
    const AnswerCache cache{folder.path(), 60, 1'000'000};
    cache.keep("question", "answer");
    for (const auto& file : std::filesystem::directory_iterator(folder.path())) std::ofstream(file.path()) << "what\n";
    CHECK_FALSE(cache.find("question"));
    CHECK_NOTHROW(AnswerCache("/proc/nowhere", 60, 1'000'000).keep("question", "answer"));
}

TEST_CASE("the state of a database is another after a change") {
    TempFolder folder;
    const std::string file = (folder.path() / "kb.db").string();
    CHECK_FALSE(state_of(file));
    std::ofstream(file) << "a";
    CHECK_FALSE(state_of(file));  // written in this very moment
    age(folder.path(), 100);
    const auto before = state_of(file);
    REQUIRE(before);
    std::ofstream(file + "-wal") << "";
    CHECK(state_of(file) == before);  // an empty log says nothing
    std::ofstream(file + "-wal") << "frames";
    age(folder.path(), 50);
    CHECK(state_of(file) != before);
}
