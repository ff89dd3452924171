#include "rules/element.hpp"

#include <array>
#include <utility>

#include "core/text.hpp"

namespace tk::rules {

std::string element_key(std::string_view name) {
    using Pair = std::pair<std::string_view, std::string_view>;
    static constexpr std::array<Pair, 5> french{
        {{"neutre", "neutral"}, {"terre", "earth"}, {"feu", "fire"}, {"eau", "water"}, {"air", "air"}}};
    std::string folded = fold(trim(name));
    for (const auto& [word, key] : french)
        if (folded == word) return std::string(key);
    return folded;
}

}  // namespace tk::rules
