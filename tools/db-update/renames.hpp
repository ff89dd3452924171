#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/program.hpp"
#include "db-update/fields.hpp"

namespace tk::update {

/// The pairs of `--map id=key,name=title`, which may be given several times. Throws UsageError.
Renames renames_of(const std::vector<std::string>& lists);

/// Warns of those whose member no record had, by the names of ours that were `found`: a misspelt one would go unheard.
void tell_unheard(Context& context, const Renames& renames, const std::set<std::string, std::less<>>& found);

}  // namespace tk::update
