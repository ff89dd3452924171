#include "llm-ask/narrator.hpp"

#include "catch.hpp"

using namespace tk::llm;

namespace {

std::string action(const std::string& word, const std::string& rest) {
    return R"({"type":"action","action":")" + word + R"(","actor_name":"Élowen",)" + rest + "}";
}

std::string tell(const std::vector<std::string>& records, tk::Language language) {
    Turn turn;
    Names names;
    tk::JsonParser parser;
    for (const std::string& record : records) {
        const tk::JsonView view = parser.parse(record);
        learn_names(view, names);
        turn.facts.push_back(fact_of(view, names));
    }
    return narration(turn, language);
}

}  // namespace

TEST_CASE("each kind of action has its sentence in both languages", "[narrator]") {
    const auto [record, english, french] = GENERATE(table<std::string, std::string, std::string>({
        {action("move", R"("params":{"from":1,"path":[2,3],"cost":2})"), "Élowen moves 2 cells.",
         "Élowen se déplace de 2 cases."},
        {action("move", R"("params":{"from":1,"path":[1,2]})"), "Élowen moves 1 cell.", "Élowen se déplace de 1 case."},
        {action("move", R"("params":{"cost":0})"), "Élowen moves 0 cells.", "Élowen se déplace de 0 case."},
        {action("move", R"("params":{})"), "Élowen moves.", "Élowen se déplace."},
        {action("spell_cast", R"("params":{"spell":"Trait","target":"e2","target_name":"Loup cendré","cost":3},)"
                              R"("result":{"success":true,"damage":1,"element":"Eau","killed":false})"),
         "Élowen casts Trait on Loup cendré for 3 AP (1 damage, Eau).",
         "Élowen lance Trait sur Loup cendré pour 3 PA (1 point de dégâts, Eau)."},
        {action("cast", R"("params":{"spell":"Trait"})"), "Élowen casts Trait.", "Élowen lance Trait."},
        {action("cast_spell", R"("params":{"spell":"Trait","target_name":"Loup","cost":3},"result":{"success":false})"),
         "Élowen fails to cast Trait on Loup.", "Élowen échoue à lancer Trait sur Loup."},
        {action("spell_cast", R"("params":{"spell":"Souffle","target_name":"Élowen"},"result":{"heal":24})"),
         "Élowen casts Souffle on Élowen (24 HP restored).", "Élowen lance Souffle sur Élowen (24 PV rendus)."},
        {action("spell_cast", R"("params":{"spell":"Pluie","cell":9},"result":{"damage":48,"element":"Terre","hits":)"
                              R"([{"target_name":"Loup","damage":23},{"target_name":"Louve","damage":25}]})"),
         "Élowen casts Pluie (23 damage to Loup, 25 damage to Louve, Terre).",
         "Élowen lance Pluie (23 points de dégâts à Loup, 25 points de dégâts à Louve, Terre)."},
        {action("attack", R"("params":{"target_name":"Loup"},"result":{"damage":5})"),
         "Élowen attacks Loup (5 damage).", "Élowen attaque Loup (5 points de dégâts)."},
        {action("Strike", R"("params":{"target_name":"Loup"})"), "Élowen attacks Loup.", "Élowen attaque Loup."},
        {action("die", R"("params":{})"), "Élowen dies.", "Élowen meurt."},
        {action("gain_hp", R"("params":{"amount":24})"), "Élowen gains 24 HP.", "Élowen gagne 24 PV."},
        {action("lose_hp", R"("result":{"damage":3})"), "Élowen loses 3 HP.", "Élowen perd 3 PV."},
        {action("lose_hp", R"("result":{})"), "Élowen loses HP.", "Élowen perd des PV."},
        {action("lose_ap", R"("params":{"amount":2})"), "Élowen loses 2 AP.", "Élowen perd 2 PA."},
        {action("gain_mp", R"("params":{})"), "Élowen gains MP.", "Élowen gagne des PM."},
        {action("LOSE-AP", R"("params":{"amount":2})"), "Élowen loses 2 AP.", "Élowen perd 2 PA."},
        {action("end_turn", R"("params":{})"), "Élowen ends the turn.", "Élowen termine son tour."},
        {action("appear", R"("params":{})"), "Élowen appears.", "Élowen apparaît."},
        {action("travel", R"("params":{})"), "Élowen performs the action “travel”.",
         "Élowen effectue l'action «\u00a0travel\u00a0»."},
        {R"({"type":"action","action":"move"})", "Someone moves.", "Quelqu'un se déplace."},
        {R"({"type":"action","action":"move","actor":"e9"})", "e9 moves.", "e9 se déplace."},
    }));
    CAPTURE(record);
    CHECK(tell({record}, tk::Language::english) == english);
    CHECK(tell({record}, tk::Language::french) == french);
}

