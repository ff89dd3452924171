#include "ocr/fields.hpp"

#include <fmt/format.h>

#include <vector>

#include "ocr/ink.hpp"
#include "ocr/tidy.hpp"

namespace tk::ocr {

namespace {

using profile::FieldProfile;

/// Below this share of one colour the text does not stand on a panel.
constexpr double panel_share = 0.35;
/// A text read with less is not given out.
constexpr double legible = 0.7;

/// The ink of a field, from the manner that suits its background.
std::vector<cv::Mat> inks_of(const cv::Mat& place) {
    FlatInk flat = ink_on_flat(place);
    if (flat.flat_share >= panel_share) return {flat.faint};
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
                backed = backed ||
                         (earlier.value.number == attempt.value.number && earlier.value.most == attempt.value.most &&
                          earlier.value.coordinates == attempt.value.coordinates && earlier.value.has_value());
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

}  // namespace

ReadField read_field(const cv::Mat& picture, const FieldProfile& field, const cv::Rect& place,
                     const std::string& languages, Recogniser& recogniser, const KnownText& text_of) {
    ReadField best;
    best.name = field.name;
    best.box = place;
    best.value.reason = "there is nothing to read";
    const std::string& own = field.language.empty() ? languages : field.language;
    for (const cv::Mat& whole : inks_of(picture(place))) {
        const InkPart ink = tightened(whole);
        if (ink.box.empty()) continue;
        if (best.ink.empty()) best.ink = ink.ink;
        ReadField result;
        result.name = field.name;
        result.box = ink.box + place.tl();
        result.ink = ink.ink;
        if (const auto known = text_of(ink.ink)) {
            result.by_template = true;
            take(result, {{*known, 1, false}, parse_value(*known, field)});
            return result;
        }
        if (field.type == FieldProfile::Type::text) {
            read_text(result, ink.ink, field, own, recogniser);
        } else {
            read_number(result, ink.ink, field, own, recogniser);
        }
        const bool better = result.value.has_value() != best.value.has_value() ? result.value.has_value()
                                                                               : result.confidence > best.confidence;
        if (better) best = std::move(result);
    }
    return best;
}

}  // namespace tk::ocr
