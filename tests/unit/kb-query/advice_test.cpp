#include "kb-query/advice.hpp"

#include "catch.hpp"
#include "core/json.hpp"
#include "store/migrations.hpp"
#include "temp_folder.hpp"

namespace {

using namespace tk;

/// A database with three spells of one class and two kinds of monster.
class Knowledge {
public:
    Knowledge() : database_(store::open_database((folder_.path() / "kb.db").string(), store::Access::create)) {
        store::migrate(*database_);
        database_->execute(R"sql(
            INSERT INTO import_runs (id, table_name, tool_version, started_at) VALUES (1, 'spells', '0', '2026-01-01T00:00:00Z');
            INSERT INTO import_sources (id, import_run, source_file) VALUES (1, 1, 'test');
            INSERT INTO spells (game, id, name, folded_name, folded_class, level_required, ap_cost, min_range, max_range,
                                line_of_sight, casts_per_turn, cooldown, effects, area_of_effect,
                                import_run, import_source, created_at, updated_at) VALUES
            ('g', 'bolt', 'Bolt', 'bolt', 'archer', 1, 3, 1, 5, 1, 1, 0,
             '[{"kind":"damage","element":"Eau","min":10,"max":20}]', NULL, 1, 1, '', ''),
            ('g', 'rain', 'Rain', 'rain', 'archer', 1, 4, 1, 6, 0, 0, 2,
             '[{"kind":"damage","element":"Terre","min":8,"max":8}]', '{"shape":"C","size":1}', 1, 1, '', ''),
            ('g', 'storm', 'Storm', 'storm', 'archer', 50, 2, 1, 9, 0, 0, 0,
             '[{"kind":"damage","element":"Feu","min":99,"max":99}]', NULL, 1, 1, '', ''),
            ('g', 'balm', 'Balm', 'balm', 'healer', 1, 2, 0, 9, 0, 0, 0,
             '[{"kind":"heal","min":10,"max":10}]', NULL, 1, 1, '', ''),
            ('g', 'sphere', 'Sphere', 'sphere', 'mage', 1, 2, 0, 9, 0, 0, 0,
             '[{"kind":"damage","element":"Feu","min":9,"max":9}]', '{"shape":"sphere","size":20}', 1, 1, '', ''),
            ('g', 'bite', 'Bite', 'bite', NULL, NULL, 4, 1, 1, 1, 0, 0,
             '[{"kind":"damage","element":"Neutre","min":5,"max":5}]', NULL, 1, 1, '', '');
            INSERT INTO monsters (game, id, name, folded_name, health_points, resistances, spells,
                                  import_run, import_source, created_at, updated_at) VALUES
            ('g', 'wolf', 'Wölf', 'wolf', 40, '{"Eau":-20}', '["bite"]', 1, 1, '', ''),
            ('g', 'frog', 'Frog', 'frog', 30, '{"Eau":50}', NULL, 1, 1, '', '');
        )sql");
        book_ = std::make_unique<query::Spellbook>(*database_);
    }

    query::Spellbook& book() { return *book_; }
    /// As another process would.
    void change(const std::string& sql) {
        store::open_database((folder_.path() / "kb.db").string(), store::Access::write)->execute(sql);
    }

    std::vector<const query::KnownSpell*> archer() { return of_class("Archer"); }
    std::vector<const query::KnownSpell*> of_class(const std::string& name) {
        std::vector<const query::KnownSpell*> spells;
        for (const auto& spell : book_->of_class("g", name)) spells.push_back(&spell);
        return spells;
    }

private:
    TempFolder folder_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<query::Spellbook> book_;
};

/// An archer on cell 40 of a 9 x 9 square board, a wolf on 43 and a frog on 44.
std::string position(const std::string& more = "", const std::string& cells = std::string(81, '.')) {
    return R"({"game":"g","turn":2,"active":"a","board":{"kind":"square","cols":9,"rows":9,"cells":")" + cells +
           R"("},"entities":[{"id":"a","name":"Ann","team":"ally","cell":40,"class":"Archer","level":10,"ap":6},)"
           R"({"id":"w","name":"Wolf","team":"enemy","cell":43,"hp_share":0.5},)"
           R"({"id":"f","name":"Frog","team":"enemy","cell":44,"hp_share":1})" +
           more + "]}";
}

