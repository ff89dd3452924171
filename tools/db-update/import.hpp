#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/program.hpp"
#include "db-update/row.hpp"
#include "store/database.hpp"

namespace tk::update {

/// What the command line says about an import.
struct ImportOptions {
    std::vector<std::string> files;    ///< empty or "-": stdin
    std::string game;                  ///< empty: the records say it, or their shape
    std::string language = "fr";       ///< preferred language of names
    std::string text_language;         ///< of names and descriptions that do not say theirs; empty: unknown
    std::string shape;                 ///< --as; empty: recognised
    std::string kind;                  ///< of records without a table of their own
    std::vector<std::string> renames;  ///< --map OURS=THEIRS
    std::string texts;                 ///< file of texts by number
    std::string dates;                 ///< --dates; empty: untold
    bool keep_good = false;            ///< write the good records although others are rejected
    bool dry_run = false;              ///< do all of it and undo it
    bool changes = false;              ///< print a record for each row that is inserted or updated
};

/// Imports records of one kind in one transaction, reports every rejected one as a problem of the context, and prints
/// the `summary` record. Without keep_good nothing is written when there are rejected ones.
Status import_records(Context& context, store::Database& database, const Table& table, const ImportOptions& options);
/// The same for records whose kind shows in themselves or in their source.
Status import_any(Context& context, store::Database& database, const ImportOptions& options);

/// What an import inside a larger run did (see sync.hpp).
struct RunResult {
    std::int64_t run = 0;
    bool written = false;
    std::string summary;  ///< the record
};
/// Imports and commits as above without printing; `beside` is run inside the transaction before the commit.
RunResult import_quietly(Context& context, store::Database& database, const Table* table, const ImportOptions& options,
                         const std::function<void(std::int64_t run)>& beside);

}  // namespace tk::update
