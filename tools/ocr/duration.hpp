#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tk::ocr {

/// A duration in whole seconds, as games print it: `1:30`, `01:02:03`, `45 s`, `2 min 5 s`, `1h30`, `3j 4h` (French
/// days). Units go from large to small, each at most once; after a colon there are two digits below 60. A number
/// without a unit may end it: minutes after hours, seconds after minutes. Nothing when `text` is anything else.
std::optional<std::int64_t> parse_duration(std::string_view text);

}  // namespace tk::ocr
