#pragma once

#include "action-report/layout.hpp"
#include "action-report/section.hpp"
#include "action-report/words.hpp"
#include "core/json.hpp"

namespace tk::report {

/// The rows of a table for people: the columns `shown` of it, under their titles.
void print_rows(Page& page, const Tongue& tongue, const Table& table, const std::vector<std::size_t>& shown);

/// A section for people.
void print_section(Page& page, const Tongue& tongue, const Section& section);

/// A section as JSON text: {"section","stratum","title","facts":{},"tables":{KEY:[{}]},"series":{},"notes":[]}.
/// Numbers are spelt as in the table.
std::string section_json(const Section& section, Language language);

}  // namespace tk::report
