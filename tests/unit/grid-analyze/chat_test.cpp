#include "grid-analyze/story/chat.hpp"
#include "catch.hpp"

namespace {

using namespace tk::grid;
using tk::profile::EventPattern;

const std::vector<EventPattern> patterns{
    {"spell_cast", "^(.+?) lance (.+?)(?: sur (.+?))?\\.$", {"actor", "spell", "target"}},
    {"damage", "^(.+?) : -(\\d+) PV \\((.+?)\\)\\.$", {"target", "amount", "element"}},
    {"heal", "^(.+?) : \\+(\\d+) PV\\.$", {"target", "amount"}},
    {"die", "^(.+?) est morte?\\.$", {"actor"}},
    {"end_turn", "^(.+?) termine son tour\\.$", {"actor"}}};

std::vector<ChatLine> log_of(std::initializer_list<const char*> texts) {
    std::vector<ChatLine> lines;
    for (const char* text : texts) lines.push_back({text, 1});
    return lines;
}

TEST_CASE("lines of the log are understood, slips of reading included") {
    const ChatReader reader(patterns);
    const auto [text, event, who, spell, target, amount] =
        GENERATE(table<std::string, std::string, std::string, std::string, std::string, int>(
            {{"Élowen lance Flèche vive sur Loup cendré.", "spell_cast", "Élowen", "Flèche vive", "Loup cendré", 0},
             {"Élowen lance Pluie d'échardes.", "spell_cast", "Élowen", "Pluie d'échardes", "", 0},
             {"Élowen lance Pluie d’échardes.", "spell_cast", "Élowen", "Pluie d'échardes", "", 0},
             {"Élowen Iance Flèche vive sur Loup cendré.", "spell_cast", "Élowen", "Flèche vive", "Loup cendré", 0},
             {"Élowen  lance Flèche vive sur Loup cendré", "spell_cast", "Élowen", "Flèche vive", "Loup cendré", 0},
             {"Loup cendré : -21 PV (Air).", "damage", "", "", "Loup cendré", 21},
             {"Loup cendré : —21 PV (Air).", "damage", "", "", "Loup cendré", 21},
             {"Louve cendrée : -19 PY (Air).", "damage", "", "", "Louve cendrée", 19},
             {"Louve cendrée : -19 PVY (Air).", "damage", "", "", "Louve cendrée", 19},
             {"Loup cendré : -23 PV (Terre),", "damage", "", "", "Loup cendré", 23},
             {"Bérénice : +24 PYY,", "heal", "", "", "Bérénice", 24},
             {"Bérénice : +24 PV.", "heal", "", "", "Bérénice", 24},
             {"Louve cendrée est morte.", "die", "Louve cendrée", "", "", 0},
             {"Œil-de-braise termlne son tour.", "end_turn", "Œil-de-braise", "", "", 0}}));
    CAPTURE(text);
    const auto told = reader.read({text, 0.9});
    REQUIRE(told);
    CHECK(told->event == event);
    CHECK(told->actor.value_or("") == who);
    CHECK(told->spell.value_or("") == spell);
    CHECK(told->target.value_or("") == target);
    CHECK(told->amount.value_or(0) == amount);
    CHECK(told->confidence <= 0.9);
}

TEST_CASE("lines that tell nothing known are passed over") {
    const ChatReader reader(patterns);
    CHECK_FALSE(reader.read({"Bonjour à tous", 1}));
    CHECK_FALSE(reader.read({"Loup cendré : -21 PA (Air).", 1}));  // points are not taken for others
    CHECK_FALSE(reader.read({"Loup cendré : -21 P (Air).", 1}));
    CHECK_FALSE(reader.read({"", 1}));
    CHECK_FALSE(reader.read({std::string(100000, 'a') + " lance b.", 1}));
    CHECK_FALSE(reader.read({"Loup : -99999999999999999999 PV (Air).", 1})->amount);
}

TEST_CASE("new lines of a log are those below the last one shown before") {
    const auto before = log_of({"a lance b.", "c : -1 PV (Air).", "a termine son tour."});
    CHECK(compare_logs(before, before).first == 3);
    CHECK(compare_logs(before, log_of({"a lance b.", "c : -1 PV (Air).", "a termine son tour.", "d lance e."})).first ==
          3);
    CHECK(compare_logs(before, log_of({"a termine son tour.", "d lance e.", "f : -7 PV (Feu)."})).first == 1);
    CHECK(compare_logs({}, before).first == 0);
    CHECK(compare_logs({}, before).is_continuous);
}

TEST_CASE("a line that was misread once does not bring the others back as new") {
    const auto before = log_of({"Élowen lance Flèche vive sur Loup cendré.", "Loup cendré : -21 PV (Air).",
                                "Élowen termine son tour.", "Loup cendré lance Morsure sur Bérénice."});
    auto now = before;
    now[1].text = "Lonp cendre : -27 PV (Alr).";
    CHECK(compare_logs(before, now).first == 4);
}

TEST_CASE("a number that differs makes another line") {
    const auto before = log_of({"a lance b sur c.", "c : -21 PV (Air)."});
    const auto now = log_of({"a lance b sur c.", "c : -21 PV (Air).", "a lance b sur c.", "c : -24 PV (Air)."});
    CHECK(compare_logs(before, now).first == 2);
}

TEST_CASE("when nothing old is left lines between may be missing") {
    const NewLines lines =
        compare_logs(log_of({"a lance b.", "c est mort."}), log_of({"d termine son tour.", "e : +3 PV."}));
    CHECK(lines.first == 0);
    CHECK_FALSE(lines.is_continuous);
}

TEST_CASE("a log of repeating lines can be read in several ways") {
    const auto log = log_of({"a lance b sur c.", "c : -5 PV (Air).", "a lance b sur c.", "c : -5 PV (Air)."});
    const NewLines lines = compare_logs(log, log);
    CHECK(lines.first == 4);
    CHECK(lines.others == std::vector<std::size_t>{2});
}

}  // namespace
