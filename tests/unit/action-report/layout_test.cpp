#include "action-report/layout.hpp"
#include "action-report/section.hpp"
#include "action-report/section_print.hpp"

#include <unistd.h>

#include <sstream>

#include "catch.hpp"
#include "core/text.hpp"
#include "temp_folder.hpp"

using namespace tk::report;

namespace {

/// What `print` writes on a page of this width.
template <typename Print>
std::vector<std::string> page_of(std::size_t width, Print print) {
    const TempFolder folder;
    tk::Writer out{folder / "page"};
    Page page{out, width, false};
    print(page);
    out.close();
    std::istringstream text{content_of(folder / "page")};
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("text is wrapped at blanks, inside of words only when they are too long, and never loses a letter") {
    using Lines = std::vector<std::string>;
    const auto [text, width, expected] = GENERATE(table<std::string, std::size_t, Lines>({
        {"", 5, {""}},
        {"abc", 5, {"abc"}},
        {"ab cd ef", 5, {"ab cd", "ef"}},
        {"  ab   cd ", 9, {"ab cd"}},
        {"abcdefgh ij", 3, {"abc", "def", "gh", "ij"}},
        {"Élowen é", 6, {"Élowen", "é"}},
        {"日本語", 4, {"日本", "語"}},
        {"日本", 1, {"日", "本"}},
        {"x", 0, {"x"}},
    }));
    CHECK(wrap(text, width) == expected);
}

TEST_CASE("wrapped lines fit for any width") {
    const std::string text = "Œil-de-braise lance Regard ardent sur Élowen 日本語 et manque 1234567890123456789012345";
    for (std::size_t width = 2; width < 90; ++width) {
        std::string joined;
        for (const std::string& line : wrap(text, width)) {
            CHECK(tk::display_width(line) <= width);
            joined += line;
        }
        std::string letters = text;
        std::erase(letters, ' ');
        std::erase(joined, ' ');
        CHECK(joined == letters);
    }
}

TEST_CASE("names cannot steer the terminal, break a line or fill the screen") {
    CHECK(clean("a\033[31mb\nc\td") == "a\uFFFD[31mb c d");
    CHECK(tk::display_width(clean(std::string(1000000, 'x'))) == 200);
}

TEST_CASE("a grid fits the page as long as its numbers do, and says which columns it left out") {
    const std::vector<std::string> names{"Élowen", "Loup cendré", "Œil-de-braise", std::string(300, 'n')};
    for (std::size_t width = 30; width <= 130; width += 7) {
        std::set<std::string> left_out;
        const auto lines = page_of(width, [&](Page& page) {
            Grid grid{{words_column, number_column, optional_number_column, optional_words_column}};
            grid.heading({"name", "n", "rate", "what it is about"});
            for (const std::string& name : names)
                grid.row({{name, {}}, {"12", {}}, {"98.00 (90.00-99.00)", {}}, {"some words", {}}});
            grid.print(page, 2);
            left_out = page.left_out();
        });
        CAPTURE(width);
        for (const std::string& line : lines) {
            CHECK(tk::display_width(line) <= width);
            CHECK_FALSE(line.ends_with(' '));
        }
        std::string head;  // titles may take two lines
        for (const std::string& line : lines) head += line;
        for (const std::string title : {"rate", "what it is about"}) {
            const bool shown = head.find(title.substr(0, 4)) != std::string::npos;
            CHECK(shown == (left_out.count(title) == 0));
        }
    }
}

TEST_CASE("an interval keeps both of its ends or loses both") {
    const Section section{.name = "time",
                          .title = {"Section", "Section"},
                          .stratum = "somatic",
                          .tables = {Table{.key = "t",
                                           .title = {"table", "table"},
                                           .columns = {{"what", {"what", "quoi"}},
                                                       {"n", {"n", "n"}},
                                                       {"gain", {"gain", "gain"}},
                                                       {"gain_low", {"from", "de"}},
                                                       {"gain_high", {"to", "à"}},
                                                       {"low", {"bottom", "bas"}}},
                                           .rows = {{{text_datum("searches"), count_datum(12), number_datum(1.25),
                                                      number_datum(0.125), number_datum(2.125), number_datum(7)},
                                                     {}}}}}};
    std::set<std::size_t> ends_shown;
    for (std::size_t width = 20; width < 60; ++width) {
        std::string text;
        for (const std::string& line :
             page_of(width, [&](Page& page) { print_section(page, Tongue{tk::Language::english}, section); }))
            text += line + "\n";
        CAPTURE(width, text);
        const bool from = text.find("0.125") != std::string::npos;
        const bool to = text.find("2.125") != std::string::npos;
        CHECK(from == to);
        ends_shown.insert(static_cast<std::size_t>(from) + static_cast<std::size_t>(to));
    }
    CHECK(ends_shown == std::set<std::size_t>{0, 2});
    CHECK(ends_interval(section.tables[0], 4));
    CHECK_FALSE(ends_interval(section.tables[0], 3));
    CHECK_FALSE(ends_interval(section.tables[0], 0));
}

TEST_CASE("a long word is broken behind one of its joints") {
    CHECK(wrap("look_into_slow_cases:search", 16) == std::vector<std::string>{"look_into_slow_", "cases:search"});
    CHECK(wrap("abcdefgh", 4) == std::vector<std::string>{"abcd", "efgh"});
    CHECK(wrap("a_bcdefgh", 8) == std::vector<std::string>{"a_bcdefg", "h"});
}

TEST_CASE("titles of numbers take two lines before a column is left out, and stand right above it") {
    const auto lines = page_of(30, [](Page& page) {
        Grid grid{{words_column, number_column, optional_number_column}};
        grid.heading({"actor", "joint sessions", "known outcomes"});
        grid.row({{"Loup cendré", {}}, {"1", {}}, {"2", {}}});
        grid.print(page, 0);
        CHECK(page.left_out().empty());
    });
    CHECK(lines == std::vector<std::string>{"               joint     known", "actor       sessions  outcomes",
                                            "Loup               1         2", "cendré"});
}

TEST_CASE("people see the columns in which something stands and that no other repeats") {
    Table table;
    table.columns = {{"a", {"a", "a"}}, {"b", {"b", "b"}}, {"c", {"c", "c"}, true}, {"d", {"d", "d"}}};
    table.rows = {{{text_datum("x"), {}, text_datum("y"), {}}, {}}, {{{}, {}, text_datum("z"), count_datum(3)}, {}}};
    CHECK(shown_columns(table) == std::vector<std::size_t>{0, 3});
    CHECK(holds_numbers(table, 3));
    CHECK_FALSE(holds_numbers(table, 0));
}

TEST_CASE("numbers of a column end below each other") {
    const auto lines = page_of(80, [](Page& page) {
        Grid grid{{words_column, number_column}};
        grid.row({{"a", {}}, {"1", {}}});
        grid.row({{"Élowen", {}}, {"1234", {}}});
        grid.print(page, 0);
    });
    CHECK(lines == std::vector<std::string>{"a          1", "Élowen  1234"});
}
