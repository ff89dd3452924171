#include "ocr/values.hpp"

#include "catch.hpp"
#include "ocr/duration.hpp"
#include "ocr/tidy.hpp"

using tk::ocr::parse_duration;
using tk::ocr::parse_number;
using tk::ocr::parse_value;
using tk::ocr::tidy;
using tk::profile::FieldProfile;

namespace {

FieldProfile field(FieldProfile::Type type, std::string label = {}, std::optional<double> least = {},
                   std::optional<double> most = {}) {
    FieldProfile made;
    made.name = "x";
    made.type = type;
    made.label = std::move(label);
    made.least = least;
    made.most = most;
    return made;
}

constexpr auto integer = FieldProfile::Type::integer;
constexpr auto pair = FieldProfile::Type::pair;
constexpr auto duration = FieldProfile::Type::duration;
constexpr auto percent = FieldProfile::Type::percent;
constexpr auto text = FieldProfile::Type::text;

}  // namespace

TEST_CASE("numbers are read in every spelling of games") {
    const auto [spelling, value] = GENERATE(table<std::string, std::int64_t>({
        {"0", 0},
        {"6", 6},
        {"1234", 1234},
        {"1 234", 1234},
        {"1,055,741", 1055741},
        {"14.405", 14405},
        {"1'234", 1234},
        {"12k", 12000},
        {"1,5k", 1500},
        {"2.25M", 2250000},
        {"3 k", 3000},
        {"-21", -21},
        {"+24", 24},
        {"- 3", -3},
        {"O", 0},
        {"1O", 10},
        {"l2", 12},
    }));
    CAPTURE(spelling);
    CHECK(parse_number(spelling) == value);
}

TEST_CASE("what is not wholly a number is none") {
    const auto* spelling = GENERATE("", "-", "k", "a", "12a", "1 23", "12 34", "1,23", "1234 567", "1,2345", "1,",
                                    ",5k", "1,2345k", "S", "B8", "12kk", "5m", "1 234,567", "99999999999999999", "1/2");
    CAPTURE(spelling);
    CHECK_FALSE(parse_number(spelling));
}

TEST_CASE("coordinates are two whole numbers in any brackets, and words may follow behind a mark") {
    using Place = std::pair<std::int64_t, std::int64_t>;
    const auto [spelling, x, y] = GENERATE(table<std::string, int, int>({{"[-12,34]", -12, 34},
                                                                         {"[ -12 , 34 ] Plaine", -12, 34},
                                                                         {"(5;-3)", 5, -3},
                                                                         {"- 7, 0", -7, 0},
                                                                         {"9,-19, Niveau 20", 9, -19}}));
    CAPTURE(spelling);
    CHECK(tk::ocr::parse_coordinates(spelling) == Place(x, y));
}

TEST_CASE("what may be another number is no coordinates") {
    const std::string spelling = GENERATE("", "12", "12,", "[12,34", "[12,34)", "12,34,56", "12,34 56", "12.34", "a,b",
                                          "1234567,1", "9,-19Niveau", "9,-19,");
    CAPTURE(spelling);
    CHECK_FALSE(tk::ocr::parse_coordinates(spelling));
}

TEST_CASE("durations are whole seconds in every spelling of games") {
    const auto [spelling, value] = GENERATE(table<std::string, std::int64_t>({
        {"1:30", 90},
        {"0:05", 5},
        {"90:00", 5400},
        {"01:02:03", 3723},
        {"1 : 30", 90},
        {"45 s", 45},
        {"45s", 45},
        {"30 sec.", 30},
        {"2 min 5 s", 125},
        {"2m05s", 125},
        {"3 mn", 180},
        {"1h30", 5400},
        {"1 H 30 min", 5400},
        {"1min30", 90},
        {"2j 4h", 187200},
        {"1d", 86400},
        {"1O s", 10},
        {"0 s", 0},
    }));
    CAPTURE(spelling);
    CHECK(parse_duration(spelling) == value);
    CHECK(parse_value("Temps : " + spelling, field(duration, "Temps")).number == value);
}

TEST_CASE("what is not wholly a duration is none") {
    const auto* spelling =
        GENERATE("", "12", ":30", "1:", "1:3", "1:60", "1:30:5", "1:2:3:4", "1:30 s", "s", "5 x", "5 s 3 min",
                 "1 min 75 s", "1h60", "3 s 4 s", "1h 30 x", "-1:30", "999999 s", "1.5 h");
    CAPTURE(spelling);
    CHECK_FALSE(parse_duration(spelling));
}

