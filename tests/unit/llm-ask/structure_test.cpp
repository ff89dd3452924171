#include "catch.hpp"
#include "llm-ask/router.hpp"
#include "llm-ask/schema_check.hpp"
#include "llm-ask/template.hpp"
#include "llm-ask/toolbox.hpp"

using namespace tk::llm;
using Catch::Matchers::Contains;

namespace {

std::string problem(const std::string& schema, const std::string& value) {
    tk::JsonParser schemas;
    tk::JsonParser values;
    const tk::JsonView parsed = schemas.parse(schema);
    require_supported_schema(parsed, "schema");
    return misfit(parsed, values.parse(value)).value_or("fits");
}

}  // namespace

TEST_CASE("a value fits its schema or the first misfit is named with its place", "[schema]") {
    const std::string move = R"({"type":"object","properties":{"move":{"enum":["up","down"]},"hp":{"type":"integer",
        "minimum":0,"maximum":100},"tags":{"type":"array","items":{"type":"string","maxLength":3},"maxItems":2,
        "uniqueItems":true}},"required":["move"],"additionalProperties":false})";
    CHECK(problem(move, R"({"move":"up","hp":31,"tags":["a","b"]})") == "fits");
    CHECK(problem(move, R"({"hp":31})") == "$: 'move' is missing");
    CHECK(problem(move, R"({"move":"left"})") == R"($.move: must be one of ["up","down"])");
    CHECK(problem(move, R"({"move":"up","hp":101})") == "$.hp: must be at most 100");
    CHECK(problem(move, R"({"move":"up","hp":1.5})") == "$.hp: must be of type integer");
    CHECK(problem(move, R"({"move":"up","x":1})") == "$.x: is not allowed");
    CHECK(problem(move, R"({"move":"up","tags":["abcd"]})") == "$.tags[0]: must have at most 3 characters");
    CHECK(problem(move, R"({"move":"up","tags":["a","a"]})") == "$.tags: must hold no element twice");
    CHECK(problem(move, "[]") == "$: must be of type object");
    CHECK(problem(R"({"type":["string","null"]})", "null") == "fits");
    CHECK(problem(R"({"anyOf":[{"type":"string"},{"type":"integer","minimum":3}]})", "4") == "fits");
    CHECK_THAT(problem(R"({"anyOf":[{"type":"string"},{"type":"integer","minimum":3}]})", "2"), Contains("any other"));
    const std::string tree = R"({"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"child":
        {"$ref":"#/$defs/node"},"n":{"type":"integer"}}}}})";
    CHECK(problem(tree, R"({"child":{"child":{"n":1}}})") == "fits");
    CHECK(problem(tree, R"({"child":{"child":{"n":"1"}}})") == "$.child.child.n: must be of type integer");
}

