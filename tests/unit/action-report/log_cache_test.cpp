#include "action-report/log_cache.hpp"

#include "collect.hpp"

using namespace tk::report;

TEST_CASE("a log is read once as long as its file does not change") {
    const TempFolder folder;
    const std::string path = folder.file("log.jsonl", "one\n");
    LogCache cache;
    int read = 0;
    const auto ask = [&](const std::string& name) {
        return cache.log(name, {path}, [&] {
            ++read;
            return collect({R"({"action":"a"})"});
        });
    };
    CHECK(ask("ann")->tally().count() == 1);
    CHECK(ask("ann")->tally().count() == 1);
    CHECK(read == 1);
    ask("bob");
    CHECK(read == 2);
    folder.file("log.jsonl", "one\ntwo\n");
    ask("ann");
    CHECK(read == 3);
    folder.file("log.jsonl-wal", "x");  // what was written to a database and not yet moved into it
    ask("ann");
    CHECK(read == 4);
    for (const char* name : {"c", "d", "e", "f"}) ask(name);
    ask("ann");  // no longer kept
    CHECK(read == 9);
}

TEST_CASE("what is no file is read each time") {
    LogCache cache;
    int read = 0;
    for (int i = 0; i < 2; ++i) {
        cache.log("x", {"/dev/null"}, [&] {
            ++read;
            return collect({});
        });
    }
    CHECK(read == 2);
}
