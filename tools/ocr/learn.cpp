#include "ocr/learn.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "ocr/labels.hpp"
#include "ocr/rectangles.hpp"
#include "ocr/values.hpp"

namespace tk::ocr {

namespace {

using profile::FieldProfile;
using Json = nlohmann::ordered_json;

constexpr const char* type_names[] = {"text", "integer", "pair", "percent", "duration"};

/// A field as it stands in the picture.
struct Sighting {
    std::string name;
    FieldProfile::Type type = FieldProfile::Type::text;
    std::string label;
    cv::Rect label_box;  ///< of its ink; empty without a label
    cv::Rect ink;        ///< of the value, with its label
    cv::Rect room;       ///< where the value may stand
    std::string anchor;
};

/// The type that `text` has; text when it is none of numbers.
FieldProfile::Type type_of(const std::string& text) {
    using Type = FieldProfile::Type;
    for (const Type type : {Type::pair, Type::percent, Type::integer, Type::duration}) {
        FieldProfile field;
        field.type = type;
        if (parse_value(text, field).has_value()) return type;
    }
    return Type::text;
}

std::string without_colon(std::string text) {
    while (!text.empty() && (text.back() == ':' || text.back() == ' ')) text.pop_back();
    return text;
}

bool has_digit(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether words before a value name it, rather than being a sentence or another value.
bool may_be_label(const std::string& before) {
    const std::string label = without_colon(before);
    return !label.empty() && label.size() <= 24 && !has_digit(label) && !fold_words(fold(label)).empty();
}

/// The words of `text` before its first digit, when they and the rest are a label and a typed value.
std::optional<std::pair<std::string, std::string>> split_label(const std::string& text) {
    const std::size_t digit = text.find_first_of("0123456789");
    if (digit == std::string::npos || digit == 0) return std::nullopt;
    std::size_t begin = digit;
    if (text[begin - 1] == '-' || text[begin - 1] == '+') --begin;
    const std::string label(trim(text.substr(0, begin)));
    const std::string value(trim(text.substr(begin)));
    if (!may_be_label(label) || type_of(value) == FieldProfile::Type::text) return std::nullopt;
    return std::pair(without_colon(label), value);
}

/// Where a value may stand whose ink is `ink`: room for a longer one to its right, up to the next text, within its
/// panel.
cv::Rect room_of(const cv::Rect& ink, const std::vector<PlacedLine>& lines,
                 const std::vector<FlatRectangle>& rectangles, cv::Size size) {
    const int margin = std::max(2, ink.height / 2);
    const int longer = std::max(3 * ink.height, ink.width / 2);
    cv::Rect room(ink.x - margin, ink.y - margin, ink.width + margin + longer, ink.height + 2 * margin);
    const auto end_at = [&](int x) { room.width = std::min(room.width, x - room.x); };
    const auto begin_at = [&](int x) {
        const int right = room.br().x;
        room.x = std::max(room.x, x);
        room.width = right - room.x;
    };
    for (const PlacedLine& line : lines) {
        const bool beside = line.box.y < ink.br().y && line.box.br().y > ink.y;
        if (beside && line.box.x >= ink.br().x) end_at(line.box.x - std::max(1, ink.height / 4));
        if (beside && line.box.br().x <= ink.x) begin_at(line.box.br().x + 1);
        const bool above_or_below = line.box.x < room.br().x && line.box.br().x > room.x;
        if (!above_or_below || beside) continue;
        if (line.box.br().y <= ink.y && line.box.br().y > room.y) {
            const int bottom = room.br().y;
            room.y = std::min(ink.y - 1, line.box.br().y + 1);
            room.height = bottom - room.y;
        } else if (line.box.y >= ink.br().y && line.box.y < room.br().y) {
            room.height = std::max(ink.br().y + 1, line.box.y - 1) - room.y;
        }
    }
    const FlatRectangle* panel = nullptr;
    for (const FlatRectangle& rectangle : rectangles) {
        if ((rectangle.box & ink) == ink && (panel == nullptr || rectangle.box.area() < panel->box.area())) {
            panel = &rectangle;
        }
    }
    if (panel != nullptr) {
        const cv::Rect inside(panel->box.x + 1, panel->box.y + 1, panel->box.width - 2, panel->box.height - 2);
        room &= inside | ink;
    }
    return room & cv::Rect({}, size);
}

/// Why the text `wanted`, which was `found` so often among `lines`, cannot be a field; empty when it can.
std::string problem_of(const NamedText& wanted, const std::vector<PlacedText>& found,
                       const std::vector<PlacedLine>& lines) {
    if (found.size() == 1) return {};
    if (found.size() > 1) {
        return fmt::format("{}: `{}` stands at {} places; give more of its line", wanted.name, wanted.text,
                           found.size());
    }
    std::string nearest_line;
    std::size_t least = wanted.text.size() / 2 + 1;
    for (const PlacedLine& line : lines) {
        const std::size_t distance = edit_distance(fold(line.line.text), fold(wanted.text), least);
        if (distance >= least) continue;
        least = distance;
        nearest_line = line.line.text;
    }
    const std::string nearest = nearest_line.empty() ? "" : fmt::format("; the nearest is `{}`", nearest_line);
    return fmt::format("{}: `{}` is not among what was read{}", wanted.name, wanted.text, nearest);
}

/// The field `wanted` whose text was `found` among `lines`.
Sighting sighting_of(const NamedText& wanted, const PlacedText& found, const std::vector<PlacedLine>& lines) {
    Sighting sighting;
    sighting.name = wanted.name;
    sighting.ink = found.box;
    const auto own = split_label(wanted.text);
    if (own) {
        sighting.label = own->first;
        sighting.type = type_of(own->second);
    } else {
        sighting.type = type_of(std::string(trim(wanted.text)));
        if (may_be_label(found.before)) sighting.label = without_colon(found.before);
    }
    if (!sighting.label.empty()) {
        for (const PlacedText& label : find_text(lines, sighting.label)) {
            const bool beside = label.box.y < sighting.ink.br().y && label.box.br().y > sighting.ink.y;
            if (beside && label.box.x <= sighting.ink.x) sighting.label_box = label.box;
        }
        sighting.ink |= sighting.label_box;
    }
    return sighting;
}

Json rounded(double x, double y, double width, double height, double digits) {
    Json box = Json::array();
    for (const double side : {x, y, width, height}) box.push_back(std::round(side * digits) / digits);
    return box;
}

double distance(const cv::Rect& a, const cv::Rect& b) {
    return cv::norm((a.tl() + a.br()) - (b.tl() + b.br()));
}

Json field_json(const Sighting& sighting, const std::vector<Sighting>& anchors, cv::Size size) {
    Json json = {{"name", sighting.name}};
    const auto nearest = std::min_element(anchors.begin(), anchors.end(), [&](const auto& a, const auto& b) {
        return distance(a.label_box, sighting.ink) < distance(b.label_box, sighting.ink);
    });
    const cv::Rect& room = sighting.room;
    if (nearest != anchors.end()) {
        const double unit = nearest->label_box.height;
        json["anchor"] = nearest->name;
        json["box"] = rounded((room.x - nearest->label_box.x) / unit, (room.y - nearest->label_box.y) / unit,
                              room.width / unit, room.height / unit, 100);
    } else {
        json["box"] =
            rounded(static_cast<double>(room.x) / size.width, static_cast<double>(room.y) / size.height,
                    static_cast<double>(room.width) / size.width, static_cast<double>(room.height) / size.height, 1e5);
    }
    json["type"] = type_names[static_cast<std::size_t>(sighting.type)];
    if (!sighting.label.empty()) json["label"] = sighting.label;
    return json;
}

}  // namespace

NamedText parse_named_text(const std::string& words) {
    const std::size_t sign = words.find('=');
    NamedText named;
    named.name = trim(words.substr(0, sign));
    if (sign != std::string::npos) named.text = trim(words.substr(sign + 1));
    const bool is_name = !named.name.empty() && std::all_of(named.name.begin(), named.name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
    if (!is_name || named.text.empty()) {
        throw UsageError(fmt::format("`{}` is not NAME=TEXT", words),
                         "as in hp='PV 34 / 57'; a name has letters, digits, `-` and `_`");
    }
    return named;
}

std::vector<NamedText> read_named_texts(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw Error(with_errno(path));
    std::vector<NamedText> texts;
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        const std::string words(trim(line));
        if (words.empty() || words.front() == '#') continue;
        try {
            texts.push_back(parse_named_text(words));
        } catch (const UsageError& error) {
            throw InputError(path, number, error.what(), error.advice());
        }
    }
    return texts;
}

Learned learn_profile(const cv::Mat& picture, const std::vector<PlacedLine>& lines, const std::vector<NamedText>& texts,
                      const std::string& name, const std::string& languages) {
    Learned learned;
    const std::vector<FlatRectangle> rectangles = find_rectangles(picture, {10, 8});
    std::vector<Sighting> sightings;
    std::vector<Sighting> anchors;
    for (const NamedText& text : texts) {
        const std::vector<PlacedText> found = find_text(lines, text.text);
        if (std::string problem = problem_of(text, found, lines); !problem.empty()) {
            learned.problems.push_back(std::move(problem));
            continue;
        }
        Sighting sighting = sighting_of(text, found.front(), lines);
        sighting.room = room_of(sighting.ink, lines, rectangles, picture.size());
        if (!sighting.label_box.empty()) {
            const auto others = find_text(lines, sighting.label);
            const auto starts = std::count_if(others.begin(), others.end(),
                                              [](const PlacedText& other) { return other.before.empty(); });
            if (starts == 1) anchors.push_back(sighting);
        }
        sightings.push_back(std::move(sighting));
    }
    Json profile = {{"name", name}, {"language", languages}};
    profile["anchors"] = Json::array();
    for (const Sighting& anchor : anchors) {
        const double aspect = static_cast<double>(anchor.label_box.width) / anchor.label_box.height;
        profile["anchors"].push_back(
            {{"name", anchor.name}, {"label", anchor.label}, {"aspect", std::round(aspect * 1000) / 1000}});
    }
    profile["fields"] = Json::array();
    for (const Sighting& sighting : sightings) {
        profile["fields"].push_back(field_json(sighting, anchors, picture.size()));
    }
    learned.profile = profile.dump(2) + "\n";
    return learned;
}

}  // namespace tk::ocr
