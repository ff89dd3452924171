#include "ocr/interface.hpp"

#include <fmt/format.h>

namespace tk::ocr {

namespace {

std::uint64_t salt_of(const std::string& what) {
    return std::hash<std::string>{}(what);
}

/// Tells apart what was read with these templates.
std::string spell(const std::vector<profile::GlyphProfile>& glyphs) {
    std::string all;
    for (const profile::GlyphProfile& glyph : glyphs) {
        all += fmt::format("\n{}\n{}\n{}", glyph.text, glyph.picture, glyph.field);
    }
    return all;
}

}  // namespace

std::vector<PlacedLine> Interface::remembered_lines(std::uint64_t pixels, const cv::Point& origin, const Reader& read) {
    if (const std::vector<PlacedLine>* known = areas_.find(pixels)) {
        std::vector<PlacedLine> lines = *known;
        for (PlacedLine& line : lines) {
            line.box += origin;
            line.line.cached = true;
        }
        hits_ += static_cast<std::int64_t>(lines.size());
        return lines;
    }
    std::vector<PlacedLine> lines = read();
    std::vector<PlacedLine> kept = lines;
    for (PlacedLine& line : kept) line.box -= origin;
    areas_.store(pixels, std::move(kept));
    return lines;
}

std::vector<PlacedLine> Interface::lines_in(const cv::Mat& picture, const cv::Rect& area, const std::string& languages,
                                            const std::string& expected,
                                            const std::vector<profile::GlyphProfile>& glyphs) {
    const std::uint64_t key =
        hash_pixels(picture(area), salt_of("anywhere\n" + languages + '\n' + expected + spell(glyphs)));
    return remembered_lines(key, area.tl(), [&] {
        std::vector<PlacedLine> lines = read_anywhere(picture, area, languages, recogniser_, expected);
        correct(lines, glyphs);
        return lines;
    });
}

void Interface::correct(std::vector<PlacedLine>& lines, const std::vector<profile::GlyphProfile>& glyphs) {
    for (PlacedLine& line : lines) {
        if (auto text = templates_.text_of(line.ink, glyphs, {})) {
            line.line.text = *std::move(text);
            line.line.confidence = 1;
            line.by_template = true;
        }
    }
}

ReadField Interface::field_in(const cv::Mat& picture, const profile::FieldProfile& field, const cv::Rect& place,
                              const Scope& scope) {
    const cv::Rect seen = seen_by_field(place, picture.size());
    const std::uint64_t key = hash_pixels(picture(seen), salt_of(fmt::format("{}\n{}", scope.name, field.name)));
    if (const ReadField* known = fields_.find(key)) {
        ReadField again = *known;
        again.box += place.tl();
        again.cached = true;
        ++hits_;
        return again;
    }
    ReadField read = read_field(picture, field, place, scope.languages, recogniser_,
                                [&](const cv::Mat& ink) { return templates_.text_of(ink, scope.glyphs, field.name); });
    ReadField kept = read;
    kept.box -= place.tl();
    kept.ink.release();
    fields_.store(key, std::move(kept));
    return read;
}

ReadRows Interface::rows_in(const cv::Mat& picture, const profile::RowsProfile& rows, const cv::Rect& place,
                            const Scope& scope) {
    ReadRows read{rows.name, {}};
    const double height = static_cast<double>(place.height) / rows.count;
    for (int number = 0; number < rows.count; ++number) {
        const cv::Point top(place.x, place.y + cvRound(number * height));
        ReadRow row{number, cv::Rect(top, cv::Size(place.width, cvRound(height))) & cv::Rect({}, picture.size()), {}};
        bool is_empty = true;
        for (const profile::FieldProfile& field : rows.fields) {
            const cv::Rect box = place_of(field.place.box, row.box.size()) + row.box.tl();
            if (box.empty()) continue;
            row.fields.push_back(
                field_in(picture, field, box, {scope.glyphs, scope.languages, scope.name + '\n' + rows.name}));
            is_empty = is_empty && row.fields.back().text.empty();
        }
        if (!is_empty) read.rows.push_back(std::move(row));
    }
    return read;
}

ReadPicture Interface::read(const cv::Mat& picture, const profile::Profile& profile, const std::string& languages) {
    const auto expected_lines = [&](const cv::Rect& area, const std::string& expected) {
        return lines_in(picture, area, languages, expected, profile.glyphs);
    };
    const auto lines = [&](const cv::Rect& area) { return expected_lines(area, ""); };
    const FoundAnchors anchors = anchors_.find(picture, profile, expected_lines, icons_);
    const Scope scope{profile.glyphs, languages, profile.name + languages + spell(profile.glyphs)};
    ReadPicture result;
    std::vector<cv::Rect> known;
    for (const profile::FieldProfile& field : profile.fields) {
        const Located located = locate(field.place, anchors, picture.size());
        if (located.box.empty()) {
            ReadField missing;
            missing.name = field.name;
            missing.value.reason = located.reason;
            result.fields.push_back(std::move(missing));
            continue;
        }
        result.fields.push_back(field_in(picture, field, located.box, scope));
        known.push_back(result.fields.back().box);
    }
    for (const profile::RowsProfile& rows : profile.rows) {
        const cv::Rect place = locate(rows.place, anchors, picture.size()).box;
        if (place.empty()) continue;
        result.rows.push_back(rows_in(picture, rows, place, scope));
    }
    for (const profile::RegionProfile& region : profile.regions) {
        const cv::Rect place = locate(region.place, anchors, picture.size()).box;
        if (place.empty()) continue;
        const bool plates = region.kind == profile::RegionProfile::Kind::plates;
        // Plates among fields depend on where the fields are.
        std::string salt = (plates ? "plates\n" : "block\n") + languages + spell(profile.glyphs);
        if (plates) {
            for (const cv::Rect& box : known) salt += '\n' + std::to_string(box.x) + ' ' + std::to_string(box.y);
        }
        std::vector<PlacedLine> found = remembered_lines(hash_pixels(picture(place), salt_of(salt)), place.tl(), [&] {
            std::vector<PlacedLine> read = plates ? read_plates(picture, place, known, languages, recogniser_)
                                                  : read_block(picture, place, languages, recogniser_);
            correct(read, profile.glyphs);
            return read;
        });
        for (PlacedLine& line : found) {
            line.region = region.name;
            result.lines.push_back(std::move(line));
        }
    }
    for (const profile::ElementProfile& element : profile.elements) {
        const cv::Rect place = locate(element.place, anchors, picture.size()).box;
        if (place.empty()) continue;
        if (auto found = find_element(picture, element, place, icons_, lines)) {
            result.elements.push_back(*std::move(found));
        }
    }
    return result;
}

}  // namespace tk::ocr
