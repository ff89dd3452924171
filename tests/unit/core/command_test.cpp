#include "core/command.hpp"

#include "catch.hpp"
#include "core/parse.hpp"
#include "core/print.hpp"

namespace {

struct Sample {
    bool loud = false;
    std::string name = "nobody";
    std::int64_t count = 3;
    std::optional<double> share;
    double wait = 0;
    std::string kind = "iso";
    std::vector<std::string> tags;
    std::vector<std::string> files;
    std::string word;

    tk::Settings settings;
    tk::Requests requests;
    tk::Command command{"sample", "show what a table of options can do"};
    tk::Command common = tk::common_options(settings, requests);

    Sample() {
        command.flag("-l,--loud", loud, "Say it loud");
        command.text("--name", "NAME", &name, "Who").env("TURNKIT_TEST_NAME");
        command.integer("-c,--count", "N", &count, "How many").between(1, 10);
        command.real("--share", "X", &share, "Which share").between(0, 1);
        command.real("--wait", "SECONDS", &wait, "How long").between(0, 600);
        command.choice("--kind", "KIND", &kind, {"iso", "square"}, "Which board");
        command.text("--tag", "TAG", &tags, "A tag");
        command.operand("FILE", &files, "Inputs");
    }

    tk::Parsed parse(std::vector<const char*> words) {
        words.insert(words.begin(), "sample");
        return tk::parse_command_line(command, common, requests, static_cast<int>(words.size()), words.data());
    }
};

}  // namespace

TEST_CASE("options are bound to variables, in any order with operands") {
    Sample sample;
    sample.parse({"a", "--count=7", "-l", "--tag", "x", "b", "--tag=y", "--share", "0.25", "--", "-c"});
    CHECK(sample.loud);
    CHECK(sample.count == 7);
    CHECK(sample.share == 0.25);
    CHECK(sample.tags == std::vector<std::string>{"x", "y"});
    CHECK(sample.files == std::vector<std::string>{"a", "b", "-c"});
    CHECK(sample.name == "nobody");
}

TEST_CASE("a single dash is an operand and the last of repeated options wins") {
    Sample sample;
    sample.parse({"-", "--name", "a", "--name", "b"});
    CHECK(sample.files == std::vector<std::string>{"-"});
    CHECK(sample.name == "b");
}

TEST_CASE("wrong command lines are told with what to do") {
    const auto [words, what, advice] = GENERATE(table<std::vector<const char*>, std::string, std::string>({
        {{"--coutn", "3"}, "unknown option '--coutn'", "did you mean '--count'?"},
        {{"--count", "11"}, "--count: 11 is not between 1 and 10", ""},
        {{"--count", "x"}, "--count: 'x' is not a whole number", ""},
        {{"--count", "99999999999999999999"}, "--count: '99999999999999999999' is too large", ""},
        {{"--wait", "5m"}, "--wait: '5m' is not a number", "it counts seconds: write 300"},
        {{"--wait", "5x"}, "--wait: '5x' is not a number", ""},
        {{"--share", "nan"}, "--share: nan is not between 0 and 1", ""},
        {{"--kind", "squar"}, "--kind: 'squar' is not one of iso, square", "did you mean 'square'?"},
        {{"--name"}, "--name: needs a value", ""},
    }));
    Sample sample;
    try {
        sample.parse(words);
        FAIL("must be refused: " << what);
    } catch (const tk::UsageError& error) {
        CHECK(std::string(error.what()) == what);
        CHECK(error.advice() == advice);
    }
}

TEST_CASE("options that would go unheard or contradict each other are refused") {
    const auto [words, what] = GENERATE(table<std::vector<const char*>, std::string>({
        {{"--mp", "3"}, "--mp says something only with --reach or --path"},
        {{"--mp", "0", "--path", "1"}, ""},
        {{"--at", "7", "--zone", "C1"}, "--at asks about a board: say --board"},
        {{"--at", "7", "--board"}, "--at says something only with --zone"},
        {{"--at", "7", "--board", "--zone", "C1"}, ""},
        {{"--board", "-e"}, "-e and --board exclude each other"},
        {{"-j", "1", "-e"}, ""},
        {{"-j", "2", "-e"}, "-j cannot be told with -e"},
    }));
    bool board = false;
    bool events = false;
    std::string reach;
    std::string at;
    std::int64_t jobs = 1;
    std::optional<std::string> path;
    std::optional<std::string> zone;
    std::optional<std::int64_t> mp;
    tk::Settings settings;
    tk::Requests requests;
    const tk::Command common = tk::common_options(settings, requests);
    tk::Command command{"sample", "ask about boards"};
    command.flag("--board", board, "Board");
    command.flag("-e,--events", events, "Events").not_with({"--board"});
    command.text("--reach", "CELL", &reach, "Reach");
    command.text("--path", "CELL", &path, "Path");
    command.integer("--mp", "N", &mp, "Points").only_with({"--reach", "--path"});
    command.text("--zone", "ZONE", &zone, "Zone");
    command.text("--at", "CELL", &at, "Where")
        .only_with({"--board"}, "asks about a board: say --board")
        .only_with({"--zone"});
    command.integer("-j,--jobs", "N", &jobs, "Jobs").not_with({"--events"}, "cannot be told with -e", "leave it out");
    auto line = words;
    line.insert(line.begin(), "sample");
    std::string found;
    try {
        tk::parse_command_line(command, common, requests, static_cast<int>(line.size()), line.data());
    } catch (const tk::UsageError& error) {
        found = error.what();
    }
    CHECK(found == what);
    const std::string page = tk::man_page(command, common);
    CHECK(page.find("Points.\nOnly with \\-\\-reach or \\-\\-path.") != std::string::npos);
    CHECK(page.find("Events.\nNot with \\-\\-board.") != std::string::npos);
    const std::string table = tk::options_json(command, common);
    CHECK(table.find("\"not_with\"") != std::string::npos);
}