TEST_CASE("a schema with more than can be checked is refused", "[schema]") {
    CHECK_THROWS_WITH(problem(R"({"properties":{"a":{"pattern":"x"}}})", "{}"),
                      Contains("$.properties.a: 'pattern' is not supported"));
    CHECK_THROWS_WITH(problem(R"({"type":"whole"})", "{}"), Contains("no type is called 'whole'"));
    CHECK_THROWS_WITH(problem(R"({"$ref":"#/$defs/none"})", "{}"), Contains("$ref"));
}

TEST_CASE("a fence around JSON is taken off", "[schema]") {
    CHECK(json_part("```json\n{\"a\":1}\n```\n") == "{\"a\":1}");
    CHECK(json_part(" {} ") == "{}");
    CHECK(json_part("```") == "```");
}

TEST_CASE("a template takes fields of a record, deep ones and elements too", "[template]") {
    tk::JsonParser parser;
    const auto record = parser.parse(R"({"name":"Élowen","state":{"turn":3,"list":["a",{"b":2.5}]}})");
    CHECK(Template("{name}: {state.turn} {state.list.1} {{x}}").fill(record) == R"(Élowen: 3 {"b":2.5} {x})");
    CHECK(Template("plain").fill(record) == "plain");
    CHECK_THROWS_AS(Template("{state.list.2}").fill(record), tk::RecordError);
    CHECK_THROWS_AS(Template("{none}").fill(record), tk::RecordError);
    for (const char* text : {"{", "}", "{}", "{ }", "a{b"}) CHECK_THROWS_AS(Template(text), tk::UsageError);
}

TEST_CASE("the task of a prompt is guessed from its words, in both languages", "[router]") {
    const std::pair<const char*, TaskKind> prompts[] = {
        {"Describe the old village by the forest", TaskKind::place},
        {"Décris le donjon et son paysage", TaskKind::place},
        {"Choose one option: left or right", TaskKind::quick},
        {"Raconte un combat épique contre un dragon", TaskKind::combat},
        {"What does the guard say when you talk to her?", TaskKind::dialogue},
        {"Quelle stratégie pour le plus de dégâts ?", TaskKind::tactics},
        {"What is the capital of France", TaskKind::general},
        {"", TaskKind::general},
    };
    for (const auto& [prompt, task] : prompts) {
        INFO(prompt);
        CHECK(task_name(guess_task(prompt)) == task_name(task));
    }
    CHECK(parameters_of("llama3.2:1b") == 1.0);
    CHECK(parameters_of("qwen2.5-7B-instruct") == 7.0);
    CHECK_FALSE(parameters_of("gpt-4o"));
}

TEST_CASE("what a model is good at is guessed from whole words of its name and from its size", "[router]") {
    const auto [model, good_at] = GENERATE(table<std::string, std::vector<TaskKind>>({
        {"gemma2:9b", {TaskKind::place, TaskKind::combat}},
        {"gemma3:1b", {TaskKind::quick, TaskKind::place, TaskKind::combat}},
        {"Mistral-Nemo-12B", {TaskKind::dialogue, TaskKind::general}},
        {"dolphin-mixtral:8x7b", {TaskKind::dialogue, TaskKind::general}},
        {"dolphin3", {TaskKind::general}},
        {"deepseek-r1:70b", {TaskKind::tactics}},
        {"deepseek-chat", {TaskKind::general, TaskKind::tactics}},
        {"gpt-4o-mini", {TaskKind::quick}},
        {"gpt-4o", {TaskKind::general, TaskKind::dialogue}},
        {"google/gemini-2.5-pro", {TaskKind::general, TaskKind::dialogue}},
        {"google/gemini-2.5-flash", {TaskKind::quick}},
        {"MiniMax-M1", {TaskKind::general, TaskKind::dialogue}},
        {"phi4", {TaskKind::quick, TaskKind::tactics}},
        {"qwen2.5:0.5b", {TaskKind::quick, TaskKind::tactics, TaskKind::general}},
        {"something-else", {TaskKind::general}},
        {"", {TaskKind::general}},
    }));
    CAPTURE(model);
    CHECK(guess_specialities(model) == good_at);
}

TEST_CASE("the router takes the first rule, else the specialist, by cost or quality, and heeds ratings", "[router]") {
    Catalog catalog;
    ModelEntry small{"small", "p", "llama3.2:1b", {}, 0.1, 0.1, {}, {}};
    ModelEntry large{"large", "p", "gemma2:27b", {}, 2.0, 2.0, {}, {}};
    ModelEntry other{"other", "p", "gemma2:9b", {}, 1.0, 1.0, {}, {}};
    catalog.models = {small, large, other};
    const std::string prompt = "Raconte un combat épique";
    const auto first = [&](Preference preference, const Opinions& opinions = {}) {
        return route(catalog, prompt, std::nullopt, "", preference, opinions).models.front();
    };
    CHECK(first(Preference::quality) == "large");
    CHECK(first(Preference::cost) == "small");
    const Opinions bad = [](const std::string& model, TaskKind) -> std::optional<Opinion> {
        return model == "gemma2:27b" ? std::optional(Opinion{-0.8, 5}) : std::nullopt;
    };
    CHECK(first(Preference::quality, bad) == "other");
    catalog.routes = {{TaskKind::place, {}, {"large"}}, {TaskKind::combat, {"epique"}, {"other", "small"}}};
    const Route decided = route(catalog, prompt, std::nullopt, "", Preference::quality, {});
    CHECK(decided.models == std::vector<std::string>{"other", "small"});
    CHECK(decided.why == "rule 2 of the configuration");
    CHECK_THROWS_AS(route(Catalog{}, prompt, std::nullopt, "", Preference::quality, {}), tk::UsageError);
}

TEST_CASE("tools come from an option table: what writes is left out, and values cannot pass for options", "[tools]") {
    const std::string table = R"({"name":"kb","summary":"s","options":[{"name":"db","type":"file"},
        {"name":"game","type":"text","value":"NAME","help":"h"}],"commands":[
        {"name":"search","summary":"find","options":[{"name":"limit","type":"integer","least":1}],
         "operands":[{"name":"WORDS","type":"file","repeats":true}]},
        {"name":"import","summary":"change","changes":true,"options":[],"operands":[]}]})";
    CHECK(tools_of(table, "/bin/kb", "import", false).empty());
    const auto harmless = tools_of(table, "/bin/kb", "", false);
    REQUIRE(harmless.size() == 1);
    CHECK(harmless[0].spec.name == "kb_search");
    CHECK(tools_of(R"({"name":"w","summary":"s","changes":true,"options":[]})", "w", "", false).empty());
    CHECK(tools_of(R"({"name":"w","summary":"s","changes":true,"options":[]})", "w", "", true).size() == 1);
    const auto tools = tools_of(table, "/bin/kb", "search", true);
    REQUIRE(tools.size() == 1);
    CHECK(tools[0].spec.name == "kb_search");
    CHECK_THAT(tools[0].spec.parameters, Contains("WORDS") && Contains("limit") && !Contains("\"db\""));
    CHECK(tools_of(table, "/bin/kb", "", true).size() == 2);
    CHECK(command_line(tools[0], R"({"WORDS":["--db=/x","a b"],"limit":3,"game":"-v"})", false) ==
          std::vector<std::string>{"/bin/kb", "search", "--limit=3", "--game=-v", "--", "--db=/x", "a b"});
    CHECK(command_line(tools[0], R"({"game":"50..100"})", false).back() == "--game=50..100");
    for (const char* arguments : {"[]", "nonsense", R"({"db":"x"})", R"({"limit":[1,2]})", R"({"WORDS":"/etc/passwd"})",
                                  R"({"WORDS":"../x"})", R"({"game":{"a":1}})", R"({"game":"/etc/passwd"})",
                                  R"({"game":"~/x"})", R"({"game":"a/../../x"})", R"({"game":".."})"}) {
        INFO(arguments);
        CHECK_THROWS_AS(command_line(tools[0], arguments, false), tk::Error);
    }
}

TEST_CASE("an option that changes something is a model's only when it may write", "[tools]") {
    const std::string table = R"({"name":"read","summary":"s","options":[
        {"name":"correct","type":"text","repeats":true,"changes":true,"required":true},
        {"name":"all","type":"flag","changes":true},{"name":"profile","type":"text"}]})";
    const auto reading = tools_of(table, "read", "", false);
    REQUIRE(reading.size() == 1);
    CHECK_THAT(reading[0].spec.parameters, !Contains("correct") && !Contains("all") && Contains("profile"));
    for (const char* arguments : {R"({"correct":["a=b"]})", R"({"all":true})"}) {
        CHECK_THROWS_WITH(command_line(reading[0], arguments, false), Contains("changes something"));
    }
    const auto writing = tools_of(table, "read", "", true);
    CHECK_THAT(writing[0].spec.parameters, Contains("correct"));
    CHECK(command_line(writing[0], R"({"correct":["a=b"],"profile":"/x"})", true) ==
          std::vector<std::string>{"read", "--correct=a=b", "--profile=/x"});
}
