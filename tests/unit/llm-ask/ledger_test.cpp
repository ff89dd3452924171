#include "llm-ask/ledger.hpp"

#include "catch.hpp"
#include "store/migrations.hpp"
#include "temp_folder.hpp"

using namespace tk::llm;
using namespace std::chrono_literals;

namespace {

Ledger ledger_at(const std::string& path) {
    auto database = tk::store::open_database(path, tk::store::Access::create);
    tk::store::migrate(*database);
    return Ledger(std::move(database));
}

LogEntry entry_of(const std::string& id, const std::string& model) {
    LogEntry entry;
    entry.request_id = id;
    entry.provider = "p";
    entry.model = model;
    entry.task = "place";
    entry.outcome = "ok";
    return entry;
}

void note_first_token(Ledger& ledger, double seconds) {
    LogEntry entry = entry_of("", "m");
    const std::int64_t number = ledger.begin(entry);
    entry.first_token = seconds;
    ledger.end(number, entry);
}

}  // namespace

TEST_CASE("how long first words take is known from five on, and slow ones count", "[ledger]") {
    const TempFolder folder;
    const std::string path = folder / "t.db";
    Ledger ledger = ledger_at(path);
    for (int i = 0; i < 4; ++i) note_first_token(ledger, 0.1);
    CHECK_FALSE(ledger_at(path).usual_first_token("m"));
    note_first_token(ledger, 9);
    CHECK(ledger_at(path).usual_first_token("m") == 9);
    for (int i = 0; i < 50; ++i) note_first_token(ledger, 0.1);  // what is older than fifty requests is forgotten
    CHECK(ledger_at(path).usual_first_token("m") == Approx(0.1));
    CHECK_FALSE(ledger.usual_first_token("other"));
}

TEST_CASE("the length of a token is learnt from answers that were counted", "[ledger]") {
    const TempFolder folder;
    const std::string path = folder / "t.db";
    Ledger ledger = ledger_at(path);
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(ledger_at(path).bytes_per_token("m"));
        LogEntry entry = entry_of("", "m");
        entry.prompt_bytes = 1000;
        const std::int64_t number = ledger.begin(entry);
        entry.tokens_in = 400;
        ledger.end(number, entry);
    }
    CHECK(ledger_at(path).bytes_per_token("m") == Approx(2.5));
}

TEST_CASE("a rating belongs to one answer and counts for its model and task", "[ledger]") {
    const TempFolder folder;
    Ledger ledger = ledger_at(folder / "t.db");
    for (const char* id : {"m1", "m2"}) {
        const LogEntry entry = entry_of(id, "m");
        ledger.end(ledger.begin(entry), entry);
    }
    CHECK(ledger.rate("m1", 1));
    CHECK(ledger.rate("m2", -0.5));
    CHECK(ledger.rate("m2", 0.5));  // the later one holds
    CHECK_FALSE(ledger.rate("m3", 1));
    const auto rating = ledger.rating("m", "place");
    REQUIRE(rating);
    CHECK(rating->mean == Approx(0.75));
    CHECK(rating->count == 2);
    CHECK_FALSE(ledger.rating("m", "combat"));
}

TEST_CASE("a breaker that one process opens is open for all, and one of them sends the probe", "[ledger]") {
    const TempFolder folder;
    const std::string path = folder / "t.db";
    Ledger one = ledger_at(path);
    Ledger two = ledger_at(path);
    const Moment now = std::chrono::system_clock::now();
    for (int i = 0; i < 3; ++i) one.failed("p/m", "http-503", now);
    CHECK_FALSE(two.admit("p/m", now + 1s));
    CHECK(two.admit("p/other", now));
    CHECK(two.admit("p/m", now + 6s));
    CHECK_FALSE(one.admit("p/m", now + 6s));
    two.succeeded("p/m");
    CHECK(one.admit("p/m", now + 6s));
}

TEST_CASE("requests of the last minute are counted over all processes", "[ledger]") {
    const TempFolder folder;
    const std::string path = folder / "t.db";
    Ledger one = ledger_at(path);
    Ledger two = ledger_at(path);
    const Moment start = std::chrono::system_clock::now();
    one.begin(entry_of("m1", "m"));
    two.begin(entry_of("m2", "m"));
    CHECK(one.recent("p", start - 1s).count == 2);
    CHECK(two.recent("p", start - 1s).oldest >= start - 1s);
    CHECK(two.recent("p", start + 1h).count == 0);
    CHECK(two.recent("other", start - 1s).count == 0);
}

TEST_CASE("a kept answer has its time to live and keeps its first times", "[ledger]") {
    const TempFolder folder;
    Ledger ledger = ledger_at(folder / "t.db");
    const Moment now = std::chrono::system_clock::now();
    CachedAnswer answer;
    answer.key = "k";
    answer.scope = "s";
    answer.prompt = "Describe the harbour";
    answer.words = "describe harbour";
    answer.provider = "p";
    answer.model = "m";
    answer.answer = "Grey.";
    answer.finish = "stop";
    answer.tokens_out = 2;
    answer.latency = 1.5;
    answer.first_token = 0.5;
    ledger.keep(answer, now, 7200);
    const auto kept = ledger.cached("k", now + 7199s);
    REQUIRE(kept);
    CHECK(kept->answer == "Grey.");
    CHECK(kept->latency == 1.5);
    CHECK(kept->first_token == 0.5);
    CHECK(kept->tokens_out == 2);
    CHECK_FALSE(kept->tokens_in);
    CHECK_FALSE(ledger.cached("k", now + 7201s));
    CHECK_FALSE(ledger.cached("other", now));
    CHECK(ledger.cached_with_words("s", "describe harbour", now).empty());  // it has no vector
    answer.embedding = "AAAA";
    ledger.keep(answer, now, 7200);
    CHECK(ledger.cached_with_words("s", "describe harbour", now).size() == 1);
    CHECK(ledger.cached_with_words("other", "describe harbour", now).empty());
}

TEST_CASE("without a database nothing is kept, and breakers hold for the process", "[ledger]") {
    Ledger ledger(nullptr);
    const Moment now = std::chrono::system_clock::now();
    for (int i = 0; i < 3; ++i) ledger.failed("p/m", "cut", now);
    CHECK_FALSE(ledger.admit("p/m", now));
    CHECK(ledger.admit("p/m", now + 6s));
    CHECK_FALSE(ledger.admit("p/m", now + 6s));
    ledger.succeeded("p/m");
    CHECK(ledger.admit("p/m", now));
    ledger.keep(CachedAnswer{}, now, 10);
    CHECK_FALSE(ledger.cached("", now));
    CHECK_FALSE(ledger.rate("m1", 1));
}
