#include "catch.hpp"
#include "core/error.hpp"
#include "db-update/append.hpp"
#include "db-update/learn.hpp"
#include "importing.hpp"

using namespace tk::update;
using Catch::Matchers::Contains;
using Counts = std::vector<int>;

namespace {

Imported append(const Knowledge& knowledge, tk::update::Log log, const std::string& text, AppendOptions options = {}) {
    options.files = {knowledge.folder.file("records", text)};
    return knowledge.call(
        [&](tk::Context& context) { return append_records(context, *knowledge.open(), log, options); });
}

const std::string fight =
    R"({"type":"frame","id":"f1"}
{"type":"action","id":"a1","session":"s1","actor":"e1","actor_name":"Arka","action":"spell_cast","params":{"spell":"Flèche vive"},"context":{"distance":4},"result":{"success":true,"damage":20,"element":"Air"},"time":"2026-01-01T10:00:00Z"}
{"type":"action","id":"a2","session":"s1","actor":"e1","action":"cast_spell","params":{"spell":"FLECHE VIVE"},"result":{"success":true,"damage":30,"element":"Air"},"time":"2026-01-01T10:01:00Z"}
{"type":"action","id":"a3","session":"s1","actor":"e1","action":"cast","params":{"spell":"Flèche vive"},"result":{"success":false,"element":"Air"}}
{"type":"action","id":"a4","session":"s1","actor":"e2","actor_name":"Grelotin","action":"attack","context":{"distance":1},"result":{"success":true,"damage":7}}
)";

}  // namespace

TEST_CASE("actions are recorded once, whatever is beside them in the stream", "[db-update]") {
    const Knowledge knowledge;
    const Imported first = append(knowledge, tk::update::Log::actions, fight);
    REQUIRE(first.counts() == Counts{4, 0, 0, 0});
    REQUIRE(first.summary()["other_records"] == 1);
    REQUIRE(append(knowledge, tk::update::Log::actions, fight).counts() == Counts{0, 0, 4, 0});
    REQUIRE(knowledge.ask("SELECT group_concat(action_type) FROM recorded_actions") ==
            "spell_cast,spell_cast,spell_cast,attack");
    REQUIRE(append(knowledge, tk::update::Log::actions, R"({"type":"action","id":"a9"})").counts() ==
            Counts{0, 0, 0, 1});
}

TEST_CASE("actions are recorded under the name that the vocabulary has for them, others under their own",
          "[db-update]") {
    const Knowledge knowledge;
    const auto counts = append(knowledge, tk::update::Log::actions, R"({"actor":"e1","action":"End-Turn"}
{"actor":"e1","action":"walk"}
{"actor":"e1","action":"Analyze Code"}
)")
                            .counts();
    REQUIRE(counts == Counts{3, 0, 0, 0});
    REQUIRE(knowledge.ask("SELECT group_concat(action_type) FROM recorded_actions") == "end_turn,move,Analyze Code");
}

TEST_CASE("a session may be completed and is otherwise left alone", "[db-update]") {
    const Knowledge knowledge;
    AppendOptions options;
    options.user = "mara";
    const auto log = tk::update::Log::sessions;
    REQUIRE(append(knowledge, log, R"({"session":"s1","class":"Archère","level":60,"start":"2026-01-01T10:00:00Z"})",
                   options)
                .counts() == Counts{1, 0, 0, 0});
    const std::string end = R"({"session":"s1","end":"2026-01-01T11:00:00Z"})";
    REQUIRE(append(knowledge, log, end, options).counts() == Counts{0, 1, 0, 0});
    REQUIRE(append(knowledge, log, end, options).counts() == Counts{0, 0, 1, 0});
    REQUIRE(knowledge.ask("SELECT character_class || user_id || end_time FROM learning_sessions") ==
            "Archèremara2026-01-01T11:00:00Z");
}

TEST_CASE("metrics and interactions", "[db-update]") {
    const Knowledge knowledge;
    REQUIRE(append(knowledge, tk::update::Log::metrics, R"({"actor":"d1","metric":"latency","value":0.5}
{"metric":"latency"}
{"type":"metric","tool":"ocr","cpu_s":1.5,"records_in":3}
)")
                .counts() == Counts{2, 0, 0, 1});
    AppendOptions keep;
    keep.keep_good = true;
    append(knowledge, tk::update::Log::metrics, R"({"type":"metric","tool":"ocr","cpu_s":1.5,"records_in":3})", keep);
    REQUIRE(knowledge.ask("SELECT count(*) FROM metrics WHERE actor_id = 'ocr'") == "2");
    REQUIRE(append(knowledge, tk::update::Log::interactions,
                   R"({"type":"interaction","actors":["a","b"],"interaction":"trade","success":true})")
                .counts() == Counts{1, 0, 0, 0});
    REQUIRE(knowledge.ask("SELECT actor_id || other_id || success FROM interactions") == "ab1");
}

