#pragma once

#include <filesystem>
#include <string>

#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::update {

/// Prints one record a table that holds something about persons: what it holds, how it is found, how many rows.
Status print_data_map(Context& context, store::Database& database);

/// Prints every row about `user` as a record; Status::nothing when there is none.
Status export_user(Context& context, store::Database& database, const std::string& user);

/// Deletes every row about `user`, makes the observations anew, and rewrites the file so that nothing of them is left
/// in it or in its log; the answers that kb-query keeps in the folder `answers` go too, since they may tell of the
/// person. Prints how many rows of which table went, and how many answers; Status::nothing when there was no row.
Status forget_user(Context& context, store::Database& database, const std::string& user, bool dry_run,
                   const std::filesystem::path& answers);

/// Adds to the history of what `user` agreed to, or (neither granted nor withdrawn) prints what holds now.
Status consent(Context& context, store::Database& database, const std::string& user, const std::string& purpose,
               bool grant, bool withdraw);

}  // namespace tk::update
