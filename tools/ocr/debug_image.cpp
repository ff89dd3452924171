#include "ocr/debug_image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "core/text.hpp"

namespace tk::ocr {

namespace {

const cv::Scalar green(80, 220, 80);
const cv::Scalar yellow(60, 220, 240);
const cv::Scalar blue(240, 160, 60);
const cv::Scalar red(60, 60, 240);
const cv::Scalar orange(40, 140, 250);

/// A box of the picture and what is written beside it.
struct Note {
    cv::Rect box;
    std::string text;
    cv::Scalar colour;
};

std::vector<Note> notes_of(const ReadPicture& read) {
    std::vector<Note> notes;
    for (const PlacedLine& line : read.lines) {
        notes.push_back({line.box, fmt::format("{} ({:.2f})", line.line.text, line.line.confidence),
                         line.line.confidence < 0.8 ? yellow : green});
    }
    std::vector<const ReadField*> fields;
    for (const ReadField& field : read.fields) fields.push_back(&field);
    for (const ReadRows& rows : read.rows) {
        for (const ReadRow& row : rows.rows) {
            for (const ReadField& field : row.fields) fields.push_back(&field);
        }
    }
    for (const ReadField* field : fields) {
        const bool has = field->value.has_value();
        std::string text = fmt::format("{}: {} ({:.2f})", field->name, field->text, field->confidence);
        if (!has) text += " - " + field->value.reason;
        notes.push_back({field->box, std::move(text), has ? blue : red});
    }
    for (const FoundElement& element : read.elements) {
        std::string text = fmt::format("{} {} ({:.2f})", kind_name(element.kind), element.name, element.confidence);
        if (element.fill) text += fmt::format(": {:.1f} % full", *element.fill * 100);
        notes.push_back({element.box, std::move(text), orange});
    }
    std::stable_sort(notes.begin(), notes.end(), [](const Note& a, const Note& b) { return a.box.y < b.box.y; });
    return notes;
}

/// OpenCV's own font has ASCII alone.
std::string drawable(const std::string& text) {
    std::string plain;
    for (const char c : fold(text)) plain += c >= ' ' && c <= '~' ? c : '?';
    return plain;
}

}  // namespace

cv::Mat debug_image(const cv::Mat& picture, const ReadPicture& read) {
    constexpr int margin = 520;
    constexpr int row = 26;
    const std::vector<Note> notes = notes_of(read);
    const int height = std::max(picture.rows, static_cast<int>(notes.size()) * row);
    cv::Mat image(height, picture.cols + margin, CV_8UC3, cv::Scalar(28, 24, 24));
    picture.copyTo(image(cv::Rect({}, picture.size())));
    int free = 0;
    int left_over = static_cast<int>(notes.size());
    for (const Note& note : notes) {
        cv::rectangle(image, note.box, note.colour);
        // Beside its box where there is room, but never over another note; those below must fit too.
        const int top = std::min(std::max(free, note.box.y), height - row * left_over--);
        free = top + row;
        const int left = picture.cols + 6;
        const cv::Rect cut = note.box & cv::Rect({}, picture.size());
        int width = 0;
        if (!cut.empty()) {
            cv::Mat crop;
            const double scale = std::min(20.0 / cut.height, 160.0 / cut.width);
            cv::resize(picture(cut), crop, {}, scale, scale, cv::INTER_AREA);
            const cv::Rect place(left, top, crop.cols, crop.rows);
            if ((place & cv::Rect({}, image.size())) == place) crop.copyTo(image(place));
            width = crop.cols;
        }
        cv::putText(image, drawable(note.text), {left + width + 6, top + 15}, cv::FONT_HERSHEY_SIMPLEX, 0.42,
                    note.colour, 1, cv::LINE_AA);
        cv::line(image, {note.box.br().x, note.box.y + note.box.height / 2}, {picture.cols, top + row / 2},
                 note.colour);
    }
    return image;
}

}  // namespace tk::ocr
