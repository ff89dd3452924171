#include "ocr/corrections.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "image/picture.hpp"
#include "ocr/templates.hpp"
#include "ocr/values.hpp"

namespace tk::ocr {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using profile::FieldProfile;
using profile::Profile;

/// Where a text that is to be corrected stands.
struct Misread {
    cv::Mat ink;
    const FieldProfile* field = nullptr;  ///< nothing for a line
};

const FieldProfile* named(const std::vector<FieldProfile>& fields, const std::string& name) {
    for (const FieldProfile& field : fields) {
        if (field.name == name) return &field;
    }
    return nullptr;
}

/// What `name` means: a field by its name, else the first field of rows or line that was read as this.
std::optional<Misread> find(const std::string& name, const ReadPicture& read, const Profile& profile) {
    for (const ReadField& field : read.fields) {
        if (field.name == name) return Misread{field.ink, named(profile.fields, name)};
    }
    for (std::size_t i = 0; i < read.rows.size(); ++i) {
        for (const profile::RowsProfile& rows : profile.rows) {
            if (rows.name != read.rows[i].name) continue;
            for (const ReadRow& row : read.rows[i].rows) {
                for (const ReadField& field : row.fields) {
                    if (field.text == name && !field.ink.empty())
                        return Misread{field.ink, named(rows.fields, field.name)};
                }
            }
        }
    }
    for (const PlacedLine& line : read.lines) {
        if (line.line.text == name) return Misread{line.ink, nullptr};
    }
    return std::nullopt;
}

/// The number of the entry of `glyphs` for this field that looks like `look`.
std::optional<std::size_t> kept_already(const cv::Mat& look, const std::string& field, const Profile& profile) {
    for (std::size_t i = 0; i < profile.glyphs.size(); ++i) {
        if (profile.glyphs[i].field != field) continue;
        Templates templates;
        if (templates.text_of(look, {profile.glyphs[i]}, field)) return i;
    }
    return std::nullopt;
}

/// The name of a picture beside the profile that is not there yet.
fs::path new_picture(const fs::path& profile) {
    for (int number = 1;; ++number) {
        const fs::path path = profile.parent_path() / fmt::format("{}-glyph-{}.png", profile.stem().string(), number);
        if (!fs::exists(path)) return path;
    }
}

}  // namespace

NamedText parse_correction(const std::string& words) {
    const std::size_t sign = words.find('=');
    NamedText correction{std::string(trim(words.substr(0, sign))), {}};
    if (sign != std::string::npos) correction.text = trim(words.substr(sign + 1));
    if (correction.name.empty() || correction.text.empty()) {
        throw UsageError(fmt::format("--correct: `{}` is not NAME=TEXT", words),
                         "as in turn='Tour 1'; for a line the text that was read: 'Tcur 1=Tour 1'");
    }
    return correction;
}

void keep_corrections(const std::string& path, const ReadPicture& read, const std::vector<NamedText>& corrections) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(with_errno(path));
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    Profile profile = profile::parse_profile(text, path);
    Json json = Json::parse(text);
    std::vector<std::string> problems;
    for (const auto& [name, right] : corrections) {
        const auto misread = find(name, read, profile);
        if (!misread || misread->ink.empty()) {
            problems.push_back(misread ? fmt::format("{}: there is nothing to read", name)
                                       : fmt::format("{}: no field is called so and no line was read so", name));
            continue;
        }
        if (misread->field != nullptr) {
            const TypedValue value = parse_value(right, *misread->field);
            if (!value.has_value()) {
                problems.push_back(fmt::format("{}: {}", name, value.reason));
                continue;
            }
        }
        const std::string field = misread->field != nullptr ? misread->field->name : "";
        const cv::Mat& look = misread->ink;
        if (const auto entry = kept_already(look, field, profile)) {
            json["glyphs"][*entry]["text"] = right;
            continue;
        }
        const fs::path picture = new_picture(path);
        image::write_picture(picture.string(), look, image::Encoding::png);
        Json entry = {{"text", right}, {"picture", picture.filename().string()}};
        if (!field.empty()) entry["field"] = field;
        json["glyphs"].push_back(std::move(entry));
        profile.glyphs.push_back({right, picture.string(), field});
    }
    const std::string corrected = json.dump(2) + "\n";
    static_cast<void>(profile::parse_profile(corrected, path));
    write_whole_file(path, corrected);
    if (!problems.empty()) {
        throw RecordError("not-corrected", fmt::format("{}", fmt::join(problems, "; ")),
                          "--debug-image shows what was read");
    }
}

}  // namespace tk::ocr
