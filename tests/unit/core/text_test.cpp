#include "core/text.hpp"

#include <random>

#include "catch.hpp"
#include "core/terminal.hpp"

TEST_CASE("folding drops case, accents and ligatures") {
    const auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"Œil", "oeil"},
        {"Cœur de l'Épée", "coeur de l'epee"},
        {"l’épée", "l'epee"},
        {"e\xCC\x81p\xC3\xA9"
         "e",
         "epee"},
        {"Straße", "strasse"},
        {"ÆØÅ", "aeoa"},
        {"ﬁn", "fin"},
        {"Łódź", "lodz"},
        {"ΑΒΓ", "αβγ"},
        {"Привет", "привет"},
        {"日本", "日本"},
        {"", ""},
    }));
    CHECK(tk::fold(text) == expected);
    CHECK(tk::fold(tk::fold(text)) == expected);
}

TEST_CASE("words are runs of letters and digits") {
    using Words = std::vector<std::string>;
    CHECK(tk::fold_words("L'Épée d’Œil-de-braise, niv. 42 !") ==
          Words{"l", "epee", "d", "oeil", "de", "braise", "niv", "42"});
    CHECK(tk::fold_words("—  …").empty());
}

TEST_CASE("UTF-8 round trips and invalid bytes are found") {
    CHECK(tk::encode_utf8(tk::decode_utf8("aé€😀")) == "aé€😀");
    for (const char* bad : {"\xff", "\xc0\x80", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\x80"}) {
        CAPTURE(bad);
        CHECK_FALSE(tk::valid_utf8(bad));
        CHECK(tk::valid_utf8(tk::encode_utf8(tk::decode_utf8(bad))));
    }
    CHECK(tk::valid_utf8("é\xEF\xBF\xBD"));
}

TEST_CASE("the edit distance counts insertions, deletions, changes and swaps of code points") {
    const auto [a, b, distance] = GENERATE(table<std::string, std::string, std::size_t>({
        {"", "", 0},
        {"abc", "", 3},
        {"kitten", "sitting", 3},
        {"versoin", "version", 1},
        {"é", "e", 1},
        {"ca", "abc", 3},
    }));
    CHECK(tk::edit_distance(a, b) == distance);
    CHECK(tk::edit_distance(b, a) == distance);
    CHECK(tk::edit_distance("aaaaaaaa", "bbbbbbbb", 2) > 2);
}

TEST_CASE("the nearest candidate is within two edits or begins with the word") {
    const std::vector<std::string> names{"--format", "--from", "--output"};
    CHECK(tk::nearest("--fromat", names) == "--format");
    CHECK(tk::nearest("--out", names) == "--output");
    CHECK_FALSE(tk::nearest("--zebra", names));
    const std::vector<std::string> words{"game", "timestamp"};
    CHECK(tk::nearest("time", words) == "timestamp");
    CHECK(tk::nearest("gime", words) == "game");
}

TEST_CASE("natural order is a strict order that knows numbers") {
    CHECK(tk::natural_less("frame2.png", "frame10.png"));
    CHECK_FALSE(tk::natural_less("frame10.png", "frame2.png"));
    CHECK(tk::natural_less("a", "a1"));
    CHECK(tk::natural_less("a9b", "a10"));
    std::mt19937 random{3};
    std::vector<std::string> names;
    for (int i = 0; i < 40; ++i) {
        std::string name;
        for (auto j = random() % 5; j > 0; --j) name += "a01"[random() % 3];
        names.push_back(name);
    }
    for (const auto& a : names) {
        for (const auto& b : names) {
            REQUIRE((a == b) == (!tk::natural_less(a, b) && !tk::natural_less(b, a)));
            for (const auto& c : names) {
                if (tk::natural_less(a, b) && tk::natural_less(b, c)) REQUIRE(tk::natural_less(a, c));
            }
        }
    }
}

TEST_CASE("JSON strings are escaped, and invalid bytes replaced") {
    CHECK(tk::json_quote("a\"b\\c\n\x01é") == "\"a\\\"b\\\\c\\n\\u0001é\"");
    CHECK(tk::json_quote("\xff") == "\"\xEF\xBF\xBD\"");
}

TEST_CASE("display width counts columns") {
    CHECK(tk::display_width("épée") == 4);
    CHECK(tk::display_width("e\xCC\x81") == 1);
    CHECK(tk::display_width("日本") == 4);
    CHECK(tk::fit("Élowen", 10) == "Élowen");
    CHECK(tk::fit("Élowen", 4) == "Élo…");
    CHECK(tk::display_width(tk::fit("日本語", 4)) <= 4);
}

TEST_CASE("control characters cannot reach a terminal") {
    const auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"plain é", "plain é"},
        {"\033[31mred", "\xEF\xBF\xBD[31mred"},
        {"a\tb", "a b"},
        {"\xC2\x9B"
         "31m",
         "\xEF\xBF\xBD"
         "31m"},
        {"\xE2\x80\xAE"
         "abc",
         "\xEF\xBF\xBD"
         "abc"},
        {"\xE2\x81\xA6"
         "abc"
         "\xE2\x81\xA9",
         "\xEF\xBF\xBD"
         "abc"
         "\xEF\xBF\xBD"},
    }));
    CHECK(tk::printable(text) == expected);
}

TEST_CASE("a line before a table's header may tell its separator") {
    CHECK(tk::told_separator("sep=;") == ';');
    CHECK(tk::told_separator("\xEF\xBB\xBFSEP=,\r") == ',');
    CHECK(tk::told_separator("sep=\t\r\n") == '\t');
    CHECK_FALSE(tk::told_separator("sep="));
    CHECK_FALSE(tk::told_separator("id;name"));
    CHECK_FALSE(tk::told_separator("sep=;;"));
}