query::State read(Knowledge& knowledge, const std::string& json) {
    JsonParser parser;
    auto state = query::read_state(parser.parse(json), "g", knowledge.book());
    REQUIRE(state);
    return std::move(*state);
}

}  // namespace

TEST_CASE("a state tells who fights, with what the database knows of monsters") {
    Knowledge knowledge;
    const auto state = read(knowledge, position());
    CHECK(state.class_name == "Archer");
    CHECK(state.level == 10);
    CHECK(state.find("w")->hp == 20);
    CHECK(rules::share_of(state.find("w")->resistances, "water").percent == -20);
    CHECK(state.find("nobody") == nullptr);
}

TEST_CASE("without an active fighter on the board there is no advice") {
    Knowledge knowledge;
    JsonParser parser;
    for (const char* json :
         {R"({})", R"({"active":"a"})",
          R"({"active":"x","board":{"kind":"square","cols":1,"rows":1,"cells":"."},"entities":[]})",
          R"({"active":"a","board":{"kind":"square","cols":1,"rows":1,"cells":"."},"entities":[{"id":"a"}]})"}) {
        CAPTURE(json);
        CHECK_FALSE(query::read_state(parser.parse(json), "g", knowledge.book()));
    }
}

TEST_CASE("each spell is aimed where it does the most, resistances counted") {
    Knowledge knowledge;
    const auto state = read(knowledge, position());
    const auto advice = query::advise(state, knowledge.archer(), {});
    REQUIRE(advice.casts.size() == 3);
    // Storm finishes the wolf for certain; a kill comes first.
    CHECK(advice.casts[0].spell->rules.id == "storm");
    CHECK(advice.casts[0].kills == 1);
    const auto& bolt = advice.casts[1].spell->rules.id == "bolt" ? advice.casts[1] : advice.casts[2];
    CHECK(bolt.cell == 43);
    CHECK(bolt.damage == Approx(18).margin(0.5));  // 10 to 20, a fifth more
    const auto& rain = advice.casts[1].spell->rules.id == "rain" ? advice.casts[1] : advice.casts[2];
    CHECK(rain.struck.size() == 2);
}

TEST_CASE("an area spares the own side when it can") {
    Knowledge knowledge;
    const auto state = read(knowledge, position(R"(,{"id":"b","name":"Ben","team":"ally","cell":42})"));
    for (const auto& cast : query::advise(state, knowledge.archer(), {}).casts) {
        if (cast.spell->rules.id == "rain") CHECK(cast.harm == 0);
    }
}

TEST_CASE("what cannot be cast is excluded with its reason") {
    Knowledge knowledge;
    const auto excluded = [&](const query::State& state, const rules::CastHistory& history, const std::string& id) {
        for (const auto& entry : query::advise(state, knowledge.archer(), history).excluded) {
            if (entry.spell->rules.id == id) return std::string(rules::code_name(entry.verdict.code));
        }
        return std::string("castable");
    };
    const auto state = read(knowledge, position());
    CHECK(excluded(state, {}, "bolt") == "castable");

    rules::CastHistory history;
    history.add("bolt", 2, "w");
    history.add("rain", 1);
    CHECK(excluded(state, history, "bolt") == "TOO_MANY_LAUNCHS");
    CHECK(excluded(state, history, "rain") == "COOLDOWN");

    std::string walled(81, '.');
    walled[41] = '#';
    CHECK(excluded(read(knowledge, position("", walled)), {}, "bolt") == "LINE_OF_SIGHT");
    CHECK(excluded(read(knowledge, position("", walled)), {}, "rain") == "castable");
}

