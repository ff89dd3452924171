#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kb-query/listing.hpp"
#include "store/database.hpp"

namespace tk::query {

/// The part of a question about a listing that the database answers: a statement over all columns of the listing, in
/// their order. What a person wrote stands in its arguments only.
struct Question {
    std::string sql;
    std::vector<store::Cell> arguments;
};

/// Throws UsageError for a column that the listing does not have.
Question ask(store::Database& database, const Listing& listing, const ListingRequest& request);

/// Throws the UsageError for a column of `option` that the listing does not have.
[[noreturn]] void unknown_column(const Listing& listing, std::string_view option, const std::string& column);

}  // namespace tk::query
