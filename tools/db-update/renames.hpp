#pragma once

#include <string>
#include <vector>

#include "db-update/fields.hpp"

namespace tk::update {

/// The pairs of `--map id=key,name=title`, which may be given several times. Throws UsageError.
Renames renames_of(const std::vector<std::string>& lists);

}  // namespace tk::update
