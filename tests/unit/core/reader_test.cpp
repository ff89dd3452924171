#include "core/reader.hpp"

#include <random>

#include "catch.hpp"
#include "core/error.hpp"
#include "core/program.hpp"
#include "temp_folder.hpp"

namespace {

std::vector<std::string> lines_of(const std::string& path, std::size_t max_line = tk::LineReader::default_max_line) {
    tk::LineReader reader{path, max_line};
    std::vector<std::string> lines;
    while (const auto line = reader.next()) {
        CHECK(line->number == lines.size() + 1);
        lines.emplace_back(line->text);
    }
    return lines;
}

}  // namespace

TEST_CASE("lines end with a line feed, a carriage return and line feed, or the end of the file") {
    const TempFolder folder;
    using Lines = std::vector<std::string>;
    const auto [content, expected] = GENERATE(table<std::string, Lines>({
        {"", {}},
        {"a", {"a"}},
        {"a\n", {"a"}},
        {"a\nb", {"a", "b"}},
        {"a\r\nb\r\n", {"a", "b"}},
        {"\n\na\n", {"", "", "a"}},
        {"a\r", {"a"}},
        {"a\rb\n", {"a\rb"}},
    }));
    CHECK(lines_of(folder.file("lines", content)) == expected);
}

TEST_CASE("lines longer than the internal block come out whole") {
    const TempFolder folder;
    std::mt19937 random{7};
    std::string content;
    std::vector<std::string> expected;
    for (const std::size_t length : {0UL, 1UL, 262143UL, 262144UL, 262145UL, 3000000UL, 5UL}) {
        std::string line(length, 'x');
        for (char& c : line) c = static_cast<char>('a' + random() % 26);
        expected.push_back(line);
        content += line + "\n";
    }
    CHECK(lines_of(folder.file("long", content)) == expected);
}

TEST_CASE("a line over the bound is an error with its number and reading goes on after it") {
    const TempFolder folder;
    const std::size_t bound = GENERATE(10UL, 300000UL);
    const std::string path =
        folder.file("bound", "one\n" + std::string(2 * bound + 700000, 'x') + "\nthree\n" + std::string(bound, 'y'));
    tk::LineReader reader{path, bound};
    CHECK(reader.next()->text == "one");
    CHECK_THROWS_WITH(reader.next(), Catch::Contains(":2: the line is longer than " + std::to_string(bound)));
    const auto third = reader.next();
    CHECK(third->text == "three");
    CHECK(third->number == 3);
    CHECK(reader.next()->text == std::string(bound, 'y'));
    CHECK_FALSE(reader.next());
}

TEST_CASE("lines of any source of bytes come out whole, however few bytes it gives at once") {
    const std::string content = "one\r\n\n" + std::string(600000, 'x') + "\nlast";
    for (const std::size_t most : {1UL, 7UL, 1000000UL}) {
        std::string_view rest = content;
        tk::LineReader reader{"packed", [&](char* to, std::size_t size) {
                                  const std::size_t count = std::min({most, size, rest.size()});
                                  rest.copy(to, count);
                                  rest.remove_prefix(count);
                                  return count;
                              }};
        CHECK(reader.next()->text == "one");
        CHECK(reader.next()->text.empty());
        CHECK(reader.next()->text.size() == 600000);
        CHECK(reader.next()->text == "last");
        CHECK_FALSE(reader.next());
        CHECK(reader.descriptor() == -1);
        CHECK(reader.source() == "packed");
    }
}

TEST_CASE("a line that was taken unparsed counts as a record, and is neither parsed nor given") {
    const TempFolder folder;
    const std::string path = folder.file("records", "{\"a\":1}\n\nmine\n{\"a\":2}\nno JSON\n");
    tk::Writer out{2, "stderr"};
    tk::Log silent{"test", tk::Log::Level::none, false};
    tk::Context context{"test", tk::Settings{}, out, silent};
    tk::RecordReader reader{context, {path}, tk::RecordReader::Passes::nothing};
    std::vector<std::string> seen, problems;
    reader.on_line([&](std::string_view line) {
        seen.emplace_back(line);
        return line == "mine";
    });
    reader.on_problem([&](const tk::Error& error) { problems.emplace_back(error.what()); });
    std::vector<std::size_t> numbers;
    while (const auto record = reader.next()) numbers.push_back(record->number);
    CHECK(seen == std::vector<std::string>{R"({"a":1})", "mine", R"({"a":2})", "no JSON"});
    CHECK(numbers == std::vector<std::size_t>{1, 4});
    CHECK(problems.size() == 1);
    CHECK(context.counters().records_in == 3);
}

TEST_CASE("a picture in the place of records is one problem, and the next input is read") {
    const TempFolder folder;
    const std::string magic = GENERATE(as<std::string>{}, "\x89PNG\r\n", "\xFF\xD8\xFF\xE0", "GIF89a", "P6 2 2 255\n");
    const std::string picture = folder.file("shot", magic + "\n\n{\n{\"b\":1}\n");
    const std::string records = folder.file("records", "{\"a\":1}\n");
    tk::Writer out{2, "stderr"};
    tk::Log silent{"test", tk::Log::Level::none, false};
    tk::Context context{"test", tk::Settings{}, out, silent};
    tk::RecordReader reader{context, {picture, records}, tk::RecordReader::Passes::nothing};
    std::vector<std::string> problems;
    reader.on_problem([&](const tk::Error& error) { problems.emplace_back(error.what()); });
    const auto record = reader.next();
    REQUIRE(record);
    CHECK(record->line == R"({"a":1})");
    CHECK_FALSE(reader.next());
    CHECK(problems == std::vector<std::string>{picture + ": a picture, where records are read"});
}

TEST_CASE("a line that is not UTF-8 is told with the way to convert it") {
    const TempFolder folder;
    const std::string path = folder.file("records", "{\"a\":\"\xE9\"}\n");
    tk::Writer out{2, "stderr"};
    tk::Log silent{"test", tk::Log::Level::none, false};
    tk::Context context{"test", tk::Settings{}, out, silent};
    tk::RecordReader reader{context, {path}, tk::RecordReader::Passes::nothing};
    std::string advice;
    reader.on_problem([&](const tk::Error& error) { advice = error.advice(); });
    CHECK_FALSE(reader.next());
    CHECK(advice.find("iconv -f ISO-8859-1") != std::string::npos);
}

TEST_CASE("what cannot be read is named") {
    const TempFolder folder;
    CHECK_THROWS_WITH(tk::LineReader("/no/such/file"), Catch::Contains("/no/such/file"));
    CHECK_THROWS_WITH(tk::LineReader(folder.path().string()), Catch::Contains("is a folder"));
}