TEST_CASE("what one fighter does in a row is one sentence", "[narrator]") {
    const std::string move = action("move", R"("params":{"cost":3})");
    const std::string cast = action("spell_cast", R"("params":{"spell":"Trait","cost":4})");
    const std::string end = action("end_turn", "\"params\":{}");
    CHECK(tell({move, end}, tk::Language::english) == "Élowen moves 3 cells and ends the turn.");
    CHECK(tell({move, cast, end}, tk::Language::french) ==
          "Élowen se déplace de 3 cases, lance Trait pour 4 PA et termine son tour.");
    CHECK(tell({move, cast, cast, cast, end}, tk::Language::english) ==
          "Élowen moves 3 cells, casts Trait for 4 AP, casts Trait for 4 AP and casts Trait for 4 AP. "
          "Élowen ends the turn.");
}

TEST_CASE("those who appear together are named together", "[narrator]") {
    const auto appear = [](const std::string& name) {
        return R"({"type":"action","action":"appear","actor_name":")" + name + "\"}";
    };
    CHECK(tell({appear("Élowen"), appear("Loup"), appear("Œil"), action("end_turn", "\"params\":{}")},
               tk::Language::french) == "Élowen, Loup et Œil apparaissent. Élowen termine son tour.");
    CHECK(tell({appear("Élowen"), appear("Loup")}, tk::Language::english) == "Élowen and Loup appear.");
}

TEST_CASE("a death is told once, whether it has a record of its own or not", "[narrator]") {
    const std::string kill =
        action("spell_cast", R"("params":{"spell":"Lame","target_name":"Loup"},"result":{"damage":30,"killed":true})");
    const std::string death = R"({"type":"action","action":"die","actor_name":"Loup"})";
    const std::string end = action("end_turn", "\"params\":{}");
    const std::string told = "Élowen casts Lame on Loup (30 damage). Loup dies. Élowen ends the turn.";
    CHECK(tell({kill, end}, tk::Language::english) == told);
    CHECK(tell({kill, death, end}, tk::Language::english) == told);
}

TEST_CASE("names come from the state where the action has only ids", "[narrator]") {
    Names names;
    tk::JsonParser parser;
    learn_names(parser.parse(
                    R"({"type":"frame","state":{"entities":[{"id":"e1","name":"Élowen"},{"id":"e2","name":"Loup"}]}})"),
                names);
    Turn turn;
    turn.facts.push_back(
        fact_of(parser.parse(R"({"type":"action","actor":"e1","action":"attack","params":{"target":"e2"}})"), names));
    CHECK(narration(turn, tk::Language::english) == "Élowen attacks Loup.");
}

TEST_CASE("what was left out is said", "[narrator]") {
    Turn turn;
    turn.left_out = 1;
    CHECK(narration(turn, tk::Language::english) == "1 more action is not told.");
    turn.left_out = 12;
    CHECK(narration(turn, tk::Language::french) == "12 autres actions ne sont pas racontées.");
}
