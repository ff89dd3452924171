#include "catch.hpp"
#include "core/error.hpp"
#include "profile/profile.hpp"

using tk::profile::FieldProfile;
using tk::profile::parse_profile;
using tk::profile::Profile;
using tk::profile::RegionProfile;

namespace {

constexpr const char* whole = R"({
  "name": "skirmish",
  "game": "little-war",
  "language": "fra+eng",
  "board": {"kind": "hex-flat", "ratio": 1.15, "pitch": 0.8, "columns": 11, "rows": 9, "area": [0.1, 0, 0.8, 0.75]},
  "teams": [{"name": "ally", "hue": [350, 10]}, {"name": "enemy", "hue": [220, 250], "least_saturation": 0.6}],
  "highlights": [{"name": "reachable", "hue": [100, 140]}],
  "fields": [
    {"name": "hp", "box": [0.1, 0.9, 0.2, 0.05], "type": "pair", "label": "PV", "least": 0, "most": 99999},
    {"name": "map", "box": [0, 0, 0.3, 0.05], "language": "eng"}
  ],
  "rows": [{"name": "offers", "box": [0.2, 0.2, 0.6, 0.6], "count": 12, "fields": [
    {"name": "item", "box": [0, 0, 0.5, 1]}, {"name": "price", "box": [0.5, 0, 0.5, 1], "type": "integer"}]}],
  "regions": [{"name": "chat", "box": [0, 0.7, 0.3, 0.3]}, {"name": "plates", "kind": "plates", "box": [0, 0, 1, 1]}],
  "events": [{"event": "heal", "pattern": "^(.+) : \\+(\\d+) PV\\.$", "groups": ["target", "amount"]}]
})";

/// The message with which `json` is refused; empty when it is not.
std::string refusal(const std::string& json) {
    try {
        parse_profile(json, "p.json");
        return {};
    } catch (const tk::InputError& error) {
        return std::string(error.what()) + (error.advice().empty() ? "" : " | " + error.advice());
    }
}

std::string with_field(const std::string& members) {
    return R"({"name":"a","fields":[{"name":"ap","box":[0,0,1,1],)" + members + "}]}";
}

}  // namespace

TEST_CASE("a whole profile is read as it stands") {
    const Profile profile = parse_profile(whole, "p.json");
    CHECK(profile.name == "skirmish");
    CHECK(profile.game == "little-war");
    CHECK(profile.language == "fra+eng");
    CHECK(profile.board.kind == "hex-flat");
    CHECK(profile.board.ratio == 1.15);
    CHECK(profile.board.pitch == 0.8);
    CHECK(profile.board.columns == 11);
    CHECK(profile.board.rows == 9);
    CHECK(profile.board.area.width == 0.8);
    REQUIRE(profile.teams.size() == 2);
    CHECK(profile.teams[0].hue.low == 350);
    CHECK(profile.teams[0].hue.least_saturation == 0.35);
    CHECK(profile.teams[1].hue.least_saturation == 0.6);
    CHECK(profile.highlights.at(0).name == "reachable");
    REQUIRE(profile.fields.size() == 2);
    CHECK(profile.fields[0].type == FieldProfile::Type::pair);
    CHECK(profile.fields[0].label == "PV");
    REQUIRE(profile.rows.size() == 1);
    CHECK(profile.rows[0].count == 12);
    CHECK(profile.rows[0].place.box.width == 0.6);
    CHECK(profile.rows[0].fields.at(1).type == FieldProfile::Type::integer);
    CHECK(profile.fields[0].most == 99999);
    CHECK(profile.fields[0].place.box.height == 0.05);
    CHECK(profile.fields[1].type == FieldProfile::Type::text);
    CHECK_FALSE(profile.fields[1].least);
    CHECK(profile.fields[1].language == "eng");
    REQUIRE(profile.regions.size() == 2);
    CHECK(profile.regions[0].kind == RegionProfile::Kind::lines);
    CHECK(profile.regions[1].kind == RegionProfile::Kind::plates);
    CHECK(profile.events.at(0).groups == std::vector<std::string>{"target", "amount"});
}

TEST_CASE("a profile needs no more than a name, and the game is called like it") {
    const Profile profile = parse_profile(R"({"name":"duel"})", "p.json");
    CHECK(profile.game == "duel");
    CHECK(profile.language == "eng");
    CHECK_FALSE(profile.board.kind);
    CHECK_FALSE(profile.board.ratio);
    CHECK(profile.fields.empty());
}

