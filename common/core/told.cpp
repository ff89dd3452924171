#include "core/told.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tk {

bool Told::add(std::string_view reason) {
    auto known = std::find_if(reasons_.begin(), reasons_.end(), [&](const Reason& one) { return one.text == reason; });
    if (known == reasons_.end()) {
        if (told_ == most) {
            ++others_;
            return false;
        }
        known = reasons_.insert(known, {std::string(reason), 0, 0});
    }
    const bool is_told = known->told < most_of_a_reason && told_ < most;
    ++(is_told ? known->told : known->untold);
    if (is_told) ++told_;
    return is_told;
}

std::vector<std::string> Told::take_rest() {
    std::vector<std::string> lines;
    for (const Reason& reason : reasons_) {
        if (reason.untold > 0) lines.push_back(fmt::format("{} more: {}", reason.untold, reason.text));
    }
    if (others_ > 0) lines.push_back(fmt::format("{} more of other kinds", others_));
    *this = {};
    return lines;
}

}  // namespace tk
