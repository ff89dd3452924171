#include "rules/tackle.hpp"

#include <algorithm>

namespace tk::rules {

double tackle_share(int evade, int block) {
    return std::min(1.0, (std::max(evade, 0) + 2.0) / (2.0 * (std::max(block, 0) + 2.0)));
}

}  // namespace tk::rules
