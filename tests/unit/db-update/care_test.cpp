#include <filesystem>
#include <set>

#include "catch.hpp"
#include "core/error.hpp"
#include "db-update/backup.hpp"
#include "db-update/compare.hpp"
#include "db-update/crypt.hpp"
#include "db-update/market.hpp"
#include "db-update/person.hpp"
#include "db-update/sync.hpp"
#include "db-update/upkeep.hpp"
#include "importing.hpp"

using namespace tk::update;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

std::size_t files_in(const std::string& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a backup, plain or encrypted, is restored to the same content", "[db-update]") {
    const Knowledge knowledge;
    knowledge.import(spells_table(), R"({"game":"g","id":1,"name":"Œil de braise"})");
    const auto content = contents_of(*knowledge.open());
    const std::string phrase = GENERATE("", "un mot de passe");
    BackupOptions options;
    options.database = knowledge.path();
    options.target = knowledge.folder / "copies/";
    options.pass_phrase = phrase;
    const Imported made = knowledge.call([&](tk::Context& context) { return make_backup(context, options); });
    const std::string backup = made.summary()["backup"];
    REQUIRE(files_in(options.target) == 1);
    REQUIRE((content_of(backup).find("braise") == std::string::npos) == !phrase.empty());

    const Imported verified =
        knowledge.call([&](tk::Context& context) { return verify_backup(context, backup, knowledge.path(), phrase); });
    REQUIRE(verified.summary()["sound"] == true);
    REQUIRE(verified.summary()["same_as_database"] == true);
    REQUIRE(files_in(options.target) == 1);

    knowledge.import(spells_table(), R"({"game":"g","id":2,"name":"Autre"})");
    const Imported later =
        knowledge.call([&](tk::Context& context) { return verify_backup(context, backup, knowledge.path(), phrase); });
    REQUIRE(later.summary()["differs"]["spells"] == nlohmann::json{{"backup", 1}, {"database", 2}});

    const auto restore = [&](bool force) {
        return knowledge.call([&](tk::Context& context) {
            return restore_backup(context, backup, knowledge.path(), phrase, force, 0.2);
        });
    };
    REQUIRE_THROWS_WITH(restore(false), Contains("is there already"));
    REQUIRE(restore(true).status == tk::Status::done);
    REQUIRE(contents_of(*knowledge.open()) == content);
    REQUIRE(fs::exists(knowledge.path() + ".before-restore"));
    for (const auto& entry : fs::directory_iterator(knowledge.folder / "")) {
        INFO(entry.path());
        REQUIRE_FALSE(entry.path().string().find(".before-restore-") != std::string::npos);
    }
    const auto aside = tk::store::open_database(knowledge.path() + ".before-restore", tk::store::Access::read);
    REQUIRE(contents_of(*aside) != content);
    REQUIRE(aside->check().empty());
    REQUIRE_FALSE(fs::exists(knowledge.path() + ".unfinished"));
}

TEST_CASE("an encrypted backup opens only whole and under its phrase", "[db-update]") {
    const TempFolder folder;
    const std::string plain = folder.file("plain", std::string(3'000'000, 'x') + "end");
    const std::string cipher = folder / "cipher";
    const std::string back = folder / "back";
    encrypt_file(plain, cipher, "phrase");
    decrypt_file(cipher, back, "phrase");
    REQUIRE(content_of(back) == content_of(plain));
    fs::remove(back);
    REQUIRE_THROWS_WITH(decrypt_file(cipher, back, "Phrase"), Contains("pass phrase is wrong or the file was changed"));
    const std::string bytes = content_of(cipher);
    for (const std::size_t at : {std::size_t{20}, std::size_t{40}, std::size_t{1000}, bytes.size() - 1}) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        REQUIRE_THROWS_AS(decrypt_file(folder.file("changed", changed), back, "phrase"), tk::Error);
        REQUIRE_FALSE(fs::exists(back));
    }
    for (const std::size_t size : {std::size_t{0}, std::size_t{30}, std::size_t{50}, bytes.size() - 1})
        REQUIRE_THROWS_AS(decrypt_file(folder.file("cut", bytes.substr(0, size)), back, "phrase"), tk::Error);
    REQUIRE_FALSE(fs::exists(back));
}

TEST_CASE("only so many backups stay, and none is made while the last is young", "[db-update]") {
    const Knowledge knowledge;
    BackupOptions options;
    options.database = knowledge.path();
    options.target = knowledge.folder / "copies/";
    options.keep = 2;
    fs::create_directories(options.target);
    knowledge.folder.file("copies/mine.db", "not a backup");
    for (int i = 0; i < 4; ++i) knowledge.call([&](tk::Context& context) { return make_backup(context, options); });
    REQUIRE(files_in(options.target) == 3);
    options.if_older = 900;
    const Imported young = knowledge.call([&](tk::Context& context) { return make_backup(context, options); });
    REQUIRE(young.summary()["made"] == false);
    REQUIRE(files_in(options.target) == 3);
}

