#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tk::profile {

/// A rectangle relative to the picture: x, y, width, height in 0..1.
struct RelativeBox {
    double x = 0, y = 0, width = 1, height = 1;
};

/// Colours are matched by hue because games draw them translucent (degrees 0..360), with a least saturation (0..1).
struct HueRange {
    double low = 0, high = 0;  ///< may wrap around 360: low 350, high 10
    double least_saturation = 0.35;
};

/// How the board of a game looks and is numbered, as far as it is known.
struct BoardProfile {
    std::optional<std::string> kind;  ///< iso (staggered rows), diamond, square, hex-pointy, hex-flat
    std::optional<double> ratio;      ///< width to height of a cell
    /// Of hexagons: from row to row, share of a cell's height (flat ones: of its width).
    std::optional<double> pitch;
    std::optional<int> columns;  ///< fixed size of the game's boards, where it has one
    std::optional<int> rows;
    RelativeBox area;  ///< where in the picture the board may be
};

/// A named hue: a team ("ally", "enemy") or a highlight ("reachable", "range", "target").
struct NamedHue {
    std::string name;
    HueRange hue;
};

/// Something in the picture that other places are relative to, so that they are found whatever the resolution, the
/// window's size or the scale of the interface.
struct AnchorProfile {
    std::string name;
    std::string label;  ///< a text; empty for an icon
    double aspect = 0;  ///< width of the text's ink for its height, where it is known: tells the scale exactly
    std::string icon;   ///< path of a picture of it, at any scale; empty for a text
    RelativeBox area;   ///< where in the picture it may be
};

/// A rectangle of the picture: shares of it, or, where there is an anchor, heights of the anchor (its ink or its
/// picture as found) from the anchor's top left corner.
struct Place {
    RelativeBox box;
    std::string anchor;
};

/// One value of the interface: where it stands and what it must look like.
struct FieldProfile {
    /// A duration is in whole seconds; coordinates are two whole numbers, x and y.
    enum class Type { text, integer, pair, percent, duration, coordinates };
    std::string name;  ///< "ap"
    Place place;
    Type type = Type::text;
    std::string label;            ///< text before the value that is read but not kept ("PA")
    std::optional<double> least;  ///< a value outside is null with the reason
    std::optional<double> most;
    std::string language;  ///< Tesseract language; empty: the profile's
};

/// Fields that repeat in each row of a table: the offers of a market, the members of a party.
struct RowsProfile {
    std::string name;  ///< "offers"
    Place place;       ///< of all rows together
    int count = 1;     ///< equal in height, one below the other
    /// Their boxes are in shares of a row.
    std::vector<FieldProfile> fields;
};

/// A part of the picture where lines of text are looked for.
struct RegionProfile {
    enum class Kind { lines, plates };  ///< plates: light text on small opaque dark plates, anywhere in the box
    std::string name;                   ///< "chat"
    Kind kind = Kind::lines;
    Place place;
};

/// A part of the interface that is no text.
struct ElementProfile {
    enum class Kind { bar, button, icon, panel };
    enum class Way { right, left, up, down };
    std::string name;  ///< "hp"
    Kind kind = Kind::bar;
    Place place;                  ///< of a bar: its inside, filled or not; of the others: where they may be
    std::optional<HueRange> hue;  ///< of a bar's filled part
    Way fills = Way::right;       ///< to where a bar grows
    std::string label;            ///< on a button
    std::string icon;             ///< path of a picture of the icon
};

/// The look of a text that was misread once, and what it says.
struct GlyphProfile {
    std::string text;
    std::string picture;  ///< path of its ink: bright on black, cut to its box, at any scale
    std::string field;    ///< the field of fields or rows it is for; empty for every field and line
};

/// A line of the game's log and what it tells. `groups` names the capture groups of the ECMAScript pattern, in order.
struct EventPattern {
    std::string event;  ///< spell_cast, damage, heal, die, end_turn, ...
    std::string pattern;
    std::vector<std::string> groups;  ///< actor, spell, target, amount, element
};

/// What turnkit needs to know about one game. Pure data (examples/profiles/*.json).
struct Profile {
    std::string name;
    std::string game;              ///< key of the game's data in the database
    std::string language = "eng";  ///< Tesseract languages, "fra+eng"
    BoardProfile board;
    std::vector<NamedHue> teams;
    std::vector<NamedHue> highlights;
    std::vector<AnchorProfile> anchors;
    std::vector<FieldProfile> fields;
    std::vector<RowsProfile> rows;
    std::vector<RegionProfile> regions;
    std::vector<ElementProfile> elements;
    std::vector<GlyphProfile> glyphs;
    std::vector<EventPattern> events;
};

/// Reads a profile. Throws InputError naming the file and what is wrong (unknown keys included, with a near match).
Profile parse_profile(std::string_view json, std::string_view source);

/// Finds and reads profile `name` (a name, or a path when it holds a slash or ends in .json) in the data folders
/// (`profiles/NAME.json`). Throws Error listing what is there when it is not found.
Profile load_profile(const std::string& name);

/// The profile to use: the option, else TURNKIT_PROFILE, else the record's key; nothing when none says one.
std::optional<std::string> choose_profile(const std::string& option, std::optional<std::string_view> from_record);

}  // namespace tk::profile
