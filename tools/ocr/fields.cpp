#include "ocr/fields.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "ocr/ink.hpp"
#include "ocr/regions.hpp"
#include "ocr/tidy.hpp"

namespace tk::ocr {

namespace {

using profile::FieldProfile;

/// Below this share of one colour the text does not stand on a panel.
constexpr double panel_share = 0.35;
/// A text read with less is not given out.
constexpr double legible = 0.7;

bool is_on_panel(const FlatInk& flat) {
    return flat.flat_share >= panel_share;
}

/// The ink of a field, from the manner that suits its background.
std::vector<cv::Mat> inks_of(const cv::Mat& place, const FlatInk& flat) {
    if (is_on_panel(flat)) return {flat.faint};
    const int widest = std::max(9, place.rows / 2) | 1;
    return {ink_by_contrast(place, Polarity::light_on_dark, widest),
            ink_by_contrast(place, Polarity::dark_on_light, widest), flat.faint};
}

struct Attempt {
    ReadLine line;
    TypedValue value;
};

void take(ReadField& field, const Attempt& attempt) {
    field.value = attempt.value;
    field.text = attempt.line.text;
    field.confidence = attempt.line.confidence;
}

/// Takes the text that is known for the field's ink; false where there is none.
bool take_known(ReadField& field, const FieldProfile& profile, const KnownText& text_of) {
    const auto known = text_of(field.ink);
    if (!known) return false;
    field.by_template = true;
    take(field, {{*known, 1, false}, parse_value(*known, profile)});
    return true;
}

bool are_same(const TypedValue& a, const TypedValue& b) {
    return a.has_value() && b.has_value() && a.number == b.number && a.most == b.most && a.coordinates == b.coordinates;
}

/// Reads until a reading is backed by the count of glyphs or by another reading.
void read_number(ReadField& result, const cv::Mat& ink, const FieldProfile& field, const std::string& languages,
                 Recogniser& recogniser) {
    const std::size_t glyphs = count_glyphs(ink);
    const Manner manners[] = {{languages, "", usual_height},
                              {languages, alphabet_of(field), usual_height},
                              {languages, "", smaller_height},
                              {languages, alphabet_of(field), smaller_height},
                              {languages, "", larger_height}};
    std::vector<Attempt> attempts;
    result.cached = true;
    for (const Manner& manner : manners) {
        Attempt attempt;
        attempt.line = recogniser.read(ink, manner);
        attempt.value = parse_value(attempt.line.text, field);
        result.cached = result.cached && attempt.line.cached;
        if (attempt.value.has_value()) {
            bool backed = count_marks(attempt.line.text) == glyphs;
            for (const Attempt& earlier : attempts) {
                backed = backed || are_same(earlier.value, attempt.value);
            }
            // A sign that is overlooked makes other coordinates, whatever agrees with them.
            const bool legibly = field.type != FieldProfile::Type::coordinates || attempt.line.confidence >= legible;
            if (backed && legibly) return take(result, attempt);
        }
        attempts.push_back(std::move(attempt));
    }
    take(result, attempts.front());
    for (const Attempt& attempt : attempts) {
        if (!attempt.value.has_value()) continue;
        take(result, attempt);
        result.value = {};
        result.value.reason = fmt::format("`{}` was read, but no second reading agrees", attempt.line.text);
        return;
    }
}

void read_text(ReadField& result, const cv::Mat& ink, const FieldProfile& field, const std::string& languages,
               Recogniser& recogniser) {
    const ReadLine line = recogniser.read_well(ink, languages);
    result.cached = line.cached;
    take(result, {line, parse_value(line.text, field)});
    if (result.value.has_value() && line.confidence < legible) {
        result.value = {};
        result.value.reason = fmt::format("`{}` is not legible", line.text);
    }
}

/// Whether a number stands on more than one reading: as many characters as glyphs, or the same value at another size.
bool is_backed(const PlacedLine& found, const TypedValue& value, const FieldProfile& field,
               const std::string& languages, Recogniser& recogniser) {
    if (count_marks(found.line.text) == count_glyphs(found.ink)) return true;
    const auto again = [&](int height) {
        return parse_value(recogniser.read(found.ink, {languages, "", height}).text, field);
    };
    return are_same(again(smaller_height), value) || are_same(again(larger_height), value);
}

/// A number that reaches the side of the field's box may go on beyond it.
bool is_cut(const cv::Rect& text, const cv::Rect& place) {
    return text.x <= place.x || text.br().x >= place.br().x;
}

/// The first line of the field's type that begins in a place over art, where the ink of the whole place holds more than
/// the text.
std::optional<ReadField> read_line_in(const cv::Mat& picture, const FieldProfile& field, const cv::Rect& place,
                                      const std::string& languages, Recogniser& recogniser, const KnownText& text_of) {
    const cv::Rect seen = seen_by_field(place, picture.size());
    for (const PlacedLine& found : read_anywhere(picture, seen, languages, recogniser)) {
        if (!place.contains({found.box.x + 1, found.box.y + found.box.height / 2})) continue;
        ReadField result;
        result.name = field.name;
        result.box = found.box;
        result.ink = found.ink;
        result.cached = found.line.cached;
        if (take_known(result, field, text_of)) return result;
        take(result, {found.line, parse_value(found.line.text, field)});
        if (!result.value.has_value() || found.line.confidence < legible) continue;
        const bool is_text = field.type == FieldProfile::Type::text;
        if (is_text || (!is_cut(found.box, seen) && is_backed(found, result.value, field, languages, recogniser)))
            return result;
    }
    return std::nullopt;
}

}  // namespace

cv::Rect seen_by_field(const cv::Rect& place, const cv::Size& picture) {
    const int margin = place.height / 2;
    return cv::Rect(place.x - margin, place.y - margin, place.width + 2 * margin, place.height + 2 * margin) &
           cv::Rect({}, picture);
}

ReadField read_field(const cv::Mat& picture, const FieldProfile& field, const cv::Rect& place,
                     const std::string& languages, Recogniser& recogniser, const KnownText& text_of) {
    ReadField best;
    best.name = field.name;
    best.box = place;
    best.value.reason = "there is nothing to read";
    const std::string& own = field.language.empty() ? languages : field.language;
    const FlatInk flat = ink_on_flat(picture(place));
    if (!is_on_panel(flat)) {
        if (auto line = read_line_in(picture, field, place, own, recogniser, text_of)) return *std::move(line);
    }
    for (const cv::Mat& whole : inks_of(picture(place), flat)) {
        const InkPart ink = tightened(whole);
        if (ink.box.empty()) continue;
        if (best.ink.empty()) best.ink = ink.ink;
        ReadField result;
        result.name = field.name;
        result.box = ink.box + place.tl();
        result.ink = ink.ink;
        if (take_known(result, field, text_of)) return result;
        if (field.type == FieldProfile::Type::text) {
            read_text(result, ink.ink, field, own, recogniser);
        } else {
            read_number(result, ink.ink, field, own, recogniser);
            if (is_cut(result.box, place) && result.value.has_value()) {
                result.value = {};
                result.value.reason = fmt::format("`{}` may go on beyond the field's box", result.text);
            }
        }
        const bool better = result.value.has_value() != best.value.has_value() ? result.value.has_value()
                                                                               : result.confidence > best.confidence;
        if (better) best = std::move(result);
    }
    if (is_on_panel(flat) && !best.value.has_value()) {
        if (auto line = read_line_in(picture, field, place, own, recogniser, text_of)) return *std::move(line);
    }
    return best;
}

}  // namespace tk::ocr
