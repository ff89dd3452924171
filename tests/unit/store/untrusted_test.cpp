#include "catch.hpp"
#include "core/error.hpp"
#include "store/database.hpp"
#include "store/migrations.hpp"
#include "temp_folder.hpp"

using namespace tk;

TEST_CASE("a statement of a person reads and does nothing else", "[store]") {
    TempFolder folder;
    const std::string file = (folder.path() / "kb.db").string();
    store::migrate(*store::open_database(file, store::Access::create));
    const auto database = store::open_database(file, store::Access::read);
    for (const char* sql : {"SELECT 1", "SELECT count(*) FROM spells;", "WITH a AS (SELECT 1 AS x) SELECT x FROM a",
                            "SELECT rowid FROM search_index WHERE search_index MATCH 'x'", "PRAGMA table_info (spells)",
                            "-- remark\nSELECT 2"}) {
        CAPTURE(sql);
        CHECK_NOTHROW(database->prepare_untrusted(sql)->run());
    }
    for (const char* sql : {"DELETE FROM spells", "INSERT INTO spells DEFAULT VALUES", "DROP TABLE spells",
                            "CREATE TABLE x (a)", "CREATE TEMP TABLE x (a)", "ATTACH 'other.db' AS other",
                            "PRAGMA query_only = OFF", "PRAGMA writable_schema = 1", "PRAGMA journal_mode = DELETE",
                            "VACUUM INTO 'copy.db'", "BEGIN", "SELECT 1; SELECT 2", "SELECT load_extension('x')",
                            "REINDEX", "", "  ", "-- remark", "SELECT", "SELECT * FROM nowhere"}) {
        CAPTURE(sql);
        CHECK_THROWS_AS(database->prepare_untrusted(sql)->run(), Error);
    }
    CHECK_THROWS_AS(database->execute("DELETE FROM spells"), Error);
}
