#include "ocr/worth.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace tk::ocr {

namespace {

/// Pixels of a line that the network makes one step of.
constexpr double step = 3;

/// Known words.
double worth_of_words(const Model& model, const Spots& spots) {
    constexpr double worth = 2;
    constexpr std::size_t shortest = 3;
    double sum = 0;
    for (std::size_t begin = 0; begin < spots.size();) {
        std::vector<std::uint32_t> word;
        std::vector<std::uint32_t> small;
        std::size_t end = begin;
        for (; end < spots.size() && model.letters[spots[end].code]; ++end) {
            word.push_back(model.numbers[spots[end].code]);
            small.push_back(model.small[spots[end].code]);
        }
        const bool known = word.size() >= shortest && (model.dictionary.knows(word) || model.dictionary.knows(small));
        if (known) sum += worth * static_cast<double>(std::min<std::size_t>(word.size(), 5) - 2);
        begin = std::max(end, begin + 1);
    }
    return sum;
}

/// How many letters look like a digit and stand right beside one, but for those of a word.
int letters_among_digits(const Model& model, const Spots& spots) {
    constexpr std::string_view alike = "OoDQlIiZzASsGBgq";
    const auto is_digit = [&](std::size_t i) {
        const std::string& character = model.characters[spots[i].code];
        return character.size() == 1 && character[0] >= '0' && character[0] <= '9';
    };
    int count = 0;
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const std::string& character = model.characters[spots[i].code];
        if (character.size() != 1 || alike.find(character[0]) == std::string_view::npos) continue;
        const bool before = i > 0 && is_digit(i - 1);
        const bool after = i + 1 < spots.size() && is_digit(i + 1);
        const bool in_word =
            (i > 0 && model.letters[spots[i - 1].code]) || (i + 1 < spots.size() && model.letters[spots[i + 1].code]);
        if ((after || (before && character != "s")) && !in_word) ++count;
    }
    return count;
}

/// The gap that the shape has between two characters, if any: the one nearest to the middle between them.
const LineShape::Gap* gap_between(const LineShape& shape, const Spot& before, const Spot& after) {
    const double left = step * static_cast<double>(before.begin + before.end) / 2;
    const double right = step * static_cast<double>(after.begin + after.end) / 2;
    const LineShape::Gap* best = nullptr;
    for (const LineShape::Gap& gap : shape.gaps) {
        if (gap.middle <= left || gap.middle >= right) continue;
        if (best == nullptr || gap.is_wide) best = &gap;
    }
    return best;
}

double worth_of_shape(const Model& model, const Spots& spots, const LineShape& shape) {
    constexpr double blank_worth = 3;
    constexpr double mark_worth = 1;
    constexpr std::size_t most_off = 3;
    double sum = 0;
    std::size_t marks = 0;
    const Spot* last = nullptr;
    bool blank = false;
    for (const Spot& spot : spots) {
        if (model.characters[spot.code] == " ") {
            blank = true;
            continue;
        }
        ++marks;
        if (last != nullptr) {
            const LineShape::Gap* gap = gap_between(shape, *last, spot);
            if (gap != nullptr && gap->is_wide && !blank) sum -= blank_worth;
            if ((gap == nullptr || gap->is_tight) && blank) sum -= blank_worth / 2;
        }
        last = &spot;
        blank = false;
    }
    const std::size_t off = marks > shape.glyphs ? marks - shape.glyphs : shape.glyphs - marks;
    return sum - mark_worth * static_cast<double>(std::min(off, most_off));
}

}  // namespace

bool is_wide_gap(const LineShape& shape, const Spot& before, const Spot& after) {
    const LineShape::Gap* gap = gap_between(shape, before, after);
    return gap != nullptr && gap->is_wide;
}

double worth_of(const Model& model, const Spots& spots, const LineShape& shape) {
    constexpr double letter_worth = -4;
    return worth_of_words(model, spots) + letter_worth * letters_among_digits(model, spots) +
           worth_of_shape(model, spots, shape);
}

double doubt_of(const Model& model, const Spots& spots) {
    return letters_among_digits(model, spots);
}

}  // namespace tk::ocr
