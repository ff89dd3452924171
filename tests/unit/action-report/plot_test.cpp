#include "action-report/plot.hpp"

#include "action-report/markup.hpp"
#include "action-report/svg.hpp"
#include "catch.hpp"
#include "core/terminal.hpp"

using namespace tk::report;

namespace {

std::vector<std::optional<double>> values(std::initializer_list<double> from) {
    return {from.begin(), from.end()};
}

std::size_t count_of(const std::string& text, std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
    return count;
}

Series series_of(std::vector<double> y) {
    Series series;
    series.title = {"Values", "Valeurs"};
    for (std::size_t i = 0; i < y.size(); ++i) {
        series.x.push_back(count_datum(i));
        series.y.push_back(number_datum(y[i]));
    }
    return series;
}

}  // namespace

TEST_CASE("a sparkline goes from the least to the most, and leaves a blank where nothing is known") {
    CHECK(sparkline(values({0, 1, 2, 3, 4, 5, 6, 7}), 80) == "▁▂▃▄▅▆▇█");
    CHECK(sparkline(values({5, 5, 5}), 80) == "▅▅▅");
    CHECK(sparkline(std::vector<std::optional<double>>{1.0, std::nullopt, 2.0}, 80) == "▁ █");
    CHECK(sparkline({}, 80).empty());
    CHECK(sparkline(values({-3}), 80) == "▅");
}

TEST_CASE("a sparkline never exceeds its columns, whatever the number of values") {
    for (std::size_t n = 0; n < 300; n += 7) {
        for (std::size_t columns = 1; columns < 90; columns += 11) {
            std::vector<std::optional<double>> many;
            for (std::size_t i = 0; i < n; ++i) many.emplace_back(static_cast<double>(i * i % 17));
            CHECK(tk::display_width(sparkline(many, columns)) == std::min(n, columns));
        }
    }
}

TEST_CASE("a braille plot joins its points and stays within its size") {
    const std::vector<Point> rising{{0, 0}, {1, 1}};
    CHECK(braille_plot(rising, 2, 1) == std::vector<std::string>{"⡠⠊"});
    CHECK(braille_plot(std::vector<Point>{{0, 1}, {1, 1}, {2, 1}}, 3, 1) == std::vector<std::string>{"⠤⠤⠤"});
    CHECK(braille_plot({}, 2, 2) == std::vector<std::string>{"⠀⠀", "⠀⠀"});
    std::vector<Point> wild;
    for (int i = 0; i < 500; ++i)
        wild.push_back({static_cast<double>(i * 7919 % 501), static_cast<double>(i * i % 97)});
    for (std::size_t columns = 1; columns < 60; columns += 9) {
        const auto lines = braille_plot(wild, columns, 5);
        CHECK(lines.size() == 5);
        for (const std::string& line : lines) CHECK(tk::display_width(line) == columns);
    }
}

TEST_CASE("something is never shaded as nothing") {
    CHECK(std::string(shade(0)) == " ");
    CHECK(std::string(shade(0.0001)) == "·");
    CHECK(std::string(shade(1)) == "█");
}

TEST_CASE("a picture of a series writes its ends as the table spells them") {
    const std::string svg = series_svg(series_of({0.1, 12.3456, 3}), tk::Language::english);
    CHECK(svg.find(">0.1<") != std::string::npos);
    CHECK(svg.find(">12.3456<") != std::string::npos);
    CHECK(count_of(svg, "<circle") == 3);
    CHECK(series_svg(series_of({1}), tk::Language::english).empty());
    CHECK(series_svg(series_of({}), tk::Language::english).empty());
    CHECK(series_svg(series_of({4, 4}), tk::Language::english).find("nan") == std::string::npos);
}

TEST_CASE("bars are drawn of the fullest column of numbers, and of nothing else") {
    Table table;
    table.title = {"Actors", "Acteurs"};
    table.columns = {{"name", {"name", "nom"}}, {"some", {"some", "un"}}, {"all", {"all", "tous"}}};
    table.rows = {{{text_datum("a"), {}, count_datum(4)}, {}},
                  {{text_datum("b<"), count_datum(9), count_datum(2)}, {}}};
    const std::string svg = table_svg(table, tk::Language::french);
    CHECK(svg.find("Acteurs: tous") != std::string::npos);
    CHECK(svg.find("b&lt;") != std::string::npos);
    CHECK(count_of(svg, "<rect") == 2);
    table.rows.pop_back();
    CHECK(table_svg(table, tk::Language::english).empty());  // one bar says nothing
}

TEST_CASE("bars of pairs name both") {
    Table table;
    table.key = "pairs";
    table.columns = {{"from", {"from", "de"}}, {"to", {"to", "à"}}, {"count", {"times", "fois"}}};
    table.rows = {{{text_datum("move"), text_datum("cast"), count_datum(3)}, {}},
                  {{text_datum("move"), text_datum("end_turn"), count_datum(1)}, {}}};
    const std::string svg = table_svg(table, tk::Language::english);
    CHECK(svg.find(">move · cast<") != std::string::npos);
    CHECK(svg.find(">move · end_turn<") != std::string::npos);
}

TEST_CASE("a matrix is a heat map with every number in it or in its titles") {
    Table table;
    table.is_matrix = true;
    table.title = {"Hours", "Heures"};
    table.columns = {{"day", {"day", "jour"}}};
    for (int hour = 0; hour < 24; ++hour)
        table.columns.push_back({std::to_string(hour), {std::to_string(hour), std::to_string(hour)}});
    for (const char* day : {"Mon", "Tue"}) {
        Row row{{text_datum(day)}, {}};
        for (std::uint64_t hour = 0; hour < 24; ++hour) row.cells.push_back(count_datum(1000 + hour));
        table.rows.push_back(row);
    }
    const std::string svg = table_svg(table, tk::Language::english);
    CHECK(count_of(svg, "<rect") == 48);
    CHECK(svg.find("Tue, 23: 1023") != std::string::npos);
}

TEST_CASE("nothing of the data is markup") {
    CHECK(escaped("a<b>&\"'\x1b") == "a&lt;b&gt;&amp;&quot;&#39;\xEF\xBF\xBD");
    CHECK(script_json(R"({"a":"</script><!--"})") == R"({"a":"\u003c/script>\u003c!--"})");
}
