#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "core/text.hpp"
#include "profile/read.hpp"

namespace tk::profile {

namespace {

bool is_made_of(std::string_view text, std::string_view marks) {
    return std::all_of(text.begin(), text.end(), [marks](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

/// Heights of an anchor that a place may be away from it, or large.
constexpr double farthest = 200;

/// The box of `node`, which may name the anchor it is relative to.
Place read_place(const Node& node, const std::vector<AnchorProfile>& anchors) {
    const auto name = node.find("anchor");
    if (!name) return {read_box(node.require("box")), {}};
    Place place;
    place.anchor = name->text();
    Names known;
    for (const AnchorProfile& anchor : anchors) known.push_back(anchor.name);
    if (std::find(known.begin(), known.end(), place.anchor) == known.end()) {
        const auto near = nearest(place.anchor, known);
        name->refuse(fmt::format("there is no anchor `{}`", place.anchor),
                     near ? fmt::format("did you mean `{}`?", *near) : "list it under `anchors`");
    }
    const Node box = node.require("box");
    const std::vector<Node> sides = box.elements();
    if (sides.size() != 4) box.refuse("must be [x, y, width, height] in heights of the anchor");
    place.box = {sides[0].number(-farthest, farthest), sides[1].number(-farthest, farthest),
                 sides[2].number(0, farthest), sides[3].number(0, farthest)};
    if (place.box.width <= 0 || place.box.height <= 0) box.refuse("is empty");
    return place;
}

/// The path of a picture that is named relative to the profile's own folder.
std::string read_picture_path(const Node& node) {
    const std::filesystem::path path = node.text();
    return path.is_absolute() ? path.string() : (std::filesystem::path(node.source()).parent_path() / path).string();
}

AnchorProfile read_anchor(const Node& node) {
    static const Names keys = {"name", "label", "aspect", "icon", "area"};
    node.expect_keys(keys);
    AnchorProfile anchor;
    anchor.name = read_name(node.require("name"));
    const auto label = node.find("label");
    const auto icon = node.find("icon");
    if (label.has_value() == icon.has_value()) node.refuse("needs either `label` or `icon`");
    if (label) anchor.label = label->text();
    if (icon) anchor.icon = read_picture_path(*icon);
    if (const auto aspect = node.find("aspect")) {
        if (!label) aspect->refuse("belongs to a `label`");
        anchor.aspect = aspect->number(0.05, 100);
    }
    if (const auto area = node.find("area")) anchor.area = read_box(*area);
    return anchor;
}

FieldProfile read_field(const Node& node, const std::vector<AnchorProfile>& anchors) {
    static const Names keys = {"name", "box", "type", "label", "least", "most", "language", "anchor"};
    static const Names types = {"text", "integer", "pair", "percent", "duration", "coordinates"};
    node.expect_keys(keys);
    FieldProfile field;
    field.name = read_name(node.require("name"));
    field.place = read_place(node, anchors);
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

RowsProfile read_rows(const Node& node, const std::vector<AnchorProfile>& anchors) {
    static const Names keys = {"name", "box", "anchor", "count", "fields"};
    constexpr int most_rows = 200;
    node.expect_keys(keys);
    RowsProfile rows;
    rows.name = read_name(node.require("name"));
    rows.place = read_place(node, anchors);
    rows.count = node.require("count").integer(1, most_rows);
    node.require("fields");
    rows.fields = read_list<FieldProfile>(node, "fields", [](const Node& field) { return read_field(field, {}); });
    if (rows.fields.empty()) node.require("fields").refuse("names no field");
    return rows;
}

RegionProfile read_region(const Node& node, const std::vector<AnchorProfile>& anchors) {
    static const Names keys = {"name", "kind", "box", "anchor"};
    static const Names kinds = {"lines", "plates"};
    node.expect_keys(keys);
    RegionProfile region;
    region.name = read_name(node.require("name"));
    region.place = read_place(node, anchors);
    if (const auto kind = node.find("kind")) {
        region.kind = static_cast<RegionProfile::Kind>(kind->choice(kinds));
    }
    return region;
}

ElementProfile read_element(const Node& node, const std::vector<AnchorProfile>& anchors) {
    static const Names keys = {"name", "kind", "box", "anchor", "hue", "least_saturation", "label", "icon", "fills"};
    static const Names kinds = {"bar", "button", "icon", "panel"};
    static const Names ways = {"right", "left", "up", "down"};
    using Kind = ElementProfile::Kind;
    node.expect_keys(keys);
    ElementProfile element;
    element.name = read_name(node.require("name"));
    element.kind = static_cast<Kind>(node.require("kind").choice(kinds));
    element.place = read_place(node, anchors);
    const auto only = [&](const char* key, Kind kind) {
        const auto value = node.find(key);
        if (value && element.kind != kind) {
            value->refuse(fmt::format("belongs to a {}", kinds[static_cast<std::size_t>(kind)]));
        }
        return value;
    };
    if (only("hue", Kind::bar)) element.hue = read_hue_range(node);
    if (const auto way = only("fills", Kind::bar)) element.fills = static_cast<ElementProfile::Way>(way->choice(ways));
    if (const auto label = only("label", Kind::button)) element.label = label->text();
    if (const auto icon = only("icon", Kind::icon)) element.icon = read_picture_path(*icon);
    if (element.kind == Kind::bar && !element.hue) node.refuse("a bar needs `hue`, that of its filled part");
    if (element.kind == Kind::icon && element.icon.empty()) node.refuse("an icon needs `icon`, its picture");
    if (element.kind == Kind::button && element.label.empty()) node.refuse("a button needs `label`, its text");
    return element;
}

GlyphProfile read_glyph(const Node& node, const Profile& profile) {
    static const Names keys = {"text", "picture", "field"};
    node.expect_keys(keys);
    GlyphProfile glyph;
    glyph.text = node.require("text").text();
    glyph.picture = read_picture_path(node.require("picture"));
    const auto field = node.find("field");
    if (!field) return glyph;
    glyph.field = field->text();
    Names known;
    for (const FieldProfile& one : profile.fields) known.push_back(one.name);
    for (const RowsProfile& rows : profile.rows) {
        for (const FieldProfile& one : rows.fields) known.push_back(one.name);
    }
    if (std::find(known.begin(), known.end(), glyph.field) == known.end()) {
        const auto near = nearest(glyph.field, known);
        field->refuse(fmt::format("there is no field `{}`", glyph.field),
                      near ? fmt::format("did you mean `{}`?", *near) : "list it under `fields`");
    }
    return glyph;
}

}  // namespace

std::string read_name(const Node& node) {
    std::string name = node.text();
    if (!is_made_of(name, "_-")) {
        node.refuse("may hold only letters, digits, `-` and `_`");
    }
    return name;
}

std::string read_language(const Node& node) {
    // Languages become file names inside Tesseract, so nothing but their alphabet may pass.
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

HueRange read_hue_range(const Node& node) {
    const Node range = node.require("hue");
    const std::vector<Node> ends = range.elements();
    if (ends.size() != 2) {
        range.refuse("must be [low, high] in degrees");
    }
    HueRange hue;
    hue.low = ends[0].number(0, 360);
    hue.high = ends[1].number(0, 360);
    if (const auto saturation = node.find("least_saturation")) {
        hue.least_saturation = saturation->number(0, 1);
    }
    return hue;
}

void read_interface(const Node& top, Profile& profile) {
    profile.anchors = read_list<AnchorProfile>(top, "anchors", read_anchor);
    const auto with_anchors = [&](auto read) {
        return [read, &profile](const Node& node) { return read(node, profile.anchors); };
    };
    profile.fields = read_list<FieldProfile>(top, "fields", with_anchors(read_field));
    profile.rows = read_list<RowsProfile>(top, "rows", with_anchors(read_rows));
    profile.regions = read_list<RegionProfile>(top, "regions", with_anchors(read_region));
    profile.elements = read_list<ElementProfile>(top, "elements", with_anchors(read_element));
    profile.glyphs =
        read_list<GlyphProfile>(top, "glyphs", [&](const Node& node) { return read_glyph(node, profile); });
}

}  // namespace tk::profile
