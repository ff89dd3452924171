#include "rules/fighter.hpp"

namespace tk::rules {

ElementShare share_of(const std::vector<ElementShare>& shares, std::string_view element) {
    for (const ElementShare& share : shares)
        if (share.element == element) return share;
    return {std::string(element), 0, 0};
}

}  // namespace tk::rules
