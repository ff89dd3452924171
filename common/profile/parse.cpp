#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "core/error.hpp"
#include "profile/document.hpp"
#include "profile/profile.hpp"

namespace tk::profile {

namespace {

using Names = std::vector<std::string>;

bool is_made_of(std::string_view text, std::string_view marks) {
    return std::all_of(text.begin(), text.end(), [marks](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

/// A name that is also a key of records and perhaps a file name.
std::string read_name(const Node& node) {
    std::string name = node.text();
    if (!is_made_of(name, "_-")) {
        node.refuse("may hold only letters, digits, `-` and `_`");
    }
    return name;
}

/// Languages become file names inside Tesseract, so nothing but their alphabet may pass.
std::string read_language(const Node& node) {
    std::string language = node.text();
    if (!is_made_of(language, "_+") || language.front() == '+' || language.back() == '+') {
        node.refuse("must be Tesseract languages such as `fra` or `fra+eng`");
    }
    return language;
}

RelativeBox read_box(const Node& node) {
    const std::vector<Node> sides = node.elements();
    if (sides.size() != 4) {
        node.refuse("must be [x, y, width, height], each relative to the picture");
    }
    const RelativeBox box{sides[0].number(0, 1), sides[1].number(0, 1), sides[2].number(0, 1), sides[3].number(0, 1)};
    constexpr double rounding = 1e-6;
    if (box.x + box.width > 1 + rounding || box.y + box.height > 1 + rounding) {
        node.refuse("reaches out of the picture");
    }
    if (box.width <= 0 || box.height <= 0) {
        node.refuse("is empty");
    }
    return box;
}

BoardProfile read_board(const Node& node) {
    static const Names keys = {"kind", "ratio", "columns", "rows", "area"};
    static const Names kinds = {"iso", "diamond", "square", "hex-pointy", "hex-flat"};
    node.expect_keys(keys);
    BoardProfile board;
    board.kind = kinds[node.require("kind").choice(kinds)];
    if (const auto ratio = node.find("ratio")) {
        board.ratio = ratio->number(0.2, 10);
    }
    if (const auto columns = node.find("columns")) {
        board.columns = columns->integer(1, 1000);
    }
    if (const auto rows = node.find("rows")) {
        board.rows = rows->integer(1, 1000);
    }
    if (const auto area = node.find("area")) {
        board.area = read_box(*area);
    }
    return board;
}

NamedHue read_hue(const Node& node) {
    static const Names keys = {"name", "hue", "least_saturation"};
    node.expect_keys(keys);
    NamedHue named;
    named.name = read_name(node.require("name"));
    const Node range = node.require("hue");
    const std::vector<Node> ends = range.elements();
    if (ends.size() != 2) {
        range.refuse("must be [low, high] in degrees");
    }
    named.hue.low = ends[0].number(0, 360);
    named.hue.high = ends[1].number(0, 360);
    if (const auto saturation = node.find("least_saturation")) {
        named.hue.least_saturation = saturation->number(0, 1);
    }
    return named;
}

FieldProfile read_field(const Node& node) {
    static const Names keys = {"name", "box", "type", "label", "least", "most", "language"};
    static const Names types = {"text", "integer", "pair", "percent", "duration"};
    node.expect_keys(keys);
    FieldProfile field;
    field.name = read_name(node.require("name"));
    field.box = read_box(node.require("box"));
    if (const auto type = node.find("type")) {
        field.type = static_cast<FieldProfile::Type>(type->choice(types));
    }
    if (const auto label = node.find("label")) {
        field.label = label->text();
    }
    for (const auto& [key, bound] : {std::pair{"least", &field.least}, std::pair{"most", &field.most}}) {
        if (const auto value = node.find(key)) {
            if (field.type == FieldProfile::Type::text) {
                value->refuse("a text has no range");
            }
            *bound = value->number(-1e15, 1e15);
        }
    }
    if (field.least && field.most && *field.least > *field.most) {
        node.require("least").refuse("is above `most`");
    }
    if (const auto language = node.find("language")) {
        field.language = read_language(*language);
    }
    return field;
}

RegionProfile read_region(const Node& node) {
    static const Names keys = {"name", "kind", "box"};
    static const Names kinds = {"lines", "plates"};
    node.expect_keys(keys);
    RegionProfile region;
    region.name = read_name(node.require("name"));
    region.box = read_box(node.require("box"));
    if (const auto kind = node.find("kind")) {
        region.kind = static_cast<RegionProfile::Kind>(kind->choice(kinds));
    }
    return region;
}

EventPattern read_event(const Node& node) {
    static const Names keys = {"event", "pattern", "groups"};
    node.expect_keys(keys);
    EventPattern event;
    event.event = read_name(node.require("event"));
    const Node pattern = node.require("pattern");
    // The compiler of std::regex recurses over nested groups: a bound on the length bounds its stack.
    event.pattern = pattern.text(500);
    if (const auto groups = node.find("groups")) {
        for (const Node& group : groups->elements()) {
            event.groups.push_back(read_name(group));
        }
    }
    std::size_t captures = 0;
    try {
        captures = std::regex(event.pattern, std::regex::ECMAScript).mark_count();
    } catch (const std::regex_error&) {
        pattern.refuse("is not an ECMAScript regular expression");
    }
    if (captures != event.groups.size()) {
        pattern.refuse(fmt::format("captures {} groups, but `groups` names {}", captures, event.groups.size()));
    }
    return event;
}

/// The list under `key`, each element read by `read`; names must differ where elements have names of their own.
template <typename Element>
std::vector<Element> read_list(const Node& top, const std::string& key, Element (*read)(const Node&)) {
    std::vector<Element> list;
    std::set<std::string> names;
    const auto node = top.find(key);
    if (!node) {
        return list;
    }
    for (const Node& element : node->elements()) {
        list.push_back(read(element));
        if constexpr (requires { list.back().name; }) {
            if (!names.insert(list.back().name).second) {
                element.require("name").refuse(fmt::format("`{}` is named twice", list.back().name));
            }
        }
    }
    return list;
}

/// Where JSON stops being JSON: simdjson does not say, the handler of nlohmann/json does, also for a number too large.
struct ErrorPlace : nlohmann::json_sax<nlohmann::json> {
    std::size_t byte = 0;
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(std::int64_t) override { return true; }
    bool number_unsigned(std::uint64_t) override { return true; }
    bool number_float(double, const std::string&) override { return true; }
    bool string(std::string&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(std::string&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) override {
        byte = at;
        return false;
    }
};

/// Parses `json`; where it is not JSON, says in which line.
JsonView parse_json(JsonParser& parser, std::string_view json, std::string_view source) {
    try {
        return parser.parse(json);
    } catch (const Error& error) {
        ErrorPlace place;
        nlohmann::json::sax_parse(json, &place);
        const auto end = json.begin() + static_cast<std::ptrdiff_t>(std::min(place.byte, json.size()));
        const auto line = 1 + static_cast<std::size_t>(std::count(json.begin(), end, '\n'));
        throw InputError(source, line, error.what(), "a profile is one JSON object");
    }
}

}  // namespace

Profile parse_profile(std::string_view json, std::string_view source) {
    static const Names keys = {"name",       "game",   "language", "board", "teams",
                               "highlights", "fields", "regions",  "events"};
    JsonParser parser;
    const Document document{json, source};
    const Node top(document, parse_json(parser, json, source));
    top.expect_keys(keys);
    Profile profile;
    profile.name = read_name(top.require("name"));
    const auto game = top.find("game");
    profile.game = game ? read_name(*game) : profile.name;
    if (const auto language = top.find("language")) {
        profile.language = read_language(*language);
    }
    if (const auto board = top.find("board")) {
        profile.board = read_board(*board);
    }
    profile.teams = read_list(top, "teams", read_hue);
    profile.highlights = read_list(top, "highlights", read_hue);
    profile.fields = read_list(top, "fields", read_field);
    profile.regions = read_list(top, "regions", read_region);
    profile.events = read_list(top, "events", read_event);
    return profile;
}

}  // namespace tk::profile
