#include "ocr/accents.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/text.hpp"
#include "ocr/marks.hpp"

namespace tk::ocr {

namespace {

struct Pair {
    char32_t circumflex;
    char32_t diaeresis;
    char32_t plain;  // which is read where the second dot was overlooked; 0 for none
};

constexpr std::array<Pair, 10> pairs{{{U'û', U'ü', 0},
                                      {U'î', U'ï', U'i'},
                                      {U'ê', U'ë', 0},
                                      {U'â', U'ä', 0},
                                      {U'ô', U'ö', 0},
                                      {U'Û', U'Ü', 0},
                                      {U'Î', U'Ï', 0},
                                      {U'Ê', U'Ë', 0},
                                      {U'Â', U'Ä', 0},
                                      {U'Ô', U'Ö', 0}}};

constexpr std::u32string_view others_with_marks = U"jéèàùáíìóúñÉÈÀÙÁÍÓÚÑ";

const Pair* pair_of(char32_t c) {
    const auto found = std::find_if(pairs.begin(), pairs.end(), [c](const Pair& p) {
        return c == p.circumflex || c == p.diaeresis || c == p.plain;
    });
    return c == 0 || found == pairs.end() ? nullptr : &*found;
}

bool carries_a_mark(char32_t c) {
    return pair_of(c) != nullptr || others_with_marks.find(c) != std::u32string_view::npos;
}

/// One letter that the recogniser gave twice, once with each accent ("ûü"), given once.
std::u32string without_doubles(std::u32string text) {
    for (std::size_t i = 1; i < text.size();) {
        const Pair* pair = pair_of(text[i]);
        const bool twice = pair != nullptr && pair == pair_of(text[i - 1]) && text[i] != text[i - 1] &&
                           text[i] != pair->plain && text[i - 1] != pair->plain;
        if (twice) {
            text.erase(i, 1);
        } else {
            ++i;
        }
    }
    return text;
}

/// The boxes of what stands over the letters, from left to right: dots and accents, two dots as one.
std::vector<cv::Rect> boxes_over_letters(const cv::Mat& ink, int level) {
    const std::vector<Mark> marks = find_marks(ink, level).marks;
    const auto stands_over = [](const cv::Rect& upper, const cv::Rect& body) {
        const int centre = upper.x + upper.width / 2;
        return body.height * 10 >= upper.height * 14 && upper.br().y <= body.y + 1 && centre >= body.x - 1 &&
               centre <= body.br().x;
    };
    std::vector<cv::Rect> found;
    for (const Mark& mark : marks) {
        const bool over = mark.box.y * 3 <= ink.rows && std::any_of(marks.begin(), marks.end(), [&](const Mark& body) {
                              return stands_over(mark.box, body.box);
                          });
        if (over) found.push_back(mark.box);
    }
    std::sort(found.begin(), found.end(), [](const cv::Rect& a, const cv::Rect& b) { return a.x < b.x; });
    std::vector<cv::Rect> joined;
    for (const cv::Rect& box : found) {
        const int near = std::max(2, ink.rows / 5);
        const bool second_dot = !joined.empty() && box.x - joined.back().br().x <= near &&
                                std::abs(box.height - joined.back().height) <= 1 &&
                                std::abs(box.y - joined.back().y) <= 1;
        if (second_dot) {
            joined.back() |= box;
        } else {
            joined.push_back(box);
        }
    }
    return joined;
}

enum class Shape { unclear, peak, two_spots };

/// What the mark in `box` looks like: two spots have less ink between them, a circumflex is highest in its middle.
Shape shape_of(const cv::Mat& ink, const cv::Rect& box) {
    if (box.width < 3) return Shape::unclear;
    std::vector<double> most;    // of each column
    std::vector<double> height;  // of its ink, by weight, from the top
    for (int x = box.x; x < box.br().x; ++x) {
        double sum = 0;
        double moment = 0;
        double top = 0;
        for (int y = box.y; y < box.br().y; ++y) {
            const double value = ink.at<unsigned char>(y, x);
            sum += value;
            moment += value * (y - box.y + 0.5);
            top = std::max(top, value);
        }
        most.push_back(top);
        height.push_back(sum > 0 ? moment / sum : 0);
    }
    const std::size_t middle = most.size() / 2;
    const double left = *std::max_element(most.begin(), most.begin() + static_cast<std::ptrdiff_t>(middle));
    const double right = *std::max_element(most.end() - static_cast<std::ptrdiff_t>(middle), most.end());
    const std::size_t third = most.size() / 3;
    const double between = *std::min_element(most.begin() + static_cast<std::ptrdiff_t>(third),
                                             most.end() - static_cast<std::ptrdiff_t>(third));
    if (between < 0.5 * std::min(left, right)) return Shape::two_spots;
    const double sides = (height.front() + height.back()) / 2;
    return sides - height[middle] >= 0.15 * box.height ? Shape::peak : Shape::unclear;
}

}  // namespace

std::string settle_accents(std::string_view text, const cv::Mat& ink) {
    std::u32string letters = without_doubles(decode_utf8(text));
    const bool doubtful = std::any_of(letters.begin(), letters.end(), [](char32_t c) { return pair_of(c) != nullptr; });
    if (!doubtful) return encode_utf8(letters);
    const auto expected = static_cast<std::size_t>(std::count_if(letters.begin(), letters.end(), carries_a_mark));
    for (const int level : {solid_ink, 160, 200}) {
        const std::vector<cv::Rect> boxes = boxes_over_letters(ink, level);
        if (boxes.size() != expected) continue;
        std::size_t next = 0;
        for (char32_t& letter : letters) {
            if (!carries_a_mark(letter)) continue;
            const Shape shape = shape_of(ink, boxes[next++]);
            const Pair* pair = pair_of(letter);
            if (pair == nullptr || shape == Shape::unclear) continue;
            if (shape == Shape::two_spots) {
                letter = pair->diaeresis;
            } else if (letter != pair->plain) {
                letter = pair->circumflex;
            }
        }
        break;
    }
    return encode_utf8(letters);
}

}  // namespace tk::ocr