TEST_CASE("what is wrong in a profile is refused with file, line, place and advice") {
    const auto [json, says] = GENERATE(table<std::string, std::string>({
        {"{\n\"name\": \"a\",\n\"bord\": {}}", "p.json:3: bord: unknown key | did you mean `board`?"},
        {"{\"name\":\"a\",\n\"teams\":[{\"name\":\"x\",\"hue\":[0,1]},\n{\"name\":\"y\",\"hu\":[0,1]}]}",
         "p.json:3: teams[1].hu: unknown key | did you mean `hue`?"},
        {"{}", "p.json:1: the profile: `name` is missing"},
        {"[]", "p.json:1: the profile: must be an object"},
        {R"({"name":""})", "p.json:1: name: must be a text that is not empty"},
        {R"({"name":"../a"})", "p.json:1: name: may hold only letters, digits, `-` and `_`"},
        {R"({"name":"a","name":"b"})", "p.json:1: name: stands there twice"},
        {R"({"name":"a","language":"../../fra"})",
         "p.json:1: language: must be Tesseract languages such as `fra` or `fra+eng`"},
        {R"({"name":"a","board":{"kind":"sqare"}})",
         "p.json:1: board.kind: `sqare` is not one of iso, diamond, square, hex-pointy, hex-flat | "
         "did you mean `square`?"},
        {R"({"name":"a","board":{"kind":"iso","columns":0}})",
         "p.json:1: board.columns: must be a whole number from 1 to 1000"},
        {R"({"name":"a","board":{"kind":"hex-flat","pitch":0.5}})",
         "p.json:1: board.pitch: must be a number from 0.55 to 0.95"},
        {R"({"name":"a","teams":[{"name":"x","hue":[0,361]}]})",
         "p.json:1: teams[0].hue[1]: must be a number from 0 to 360"},
        {R"({"name":"a","teams":[{"name":"x","hue":[1]}]})", "p.json:1: teams[0].hue: must be [low, high] in degrees"},
        {R"({"name":"a","teams":{"name":"x"}})", "p.json:1: teams: must be an array"},
        {R"({"name":"a","regions":[{"name":"x","box":[0.5,0,0.6,1]}]})",
         "p.json:1: regions[0].box: reaches out of the picture"},
        {R"({"name":"a","regions":[{"name":"x","box":[0,0,0,1]}]})", "p.json:1: regions[0].box: is empty"},
        {R"({"name":"a","regions":[{"name":"x","box":[0,0,1]}]})",
         "p.json:1: regions[0].box: must be [x, y, width, height], each relative to the picture"},
        {R"({"name":"a","regions":[{"name":"x","box":[0,0,1,1]},{"name":"x","box":[0,0,1,1]}]})",
         "p.json:1: regions[1].name: `x` is named twice"},
        {R"({"name":"a","glyphs":[{"text":"6"}]})", "p.json:1: glyphs[0]: `picture` is missing"},
        {R"({"name":"a","fields":[{"name":"turn","box":[0,0,1,1]}],"glyphs":[{"text":"6","picture":"6.png","field":"trn"}]})",
         "p.json:1: glyphs[0].field: there is no field `trn` | did you mean `turn`?"},
        {R"({"name":"a","anchors":[{"name":"x"}]})", "p.json:1: anchors[0]: needs either `label` or `icon`"},
        {R"({"name":"a","anchors":[{"name":"heart","icon":"heart.png"}],"fields":[{"name":"x","anchor":"hart","box":[0,0,1,1]}]})",
         "p.json:1: fields[0].anchor: there is no anchor `hart` | did you mean `heart`?"},
        {R"({"name":"a","anchors":[{"name":"x","label":"PV"}],"fields":[{"name":"x","anchor":"x","box":[0,0,1,201]}]})",
         "p.json:1: fields[0].box[3]: must be a number from 0 to 200"},
        {R"({"name":"a","elements":[{"name":"x","kind":"bar","box":[0,0,1,1]}]})",
         "p.json:1: elements[0]: a bar needs `hue`, that of its filled part"},
        {R"({"name":"a","elements":[{"name":"x","kind":"panel","label":"Go","box":[0,0,1,1]}]})",
         "p.json:1: elements[0].label: belongs to a button"},
        {with_field(R"("type":"number")"),
         "p.json:1: fields[0].type: `number` is not one of text, integer, pair, percent, duration, coordinates | "
         "known are: text, integer, pair, percent, duration, coordinates"},
        {with_field(R"("least":0)"), "p.json:1: fields[0].least: a text has no range"},
        {with_field(R"("type":"integer","least":9,"most":3)"), "p.json:1: fields[0].least: is above `most`"},
        {R"({"name":"a","events":[{"event":"die","pattern":"(","groups":["target"]}]})",
         "p.json:1: events[0].pattern: is not an ECMAScript regular expression"},
        {R"({"name":"a","events":[{"event":"die","pattern":"a{9,2222222222222222222222222299}","groups":[]}]})",
         "p.json:1: events[0].pattern: repeats something more than 999 times"},
        {R"({"name":"a","events":[{"event":"die","pattern":"(.+) dies","groups":[]}]})",
         "p.json:1: events[0].pattern: captures 1 groups, but `groups` names 0"},
    }));
    CAPTURE(json);
    CHECK(refusal(json) == says);
}

TEST_CASE("text that is not JSON is refused with the line where it breaks") {
    CHECK_THAT(refusal("{\n\"name\": \"a\",\n\"board\": }"), Catch::Matchers::StartsWith("p.json:3: "));
    CHECK_THAT(refusal(""), Catch::Matchers::StartsWith("p.json:1: "));
    CHECK_THAT(refusal("{\"name\":\"\xff\"}"), Catch::Matchers::StartsWith("p.json:1: "));
}

TEST_CASE("every prefix of a good profile is refused, none crashes") {
    const std::string text = whole;
    for (std::size_t length = 0; length < text.size(); ++length) {
        CHECK_FALSE(refusal(text.substr(0, length)).empty());
    }
}

TEST_CASE("a number that no double holds is refused with its line") {
    const std::string json = "{\"name\": \"a\",\n \"fields\": [{\"name\": \"x\", \"box\": [2e308, 0, 1, 1]}]}";
    CHECK_THAT(refusal(json), Catch::Matchers::StartsWith("p.json:2: "));
}