TEST_CASE("a table that names an option which is none is a mistake of the tool") {
    bool loud = false;
    tk::Settings settings;
    tk::Requests requests;
    const tk::Command common = tk::common_options(settings, requests);
    tk::Command command{"sample", "be loud"};
    command.flag("--loud", loud, "Loud").only_with({"--lowd"});
    const std::vector<const char*> words{"sample"};
    CHECK_THROWS_AS(tk::parse_command_line(command, common, requests, 1, words.data()), std::logic_error);
}

TEST_CASE("the environment gives what the command line leaves open") {
    ::setenv("TURNKIT_TEST_NAME", "env", 1);
    Sample sample;
    sample.parse({});
    CHECK(sample.name == "env");
    Sample flagged;
    flagged.parse({"--name", "flag"});
    CHECK(flagged.name == "flag");
    ::unsetenv("TURNKIT_TEST_NAME");
}

TEST_CASE("subcommands have options of their own and share those of the tool") {
    tk::Settings settings;
    tk::Requests requests;
    tk::Command common = tk::common_options(settings, requests);
    tk::Command tool{"tool", "do one of two things"};
    std::string database;
    std::string word;
    std::int64_t limit = 10;
    tool.text("--db", "FILE", &database, "The database");
    auto& search = tool.subcommand("search", "find words");
    search.operand("WORD", &word, "What to find").required();
    search.integer("--limit", "N", &limit, "At most N");
    tool.subcommand("list", "list all");
    const auto parse = [&](std::vector<const char*> words) {
        words.insert(words.begin(), "tool");
        return tk::parse_command_line(tool, common, requests, static_cast<int>(words.size()), words.data());
    };
    CHECK(parse({"search", "epee", "--limit", "3", "--db", "x.db", "--lang", "fr"}).selected == &search);
    CHECK(word == "epee");
    CHECK(limit == 3);
    CHECK(database == "x.db");
    CHECK(settings.language == "fr");
    CHECK_THROWS_WITH(parse({"serach", "x"}), "unknown command 'serach'");
    CHECK_THROWS_WITH(parse({}), "a command is missing");
    CHECK_THROWS_WITH(parse({"search"}), "WORD is missing");
    CHECK_THROWS_WITH(parse({"list", "--limit", "3"}), Catch::Contains("--limit"));
}

TEST_CASE("help, manual and completions name every option of the table") {
    Sample sample;
    sample.command.describe("A paragraph.").example("Show it", "sample --loud");
    const std::string help = tk::help_text(sample.command, sample.command, sample.common);
    const std::string page = tk::man_page(sample.command, sample.common);
    const std::string bash = tk::completion_script(sample.command, sample.common, "bash");
    const std::string zsh = tk::completion_script(sample.command, sample.common, "zsh");
    const std::string fish = tk::completion_script(sample.command, sample.common, "fish");
    const std::string json = tk::options_json(sample.command, sample.common);
    for (const auto* list : {&sample.command.options(), &sample.common.options()}) {
        for (const auto& option : *list) {
            CAPTURE(option->names);
            const std::string name = option->long_name();
            std::string roff = name;
            for (std::size_t at = 0; (at = roff.find('-', at)) != std::string::npos; at += 2)
                roff.replace(at, 1, "\\-");
            CHECK((help.find("--" + name) != std::string::npos) == !option->is_hidden);
            if (option->is_hidden) continue;
            CHECK(page.find("\\-\\-" + roff) != std::string::npos);
            CHECK(bash.find("--" + name) != std::string::npos);
            CHECK(zsh.find("--" + name) != std::string::npos);
            CHECK(fish.find("-l " + name) != std::string::npos);
            CHECK(json.find("\"" + name + "\"") != std::string::npos);
        }
    }
    CHECK(help.find("[3]") != std::string::npos);
    CHECK(help.find("iso, square [iso]") != std::string::npos);
}
