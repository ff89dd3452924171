#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "core/error.hpp"
#include "profile/document.hpp"
#include "profile/profile.hpp"
#include "profile/read.hpp"

namespace tk::profile {

namespace {

BoardProfile read_board(const Node& node) {
    static const Names keys = {"kind", "ratio", "pitch", "columns", "rows", "area"};
    static const Names kinds = {"iso", "diamond", "square", "hex-pointy", "hex-flat"};
    node.expect_keys(keys);
    BoardProfile board;
    board.kind = kinds[node.require("kind").choice(kinds)];
    if (const auto ratio = node.find("ratio")) {
        board.ratio = ratio->number(0.2, 10);
    }
    if (const auto pitch = node.find("pitch")) {
        board.pitch = pitch->number(0.55, 0.95);
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
    named.hue = read_hue_range(node);
    return named;
}

/// Whether a repeat or a reference in a pattern has more than three digits, which std::regex reads without a bound.
bool counts_too_far(std::string_view pattern) {
    constexpr int most_digits = 3;
    int digits = 0;
    bool is_count = false;
    for (const char c : pattern) {
        if (c >= '0' && c <= '9') {
            if (is_count && ++digits > most_digits) return true;
        } else {
            is_count = c == '{' || c == '\\' || (c == ',' && is_count);
            digits = 0;
        }
    }
    return false;
}

EventPattern read_event(const Node& node) {
    static const Names keys = {"event", "pattern", "groups"};
    node.expect_keys(keys);
    EventPattern event;
    event.event = read_name(node.require("event"));
    const Node pattern = node.require("pattern");
    // The compiler of std::regex recurses over nested groups: a bound on the length bounds its stack.
    event.pattern = pattern.text(500);
    if (counts_too_far(event.pattern)) pattern.refuse("repeats something more than 999 times");
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
    static const Names keys = {"name",   "game", "language", "board",    "teams",  "highlights", "anchors",
                               "fields", "rows", "regions",  "elements", "glyphs", "events"};
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
    profile.teams = read_list<NamedHue>(top, "teams", read_hue);
    profile.highlights = read_list<NamedHue>(top, "highlights", read_hue);
    read_interface(top, profile);
    profile.events = read_list<EventPattern>(top, "events", read_event);
    return profile;
}

}  // namespace tk::profile
