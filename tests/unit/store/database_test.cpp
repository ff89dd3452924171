#include <array>
#include <chrono>
#include <limits>

#include "catch.hpp"
#include "core/error.hpp"
#include "store/database.hpp"
#include "store/migrations.hpp"
#include "store/row_feed.hpp"
#include "temp_folder.hpp"

using namespace tk::store;
using Catch::Matchers::Contains;

namespace {

std::unique_ptr<Database> made_in(const TempFolder& folder) {
    auto database = open_database(folder / "kb.db", Access::create);
    migrate(*database);
    return database;
}

std::int64_t count(Database& database, const std::string& table) {
    const auto statement = database.prepare("SELECT count(*) FROM " + table);
    statement->step();
    return statement->integer(0);
}

}  // namespace

TEST_CASE("values come back as they were bound", "[store]") {
    const TempFolder folder;
    const auto database = made_in(folder);
    database->execute("CREATE TABLE t (a, b, c, d)");
    constexpr std::int64_t large = std::numeric_limits<std::int64_t>::min();
    const std::string text("Œil\0de braise", 14);
    database->prepare("INSERT INTO t VALUES ($1, $2, $3, $4)")->with(large, 0.1, text, std::monostate{}).run();
    const auto row = database->prepare("SELECT a, b, c, d FROM t");
    REQUIRE(row->step());
    REQUIRE(row->integer(0) == large);
    REQUIRE(row->real(1) == 0.1);
    REQUIRE(row->text(2) == text);
    REQUIRE(row->is_null(3));
    REQUIRE(row->maybe_integer(3) == std::nullopt);
    REQUIRE(row->cell(0) == Cell(large));
    REQUIRE(row->cell(2) == Cell(text));
    REQUIRE(row->cell(3) == Cell());
    REQUIRE_FALSE(row->step());
}

TEST_CASE("parameters go by their number, not by where they stand", "[store]") {
    const TempFolder folder;
    const auto database = made_in(folder);
    const auto row = database->prepare("SELECT $2, $1, $2 || $3");
    row->with("one", "two", "three");
    REQUIRE(row->step());
    REQUIRE(row->text(0) == "two");
    REQUIRE(row->text(1) == "one");
    REQUIRE(row->text(2) == "twothree");
}

TEST_CASE("a transaction that is not committed leaves nothing", "[store]") {
    const TempFolder folder;
    const auto database = made_in(folder);
    {
        const Transaction transaction(*database);
        database->execute("INSERT INTO learning_sessions (session_id) VALUES ('s1')");
        REQUIRE(count(*database, "learning_sessions") == 1);
    }
    REQUIRE(count(*database, "learning_sessions") == 0);
    {
        Transaction transaction(*database);
        database->execute("INSERT INTO learning_sessions (session_id) VALUES ('s1')");
        transaction.commit();
    }
    REQUIRE(count(*database, "learning_sessions") == 1);
}

TEST_CASE("a second writer waits as long as it was told and then says so", "[store]") {
    const TempFolder folder;
    const auto first = made_in(folder);
    const auto second = open_database(folder / "kb.db", Access::write, {0.2});
    const Transaction transaction(*first);
    const auto start = std::chrono::steady_clock::now();
    REQUIRE_THROWS_WITH(Transaction(*second), Contains("in use by another writer"));
    REQUIRE(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(150));
}

TEST_CASE("readers go on while a large import runs and see nothing of it before its end", "[store]") {
    const TempFolder folder;
    const auto writer = made_in(folder);
    writer->execute("PRAGMA cache_size = 10");  // so that pages leave the cache long before the commit
    const auto reader = open_database(folder / "kb.db", Access::read, {0.0});
    const std::int64_t before = reader->change_counter();
    {
        Transaction transaction(*writer);
        const auto insert = writer->prepare("INSERT INTO learning_sessions (session_id, meta_data) VALUES ($1, $2)");
        for (int i = 0; i < 2000; ++i) insert->with(std::to_string(i), std::string(500, 'x')).run();
        REQUIRE(count(*reader, "learning_sessions") == 0);
        REQUIRE(reader->change_counter() == before);
        transaction.commit();
    }
    REQUIRE(count(*reader, "learning_sessions") == 2000);
    REQUIRE(reader->change_counter() != before);
}

