#include "core/rows.hpp"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "temp_folder.hpp"

namespace {

const std::string next_table = "next table";

std::string printed(const std::string& format, const std::vector<std::string>& rows,
                    tk::RowPrinter::Nested nested = tk::RowPrinter::Nested::in_cells) {
    const TempFolder folder;
    const std::string target = (folder.path() / "out").string();
    tk::Writer out{target};
    tk::Log log{"test", tk::Log::Level::error, false};
    tk::Settings settings;
    settings.format = format;
    tk::Context context{"test", settings, out, log};
    tk::RowPrinter printer{context, nested};
    for (const std::string& row : rows) {
        if (row == next_table)
            printer.next_table();
        else
            printer.row(tk::Value::parse(row));
    }
    printer.finish();
    out.close();
    return content_of(target);
}

const std::vector<std::string> two_rows{R"({"type":"row","name":"Épée, \"vive\"","level":7})",
                                        R"({"type":"row","name":"a","zone":{"shape":"C"}})"};

}  // namespace

TEST_CASE("the same rows come as JSON Lines, one JSON array or CSV") {
    CHECK(printed("jsonl", two_rows) == two_rows[0] + "\n" + two_rows[1] + "\n");
    CHECK(printed("json", two_rows) == "[" + two_rows[0] + ",\n" + two_rows[1] + "]\n");
    CHECK(printed("json", {}) == "[]\n");
    CHECK(printed("csv", two_rows) ==
          "type,name,level,zone\r\nrow,\"Épée, \"\"vive\"\"\",7,\r\nrow,a,,\"{\"\"shape\"\":\"\"C\"\"}\"\r\n");
}

TEST_CASE("a table lines up, leaves what cannot steer a terminal, and says which columns do not fit") {
    ::setenv("COLUMNS", "30", 1);
    CHECK(printed("table", two_rows) ==
          "name          level\n"
          "Épée, \"vive\"      7\n"
          "a                  \n"
          "(not shown: zone; --format\n"
          "jsonl shows all)\n");
    CHECK(printed("table", {R"({"a":"\u001b[31m"})"}) == "a\n\xEF\xBF\xBD[31m\n");
    ::unsetenv("COLUMNS");
    CHECK(printed("table", {}).empty());
}

TEST_CASE("a row of nothing but lists and objects is shown in words") {
    CHECK(printed("table", {R"({"type":"summary","fighters":[{"id":"e1","cell":3}]})"},
                  tk::RowPrinter::Nested::below) == "  fighters: id e1, cell 3\n");
    CHECK(printed("table", {R"({"type":"summary"})"}).empty());
}

TEST_CASE("rows of another kind begin a table of their own, and stay in the one array or stream") {
    const std::vector<std::string> rows{next_table, R"({"id":1})", R"({"id":2})", next_table, R"({"inserted":2})"};
    CHECK(printed("table", rows) == "id\n 1\n 2\n\ninserted\n       2\n");
    CHECK(printed("csv", rows) == "id\r\n1\r\n2\r\n\ninserted\r\n2\r\n");
    CHECK(printed("json", rows) == "[{\"id\":1},\n{\"id\":2},\n{\"inserted\":2}]\n");
    CHECK(printed("jsonl", rows) == "{\"id\":1}\n{\"id\":2}\n{\"inserted\":2}\n");
}

TEST_CASE("columns that only later rows have are empty in the rows before, in CSV") {
    CHECK(printed("csv", {"{}", R"({"a":1})", R"({"b":"x\r\ny","a":null})", R"({"c":2.5,"b":1})"}) ==
          "a,b,c\r\n,,\r\n1,,\r\n,\"x\r\ny\",\r\n,1,2.5\r\n");
    CHECK(printed("csv", {"{}"}) == "\r\n\r\n");
}

TEST_CASE("a table takes numbers and texts as they are") {
    CHECK(printed("table", {R"({"n":18446744073709551615,"m":-3,"x":0.1})", R"({"n":7,"m":1e300,"x":2.0})"}) ==
          "                   n       m    x\n"
          "18446744073709551615      -3  0.1\n"
          "                   7  1e+300  2.0\n");
    const TempFolder folder;
    tk::Writer out{(folder.path() / "out").string()};
    tk::Log log{"test", tk::Log::Level::error, false};
    tk::Settings settings;
    settings.format = "table";
    tk::Context context{"test", settings, out, log};
    tk::RowPrinter printer{context};
    tk::Value row;
    row["t"] = "\xFFz";
    printer.row(row);
    printer.finish();
    out.close();
    CHECK(content_of((folder.path() / "out").string()) ==
          "t\n\xEF\xBF\xBD"
          "z\n");
}
