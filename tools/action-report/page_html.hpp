#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "action-report/section.hpp"
#include "action-report/words.hpp"

namespace tk::report {

/// The report as one page that needs nothing else: no network, no file beside it, works from disk and without scripts.
/// Pictures are inline SVG, every number is spelt as in the table and the JSON, and the record of the report (`json`)
/// stands in it for programs (<script type="application/json" id="report">). Light, dark and high contrast follow the
/// reader's system and can be chosen; keys move between sections; columns sort.
std::string html_page(const std::vector<Section>& sections, std::string_view json, const Tongue& tongue);

}  // namespace tk::report