TEST_CASE("characteristics of the state raise damage, healing, range and criticals") {
    Knowledge knowledge;
    const auto with = [&](const std::string& stats) {
        std::string json = position();
        json.insert(json.find(R"("ap":6)"), R"("stats":)" + stats + ",");
        return read(knowledge, json);
    };
    const auto damage = [&](const query::State& state, const std::string& id) {
        for (const auto& cast : query::advise(state, knowledge.archer(), {}).casts)
            if (cast.spell->rules.id == id) return cast.damage;
        return 0.0;
    };
    const double plain = damage(with("{}"), "storm");
    CHECK(plain == Approx(99));
    CHECK(damage(with(R"({"intelligence":100})"), "storm") == Approx(198));
    CHECK(damage(with(R"({"Intelligence":100,"Puissance":50,"dommages_feu":7,"damage":3,"wisdom":900})"), "storm") ==
          Approx(99 * 5 / 2 + 10));
    CHECK(damage(with(R"({"chance":100,"strength":100})"), "storm") == Approx(99));
    CHECK(damage(with(R"({"chance":100})"), "bolt") > 1.9 * damage(with("{}"), "bolt"));
    const auto state = with(R"({"range":2,"critique":5,"heals":4,"Agilité":30,"x":"y"})");
    CHECK(state.find("a")->range_bonus == 2);
    CHECK(state.find("a")->critical_bonus == 5);
    CHECK(rules::share_of(state.find("a")->bonuses, "heal").fixed == 4);
    CHECK(rules::share_of(state.find("a")->bonuses, "air").percent == 30);
}

TEST_CASE("a spell that the state says must wait is excluded, by name or id") {
    Knowledge knowledge;
    for (const char* name : {"Störm", "storm", "STORM"}) {
        std::string json = position();
        json.insert(json.find(R"("ap":6)"),
                    R"("spells":["Bolt",{"name":"storm"}],"cooldowns":{")" + std::string(name) + R"(":2,"rain":0},)");
        const auto state = read(knowledge, json);
        CHECK(state.spells == std::set<std::string>{"bolt", "storm"});
        const auto advice = query::advise(state, knowledge.archer(), {});
        REQUIRE(advice.excluded.size() == 1);
        CHECK(advice.excluded[0].spell->rules.id == "storm");
        CHECK(rules::describe(advice.excluded[0].verdict, Language::english).find("2") != std::string::npos);
        for (const auto& planned : advice.plan->casts) CHECK(planned.cast.spell->rules.id != "storm");
    }
}

TEST_CASE("what the book has read is kept until another connection changes the data") {
    Knowledge knowledge;
    query::Spellbook& book = knowledge.book();
    CHECK(book.of_class("g", "archer").size() == 3);
    CHECK(book.hits() == 0);
    book.refresh();
    CHECK(book.of_class("g", "Archer").size() == 3);
    CHECK(book.hits() == 1);
    knowledge.change("DELETE FROM spells WHERE id = 'storm'; UPDATE spells SET ap_cost = 5 WHERE id = 'bolt'");
    book.refresh();
    const auto& spells = book.of_class("g", "archer");
    CHECK(book.hits() == 1);
    REQUIRE(spells.size() == 2);
    CHECK(spells[0].rules.ap_cost == 5);
    book.refresh();
    book.of_class("g", "archer");
    CHECK(book.hits() == 2);
    // What is read one at a time is let go as well.
    REQUIRE(book.named("g", "bolt"));
    REQUIRE(book.monster("g", "wolf"));
    REQUIRE(book.monster("g", "wolf")->hit_points == 40);
    knowledge.change("UPDATE monsters SET health_points = 41 WHERE id = 'wolf'");
    book.refresh();
    CHECK(book.monster("g", "wolf")->hit_points == 41);
}

TEST_CASE("casts are noted under every name of the action, by the spell's folded name, and failures are not") {
    query::Casts casts;
    JsonParser parser;
    for (
        const char* json :
        {R"({"actor":"a","action":"spell_cast","params":{"spell":"Flèche Vive","target":"w"},"context":{"turn":1}})",
         R"({"actor":"a","action":"cast","params":{"spell":"fleche vive"},"context":{"turn":2},"result":{"success":true}})",
         R"({"actor":"a","action":"Cast Spell","params":{"spell":"Flèche vive"},"context":{"turn":2}})",
         R"({"actor":"a","action":"cast_spell","params":{"spell":"Rain"},"result":{"success":false}})",
         R"({"actor":"a","action":"move","params":{"spell":"x"}})", R"({"action":"cast","params":{"spell":"y"}})"}) {
        casts.note(parser.parse(json));
    }
    CHECK(casts.names_of("a") == std::set<std::string>{"fleche vive"});
    CHECK(casts.history_of("a").casts_in_turn("fleche vive", 1) == 1);
    CHECK(casts.history_of("a").casts_in_turn("fleche vive", 2) == 2);
    CHECK(casts.names_of("b").empty());
}

