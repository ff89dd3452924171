#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "board/coord.hpp"

namespace tk::rules {

/// What a fighter adds to, or takes from, the hits of one element.
struct ElementShare {
    std::string element;  ///< as element_key spells it
    int percent = 0;
    int fixed = 0;  ///< hit points
};

/// One who fights, as far as is known. Unknown is left out, never invented.
struct Fighter {
    std::string id;
    std::string name;
    std::string team;
    std::optional<board::Cell> cell;  ///< nothing: not on the board
    std::optional<int> ap, mp;
    std::optional<int> hp, max_hp;
    int range_bonus = 0;
    int critical_bonus = 0;                 ///< percent more for spells that can be critical
    bool invisible = false;                 ///< does not block sight
    std::vector<ElementShare> resistances;  ///< what it is spared; a weakness is negative
    std::vector<ElementShare> bonuses;      ///< what its own hits gain; the element "heal" is for what it heals

    /// Dead fighters are on no cell that counts.
    bool alive() const { return !hp || *hp > 0; }
};

/// The share for `element`; zero when the list has none.
ElementShare share_of(const std::vector<ElementShare>& shares, std::string_view element);

}  // namespace tk::rules
