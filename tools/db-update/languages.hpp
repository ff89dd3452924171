#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "db-update/row.hpp"
#include "db-update/upsert.hpp"

namespace tk::update {

/// A row whose texts are in one language (--text-language), together with what is known of it in others. `known`: the
/// cells that the table holds, none for a new row. The new text of a language takes the place of the old one, and
/// `preferred` is the language of the name that is shown. For tables with the columns of RowBuilder::add_name; other
/// rows stay as they are.
Row in_all_languages(Row row, const Table& table, const std::vector<store::Cell>& known, std::string_view preferred);

/// The error of a row of `source` whose id was read before in this run, at `place`, with other content: when another
/// file gave it another name, they may be two languages of the same records.
RecordError repeated_id(const std::string& source, const Row& row, const Difference& difference,
                        const std::string& place);

}  // namespace tk::update