TEST_CASE("a full disk undoes the transaction and the database stays sound", "[store]") {
    const TempFolder folder;
    const auto database = made_in(folder);
    database->execute("PRAGMA max_page_count = 150");
    const auto fill = [&] {
        const Transaction transaction(*database);
        const auto insert = database->prepare("INSERT INTO learning_sessions (session_id, meta_data) VALUES ($1, $2)");
        for (int i = 0; i < 2000; ++i) insert->with(std::to_string(i), std::string(500, 'x')).run();
    };
    REQUIRE_THROWS_WITH(fill(), Contains("no space left") && Contains("nothing was changed"));
    REQUIRE(count(*database, "learning_sessions") == 0);
    REQUIRE(database->check().empty());
}

TEST_CASE("a statement that SQLite refuses is an error with the file's name", "[store]") {
    const TempFolder folder;
    const auto database = made_in(folder);
    REQUIRE_THROWS_WITH(database->prepare("SELECT a FROM nowhere"), Contains("kb.db: no such table"));
    REQUIRE_THROWS_AS(database->execute("INSERT INTO recorded_actions (session_id, action_type) VALUES ('?', 'move')"),
                      tk::Error);
}

TEST_CASE("every migration can be told from its neighbours", "[store]") {
    const TempFolder folder;
    const auto database = made_in(folder);
    int number = 0;
    for (const Migration& migration : database->dialect().migrations) REQUIRE(migration.number == ++number);
    REQUIRE(database->schema_version() == number);
    REQUIRE(latest_version(database->dialect()) == number);
}

TEST_CASE("all tables of the design exist", "[store]") {
    const TempFolder folder;
    const auto database = made_in(folder);
    const auto* table =
        GENERATE("spells", "monsters", "maps", "market_data", "bundles", "learning_sessions", "recorded_actions",
                 "learned_patterns", "users", "campaigns", "characters", "agents", "conversations", "messages",
                 "performance_logs", "items", "recipes", "world_edges", "import_runs", "metrics", "interactions",
                 "decisions", "suggestions", "llm_cache", "breakers");
    CAPTURE(table);
    REQUIRE(count(*database, table) == 0);
}

namespace {

class Squares final : public tk::store::RowFeed {
public:
    explicit Squares(std::int64_t count, std::int64_t bad = 0) : count_(count), bad_(bad) {}
    void begin() override { row_ = 0; }
    bool next() override {
        if (++row_ == bad_) throw std::runtime_error("row is bad");
        text_ = std::to_string(row_ * row_);
        values_ = {row_, std::string_view(text_), std::monostate{}};
        return row_ <= count_;
    }
    const tk::store::Argument& column(int number) const override { return values_[static_cast<std::size_t>(number)]; }

private:
    std::int64_t count_, bad_, row_ = 0;
    std::string text_;
    std::array<tk::store::Argument, 3> values_;
};

constexpr std::string_view square_columns[] = {"number", "square", "empty"};

}  // namespace

TEST_CASE("a statement reads rows of the program like a table", "[store]") {
    const auto database = open_database(":memory:", Access::create);
    Squares rows(1000);
    std::string result;
    database->with_feed(rows, square_columns,
                        "SELECT count(*) || ' ' || sum(square) || ' ' || count(empty) FROM fed WHERE number > $1",
                        [&](Statement& statement) {
                            REQUIRE(statement.with(std::int64_t{998}).step());
                            result = statement.text(0);
                        });
    REQUIRE(result == "2 1998001 0");
    REQUIRE_THROWS_AS(database->prepare("SELECT * FROM fed"), tk::Error);
}

TEST_CASE("what the rows of the program throw is thrown, and the insert is undone", "[store]") {
    const auto database = open_database(":memory:", Access::create);
    database->execute("CREATE TABLE t (a, b)");
    Squares rows(10, 5);
    REQUIRE_THROWS_WITH(database->with_feed(rows, square_columns, "INSERT INTO t SELECT number, square FROM fed",
                                            [](Statement& statement) { statement.run(); }),
                        "row is bad");
    const auto count = database->prepare("SELECT count(*) FROM t");
    REQUIRE(count->step());
    REQUIRE(count->integer(0) == 0);
}