TEST_CASE("a damaged backup is found out and not restored", "[db-update]") {
    const Knowledge knowledge;
    std::string many;
    for (int i = 0; i < 2000; ++i)
        many += R"({"game":"g","id":)" + std::to_string(i) +
                R"(,"name":"sort","description":"texte long texte long"})"
                "\n";
    knowledge.import(spells_table(), many);
    BackupOptions options;
    options.database = knowledge.path();
    options.target = knowledge.folder / "copy.db";
    knowledge.call([&](tk::Context& context) { return make_backup(context, options); });
    std::string bytes = content_of(options.target);
    for (std::size_t at = bytes.size() / 2; at < bytes.size() / 2 + 9000; ++at) bytes[at] = 'x';
    const std::string damaged = knowledge.folder.file("damaged.db", bytes);
    const auto content = contents_of(*knowledge.open());
    REQUIRE_THROWS_AS(knowledge.call([&](tk::Context& context) {
        return restore_backup(context, damaged, knowledge.path(), "", true, 0.2);
    }),
                      tk::Error);
    REQUIRE(contents_of(*knowledge.open()) == content);
}

TEST_CASE("who is forgotten is gone from the bytes of the file, and nobody else", "[db-update]") {
    const Knowledge knowledge;
    const std::string name = "Zorbaxine";
    {
        const auto database = knowledge.open();
        database->execute(
            "INSERT INTO users VALUES (1, 'Zorbaxine', 'x'), (2, 'other', 'y');"
            "INSERT INTO campaigns (id, user_id, name) VALUES (1, 1, 'Zorbaxine campaign'), (2, 2, 'kept campaign');"
            "INSERT INTO messages (id, user_id, campaign_id, content, timestamp) VALUES ('m', 1, 1, 'Zorbaxine said', "
            "'t'),"
            " ('n', 2, 2, 'other said', 't');"
            "INSERT INTO learning_sessions (session_id, user_id) VALUES ('s', 'Zorbaxine'), ('t', 'other');"
            "INSERT INTO recorded_actions (session_id, action_type, action_data) VALUES ('s', 'move', '{}'),"
            " ('t', 'spell_cast', '{\"target_name\":\"Zorbaxine\"}'), ('t', 'move', '{}');"
            "INSERT INTO interactions (actor_id, other_id, interaction_type) VALUES ('other', 'Zorbaxine', 'trade');"
            "INSERT INTO llm_cache (key, model, prompt, answer, created_at) VALUES ('k', 'm', 'I am Zorbaxine', "
            "'Hello', "
            "'t');"
            "INSERT INTO consents (user_id, purpose, granted, timestamp) VALUES ('Zorbaxine', 'market', 1, 't')");
        MarketOptions options;
        options.game = "g";
        options.files = {knowledge.folder.file("p", R"({"item_id":1,"time":"2026-01-01","price":3,"seller":"Zorbaxine"}
{"item_id":1,"time":"2026-01-01","price":3,"seller":"kept"})")};
        knowledge.call([&](tk::Context& context) { return import_market(context, *database, options); });
    }
    const Imported exported =
        knowledge.call([&](tk::Context& context) { return export_user(context, *knowledge.open(), name); });
    REQUIRE(exported.records.size() == 9);
    REQUIRE(exported.records.back()["table"] == "users");
    REQUIRE_FALSE(exported.records.back()["row"].contains("password"));
    // An answer that kb-query keeps may tell about the person, whatever the question was.
    fs::create_directory(knowledge.folder.path() / "answers");
    knowledge.folder.file("answers/1.answer", "1.0\n{\"seller_name\":\"Zorbaxine\"}\n");
    knowledge.folder.file("answers/other", "no answer");
    const auto forget = [&](bool dry_run) {
        return knowledge.call([&](tk::Context& context) {
            return forget_user(context, *knowledge.open(), name, dry_run, knowledge.folder.path() / "answers");
        });
    };
    REQUIRE(forget(true).summary()["kept_answers"] == 1);
    REQUIRE(fs::exists(knowledge.folder.path() / "answers/1.answer"));
    const Imported forgotten = forget(false);
    REQUIRE(forgotten.summary()["removed"] == 9);
    REQUIRE(forgotten.summary()["kept_answers"] == 1);
    REQUIRE_FALSE(fs::exists(knowledge.folder.path() / "answers/1.answer"));
    REQUIRE(fs::exists(knowledge.folder.path() / "answers/other"));
    REQUIRE(forgotten.summary()["tables"]["recorded_actions"] == 2);
    REQUIRE(forgotten.summary()["tables"]["llm_cache"] == 1);
    for (const auto& entry : fs::directory_iterator(knowledge.folder.path())) {
        if (entry.path().filename().string().starts_with("kb.db"))
            REQUIRE(content_of(entry.path()).find(name) == std::string::npos);
    }
    REQUIRE(knowledge.ask("SELECT (SELECT count(*) FROM users) || (SELECT count(*) FROM messages) || "
                          "(SELECT count(*) FROM recorded_actions) || (SELECT count(*) FROM market_data)") == "1111");
    REQUIRE(faults_of(*knowledge.open()).empty());
    REQUIRE(
        knowledge.call([&](tk::Context& context) { return export_user(context, *knowledge.open(), name); }).status ==
        tk::Status::nothing);
}

TEST_CASE("every column that can name a person is in the map of personal data", "[db-update]") {
    const Knowledge knowledge;
    const Imported map =
        knowledge.call([&](tk::Context& context) { return print_data_map(context, *knowledge.open()); });
    std::set<std::string> mapped;
    for (const auto& record : map.records) mapped.insert(record["table"]);
    const auto database = knowledge.open();
    const auto columns = database->prepare(
        "SELECT DISTINCT m.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c "
        "WHERE m.type = 'table' AND c.name IN ('user_id', 'email', 'actor_id', 'other_id', 'seller_name')");
    while (columns->step()) {
        CAPTURE(std::string(columns->text(0)));
        REQUIRE(mapped.contains(std::string(columns->text(0))));
    }
}

TEST_CASE("what is older goes, the rest and game data stay", "[db-update]") {
    const Knowledge knowledge;
    knowledge.open()->execute(
        "INSERT INTO metrics (metric_type, value, timestamp) VALUES ('a', 1, '2020-01-01T00:00:00Z'),"
        " ('a', 1, '2026-01-01T00:00:00Z');"
        "INSERT INTO recorded_actions (action_type, timestamp) VALUES ('move', '2020-01-01T00:00:00Z'), ('move', "
        "NULL)");
    const auto prune = [&](bool dry_run) {
        return knowledge.call([&](tk::Context& context) {
            return prune_database(context, *knowledge.open(), "2025-01-01T00:00:00Z", dry_run);
        });
    };
    REQUIRE(prune(true).summary()["removed"] == 2);
    REQUIRE(prune(false).summary()["removed"] == 2);
    REQUIRE(prune(false).status == tk::Status::nothing);
    REQUIRE(knowledge.ask("SELECT count(*) FROM recorded_actions") == "1");
}

TEST_CASE("the latest word of a person holds, and the history stays", "[db-update]") {
    const Knowledge knowledge;
    const auto say = [&](bool grant, bool withdraw) {
        return knowledge.call([&](tk::Context& context) {
            return consent(context, *knowledge.open(), "mara", "sessions", grant, withdraw);
        });
    };
    REQUIRE(say(false, false).status == tk::Status::nothing);
    REQUIRE(say(true, false).summary()["granted"] == true);
    REQUIRE(say(false, true).summary()["granted"] == false);
    REQUIRE(say(false, false).records.size() == 1);
    REQUIRE(knowledge.ask("SELECT count(*) FROM consents") == "2");
}

TEST_CASE("sync imports what has changed, goes on after a failure and remembers where it was", "[db-update]") {
    const Knowledge knowledge;
    const std::string spells = knowledge.folder.file("spells.json", R"([{"id":1,"name":"a","ap_cost":1}])");
    knowledge.folder.file("prices.csv", "item,price,time\n1,5,2026-01-01\n");
    knowledge.folder.file("broken.json", "{");
    const std::string list = knowledge.folder.file("sources.json", R"([
        {"name":"broken","game":"g","files":["broken.json"]},
        {"name":"spells","game":"g","files":["spells.json"]},
        {"name":"prices","kind":"market","game":"g","files":["prices.csv"]}])");
    const auto sync = [&](bool dry_run = false) {
        return knowledge.call(
            [&](tk::Context& context) { return sync_sources(context, *knowledge.open(), list, dry_run); });
    };
    const auto states = [](const Imported& imported) {
        std::string all;
        for (const auto& record : imported.records) all += record["state"].get<std::string>() + " ";
        return all;
    };
    REQUIRE(states(sync(true)) == "rejected changed changed ");
    REQUIRE(states(sync()) == "rejected imported imported ");
    const Imported second = sync();
    REQUIRE(states(second) == "rejected unchanged unchanged ");
    REQUIRE(second.status == tk::Status::failed);
    knowledge.folder.file("spells.json", R"([{"id":1,"name":"b","ap_cost":1}])");
    REQUIRE(states(sync()) == "rejected imported unchanged ");
    REQUIRE(knowledge.ask("SELECT name FROM spells") == "b");
}