TEST_CASE("a log of metrics or interactions that is read again adds nothing", "[db-update]") {
    const Knowledge knowledge;
    // The same measure twice in one log is two measures.
    const std::string metrics = R"({"actor":"d1","metric":"latency","value":0.5,"time":"2026-01-31T18:00:00Z"}
{"actor":"d1","metric":"latency","value":0.5,"time":"2026-01-31T18:00:00Z"}
{"metric":"latency","value":0.5,"time":"2026-01-31T18:00:00Z","host":"h"}
{"type":"metric","tool":"ocr","cpu_s":1.5,"records_in":3,"time":"2026-01-31T18:00:00Z"}
)";
    REQUIRE(append(knowledge, tk::update::Log::metrics, metrics).counts() == Counts{4, 0, 0, 0});
    REQUIRE(append(knowledge, tk::update::Log::metrics, metrics).counts() == Counts{0, 0, 4, 0});
    REQUIRE(knowledge.ask("SELECT count(*) FROM metrics") == "5");
    const std::string trade =
        R"({"actors":["a","b"],"interaction":"trade","success":true,"time":"2026-01-31T18:00:00Z"})";
    REQUIRE(append(knowledge, tk::update::Log::interactions, trade).counts() == Counts{1, 0, 0, 0});
    REQUIRE(append(knowledge, tk::update::Log::interactions, trade).counts() == Counts{0, 0, 1, 0});
    REQUIRE(append(knowledge, tk::update::Log::interactions,
                   R"({"actors":["a","b"],"interaction":"trade","success":false,"time":"2026-01-31T18:00:00Z"})")
                .counts() == Counts{1, 0, 0, 0});
}

TEST_CASE("actions of a log that has other names", "[db-update]") {
    const Knowledge knowledge;
    AppendOptions options;
    options.renames = {"action=type,actor=who.id", "params=with,time=when"};
    REQUIRE(append(knowledge, tk::update::Log::actions,
                   R"({"type":"dig","who":{"id":7},"with":{"tool":"spade"},"when":"2026-01-31T18:00:00Z"})", options)
                .counts() == Counts{1, 0, 0, 0});
    REQUIRE(knowledge.ask("SELECT action_type || actor_id || action_data || timestamp FROM recorded_actions") ==
            R"(dig7{"tool":"spade"}2026-01-31T18:00:00Z)");
}

TEST_CASE("records without a time or an id are known again when their file is read again or has grown", "[db-update]") {
    const Knowledge knowledge;
    const auto twice = [&](tk::update::Log log, const std::string& text, int count) {
        REQUIRE(append(knowledge, log, text).counts() == Counts{count, 0, 0, 0});
        REQUIRE(append(knowledge, log, text).counts() == Counts{0, 0, count, 0});
        REQUIRE(append(knowledge, log, text + text.substr(0, text.find('\n') + 1)).counts() == Counts{1, 0, count, 0});
    };
    // The same line twice in one file is two records.
    twice(tk::update::Log::actions, R"({"action":"move","actor":"e1"}
{"action":"move","actor":"e1"}
{"action":"move","id":"a1"}
{"action":"move","session":"s1","t":3}
)",
          4);
    twice(tk::update::Log::metrics, R"({"metric":"latency","value":0.5}
{"metric":"latency","value":0.5}
{"type":"metric","tool":"ocr","cpu_s":1.5,"records_in":3}
)",
          3);
    twice(tk::update::Log::interactions, R"({"actors":["a","b"],"interaction":"trade"}
{"actors":["a","b"],"interaction":"trade"}
)",
          2);
    // Another file that begins otherwise tells of other things.
    REQUIRE(append(knowledge, tk::update::Log::actions, R"({"action":"wait"}
{"action":"move","actor":"e1"}
)")
                .counts() == Counts{2, 0, 0, 0});
}

TEST_CASE("what is learned stands beside what was imported, with its sample size", "[db-update]") {
    const Knowledge knowledge;
    knowledge.import(spells_table(),
                     R"({"game":"g","id":"fv","name":"Flèche vive","effects":[{"kind":"damage","min":1,"max":2}]})");
    knowledge.import(monsters_table(), R"({"game":"g","id":"31","name":"Grelotin","hp":50})");
    const std::string imported = knowledge.ask("SELECT effects FROM spells");
    AppendOptions options;
    options.game = "g";
    options.learn = true;
    const Imported learned = append(knowledge, tk::update::Log::actions, fight, options);
    REQUIRE(learned.summary()["learned"] == nlohmann::json{{"spells", 1}, {"behaviours", 1}});
    for (int again = 0; again < 2; ++again) {  // and twice is the same
        REQUIRE(knowledge.ask("SELECT spell_id || ' ' || casts || ' ' || failures || ' ' || samples || ' ' || total || "
                              "' ' || total_squares || ' ' || least || ' ' || most FROM observed_damage") ==
                "fv 3 1 2 50.0 1300.0 20.0 30.0");
        REQUIRE(knowledge.ask("SELECT monster_id || ' ' || behaviour || ' ' || samples || ' ' || damage_total "
                              "FROM observed_monsters") == "31 attack 1 7.0");
        REQUIRE(knowledge.ask("SELECT effects FROM spells") == imported);
        append(knowledge, tk::update::Log::actions, fight, options);
    }
}
