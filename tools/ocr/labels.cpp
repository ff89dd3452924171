#include "ocr/labels.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "ocr/ink.hpp"

namespace tk::ocr {

namespace {

/// A character that leaves ink.
struct Character {
    std::string folded;
    std::size_t begin = 0;  ///< bytes of the text
    std::size_t end = 0;
    bool begins_word = false;
    bool ends_word = false;
};

bool is_word_character(const std::string& folded) {
    return !fold_words(folded).empty();
}

std::vector<Character> characters_of(const std::string& text) {
    std::vector<Character> characters;
    bool blank = true;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t next = at + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xc0) == 0x80) ++next;
        const std::string one = text.substr(at, next - at);
        if (trim(one).empty()) {
            if (!characters.empty()) characters.back().ends_word = true;
            blank = true;
        } else {
            Character character{fold(one), at, next, blank, false};
            if (!characters.empty()) {
                // A colon after a label ends its word, as its blank would.
                const bool changes = is_word_character(characters.back().folded) != is_word_character(character.folded);
                character.begins_word = character.begins_word || changes;
                characters.back().ends_word = characters.back().ends_word || changes;
            }
            characters.push_back(std::move(character));
            blank = false;
        }
        at = next;
    }
    if (!characters.empty()) characters.back().ends_word = true;
    return characters;
}

/// The box of the characters from `first` to before `last` of `all`, in the line's ink.
cv::Rect box_of(const cv::Mat& ink, std::size_t first, std::size_t last, std::size_t all) {
    const std::vector<cv::Rect> glyphs = glyph_boxes(ink);
    cv::Rect box;
    if (glyphs.size() == all) {
        for (std::size_t i = first; i < last; ++i) box |= glyphs[i];
        return box;
    }
    const double advance = static_cast<double>(ink.cols) / static_cast<double>(all);
    const double left = static_cast<double>(first) * advance;
    const double right = static_cast<double>(last) * advance;
    for (const cv::Rect& glyph : glyphs) {
        const double middle = glyph.x + glyph.width / 2.0;
        if (middle >= left - 1 && middle <= right + 1) box |= glyph;
    }
    return box.empty() ? cv::Rect(cvRound(left), 0, std::max(1, cvRound(right - left)), ink.rows) : box;
}

}  // namespace

std::optional<PlacedText> find_text(const PlacedLine& line, const std::string& wanted) {
    const std::vector<Character> all = characters_of(line.line.text);
    const std::vector<Character> part = characters_of(wanted);
    if (part.empty() || all.size() < part.size()) return std::nullopt;
    std::size_t best = all.size();
    std::size_t least = part.size() / 6 + 1;
    for (std::size_t first = 0; first + part.size() <= all.size(); ++first) {
        if (!all[first].begins_word || !all[first + part.size() - 1].ends_word) continue;
        std::size_t misread = 0;
        for (std::size_t i = 0; i < part.size(); ++i) misread += all[first + i].folded != part[i].folded ? 1 : 0;
        if (misread >= least) continue;
        least = misread;
        best = first;
    }
    if (best == all.size()) return std::nullopt;
    const std::size_t end = best + part.size();
    const std::string& text = line.line.text;
    PlacedText found;
    found.box = box_of(line.ink, best, end, all.size()) + line.box.tl();
    found.before = trim(text.substr(0, all[best].begin));
    found.text = text.substr(all[best].begin, all[end - 1].end - all[best].begin);
    found.after = trim(text.substr(all[end - 1].end));
    found.share = 1 - static_cast<double>(least) / static_cast<double>(part.size());
    found.confidence = line.line.confidence;
    return found;
}

std::vector<PlacedText> find_text(const std::vector<PlacedLine>& lines, const std::string& wanted) {
    std::vector<PlacedText> found;
    double best = 0;
    for (const PlacedLine& line : lines) {
        if (auto text = find_text(line, wanted)) {
            best = std::max(best, text->share);
            found.push_back(*std::move(text));
        }
    }
    std::erase_if(found, [best](const PlacedText& text) { return text.share < best; });
    return found;
}

}  // namespace tk::ocr
