#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace tk::stats {

/// The middle one of the values, the upper of the two middle ones where their number is even; 0 of none.
template <typename Number>
Number middle_value(std::vector<Number> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace tk::stats