TEST_CASE("a label is taken off even when its points and blanks are misread") {
    const auto [read, label, value] = GENERATE(table<std::string, std::string, std::int64_t>({
        {"PA 6", "PA", 6},
        {"PA6", "PA", 6},
        {"PA O", "PA", 0},
        {"PA11", "PA", 11},
        {"Niv. 42", "Niv.", 42},
        {"Niv 42", "Niv.", 42},
        {"Niv.42", "Niv.", 42},
        {"Tour 3", "Tour", 3},
        {"Points d'actlon : 4", "Points d'action", 4},
        {"Delta -3", "Delta", -3},
    }));
    CAPTURE(read);
    CHECK(parse_value(read, field(integer, label)).number == value);
}

TEST_CASE("a value that is not of its type or range is nothing, with the reason") {
    const auto [read, declared, reason] = GENERATE(table<std::string, FieldProfile, std::string>({
        {"PM 6", field(integer, "PA"), "`PM 6` does not begin with `PA`"},
        {"PA", field(integer, "PA"), "there is nothing to read"},
        {"PA x", field(integer, "PA"), "`x` is not a whole number"},
        {"Reste 1,5 m", field(integer, "Reste"),
         "`1,5 m` may be minutes or millions: type duration reads minutes, `1,5M` is millions"},
        {"PA 60", field(integer, "PA", 0, 30), "60 is above 30"},
        {"PA -2", field(integer, "PA", 0, 30), "-2 is below 0"},
        {"PV 12", field(pair, "PV"), "`12` is not a pair such as 12 / 30"},
        {"PV 1/2/3", field(pair, "PV"), "`1/2/3` is not a pair such as 12 / 30"},
        {"PV 1 / 2x", field(pair, "PV"), "`1 / 2x` is not a pair such as 12 / 30"},
        {"PV 1 / 2000", field(pair, "PV", 0, 1000), "2000 is above 1000"},
        {"56", field(percent), "`56` is not a percentage"},
        {"1:75", field(duration), "`1:75` is not a duration such as 1:30 or 45 s"},
        {"2:00", field(duration, "", 0, 90), "120 is above 90"},
        {"", field(text), "there is nothing to read"},
    }));
    CAPTURE(read);
    const auto value = parse_value(read, declared);
    CHECK_FALSE(value.has_value());
    CHECK(value.reason == reason);
}

TEST_CASE("pairs, percentages and texts are typed") {
    const auto hp = parse_value("PV 1 234/2500", field(pair, "PV"));
    CHECK(hp.number == 1234);
    CHECK(hp.most == 2500);
    CHECK(parse_value("56 %", field(percent)).number == 56);
    CHECK(parse_value("Carte : Ombreval", field(text, "Carte")).text == "Ombreval");
}

TEST_CASE("text is made regular without a dictionary") {
    const auto [read, languages, clean] = GENERATE(table<std::string, std::string, std::string>({
        {"  PA \u00a0 6 \n", "fra", "PA 6"},
        {"Loup cendré :-111 PV", "fra", "Loup cendré : -111 PV"},
        {"Où ? Là !", "fra+eng", "Où ? Là !"},
        {"Quoi ?!", "fra", "Quoi ?!"},
        {"time 12:30", "fra", "time 12:30"},
        {"Level :3", "eng", "Level :3"},
        {"l\u2019\u0153uf \u2014 \u201cx\u201d", "fra", "l'œuf - \"x\""},
        {"", "fra", ""},
    }));
    CAPTURE(read);
    CHECK(tidy(read, languages) == clean);
}

TEST_CASE("texture that was taken for letters does not look like writing") {
    CHECK(tk::ocr::looks_like_writing("Fin du tour"));
    CHECK(tk::ocr::looks_like_writing("12"));
    CHECK(tk::ocr::looks_like_writing("-21 PV"));
    CHECK_FALSE(tk::ocr::looks_like_writing("_ | - ="));
    CHECK_FALSE(tk::ocr::looks_like_writing("~"));
    CHECK_FALSE(tk::ocr::looks_like_writing("a"));
    CHECK_FALSE(tk::ocr::looks_like_writing("O00000000000000000001"));
    CHECK_FALSE(tk::ocr::looks_like_writing("ITIII"));
    CHECK(tk::ocr::looks_like_writing("10 000 000"));
    CHECK(tk::ocr::looks_like_writing("1,000,000,000"));
    CHECK(tk::ocr::count_marks("PV 7 / 25é") == 7);
}