TEST_CASE("the spells of a monster are those the database gives it") {
    Knowledge knowledge;
    const auto& monster = knowledge.book().monster("g", "WOLF");
    REQUIRE(monster);
    REQUIRE(monster->spells.size() == 1);
    CHECK(monster->spells[0].rules.name == "Bite");
    CHECK_FALSE(knowledge.book().monster("g", "bear"));
}

TEST_CASE("reasons are told in the language asked for") {
    Knowledge knowledge;
    const auto state = read(knowledge, position());
    const auto advice = query::advise(state, knowledge.archer(), {});
    const std::string english = query::advice_json(state, advice, 3, Language::english);
    const std::string french = query::advice_json(state, advice, 3, Language::french);
    CHECK_THAT(english, Catch::Contains("Wolf is weak to water (20 %)") && Catch::Contains("costs 3 of 6 AP") &&
                            Catch::Contains("may finish Wolf (about 20 hit points left)"));
    CHECK_THAT(french, Catch::Contains("Wolf : faiblesse eau (20 %)") && Catch::Contains("coûte 3 des 6 PA"));
    JsonParser parser;
    CHECK(parser.parse(query::advice_json(state, advice, 1, Language::english)).find("spells")->elements().size() == 1);
}

TEST_CASE("only those who miss hit points are healed") {
    Knowledge knowledge;
    const auto unhurt =
        read(knowledge, position(R"(,{"id":"b","name":"Ben","team":"ally","cell":42,"hp_share":1})"
                                 R"(,{"id":"c","name":"Cid","team":"ally","cell":38,"hp":7,"max_hp":7})"));
    for (const auto& cast : query::advise(unhurt, knowledge.of_class("healer"), {}).casts) CHECK(cast.cell == 40);
    const auto hurt =
        read(knowledge, position(R"(,{"id":"b","name":"Ben","team":"ally","cell":42,"hp":4,"max_hp":30})"
                                 R"(,{"id":"c","name":"Cid","team":"ally","cell":38,"hp":6,"max_hp":7})"));
    const auto advice = query::advise(hurt, knowledge.of_class("healer"), {});
    REQUIRE(advice.casts.size() == 1);
    CHECK(advice.casts[0].heal == Approx(10));
    CHECK(advice.casts[0].cell != 38);
}

TEST_CASE("a zone that the board does not know is a point") {
    Knowledge knowledge;
    const auto advice = query::advise(read(knowledge, position()), knowledge.of_class("mage"), {});
    REQUIRE(advice.casts.size() == 1);
    CHECK(advice.casts[0].struck.size() == 1);
}

TEST_CASE("an almost empty bar is not a dead fighter, and a bar that was not read tells nothing") {
    Knowledge knowledge;
    const auto state =
        read(knowledge, position(R"(,{"id":"w2","name":"Wolf","team":"enemy","cell":45,"hp_share":0.004})"
                                 R"(,{"id":"w3","name":"Wolf","team":"enemy","cell":46,"hp_share":0})"));
    CHECK(state.find("w2")->hp == 1);
    CHECK(state.find("w3")->alive());
    CHECK_FALSE(state.find("w3")->hp);
}

TEST_CASE("resistances that the state tells stand above those of the kind") {
    Knowledge knowledge;
    const auto state = read(
        knowledge, position(R"(,{"id":"w2","name":"Wolf","team":"enemy","cell":45,"resistances":{"Eau":30,"Feu":5}})"));
    CHECK(rules::share_of(state.find("w2")->resistances, "water").percent == 30);
    CHECK(rules::share_of(state.find("w2")->resistances, "fire").percent == 5);
}

TEST_CASE("another session forgets the casts of the one before") {
    query::Casts casts;
    JsonParser parser;
    casts.note(
        parser.parse(R"({"session":"s1","actor":"a","action":"cast","params":{"spell":"Bolt"},"context":{"turn":1}})"));
    casts.note(parser.parse(R"({"session":"s1","actor":"a","action":"end_turn"})"));
    CHECK(casts.history_of("a").casts_in_turn("bolt", 1) == 1);
    casts.note(parser.parse(R"({"session":"s2","actor":"b","action":"move"})"));
    CHECK(casts.history_of("a").casts_in_turn("bolt", 1) == 0);
}
