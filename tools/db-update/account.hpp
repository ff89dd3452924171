#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "core/json.hpp"
#include "db-update/row.hpp"
#include "db-update/upsert.hpp"

namespace tk::update {

/// What a run did, as its summary tells it.
struct Account {
    std::uint64_t inserted = 0, updated = 0, unchanged = 0, rejected = 0;
    std::map<std::string, std::array<std::uint64_t, 3>> by_table;  ///< counts in the order of Outcome
    std::map<std::string, std::uint64_t> changed_fields;
    /// Known ones that are no longer told, those inside lists and objects too (missing_keys.hpp).
    std::map<std::string, std::uint64_t> missing_fields;
    /// Records that bear the name of an earlier one of the run, under an id of their own.
    std::uint64_t repeated_names = 0;
    Notes notes;

    void add(const Table& table, const Difference& difference);
    /// Half of ten or more rows that were known have got another name: their texts may be in another language.
    bool renames_most() const;
    /// What the summary tells beyond the counts of rows; only what there was.
    Value details() const;
};

/// The record that tells one inserted or updated row, with what its fields were before and are now.
Value change_record(const Table& table, const std::string& game, const Row& row, const Difference& difference);

}  // namespace tk::update
