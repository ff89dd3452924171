#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "db-update/price_bytes.hpp"
#include "db-update/sorted_rows.hpp"
#include "store/database.hpp"

namespace tk::update {

/// Observations on their way into market_data. They are written in the order of the table's key, all in one statement:
/// keys that come in any order would touch a page of the tree each.
class MarketBatch {
public:
    /// Copies the texts of `observation`.
    void add(const Observation& observation);

    std::size_t size() const { return rows_.size(); }

    struct Result {
        std::uint64_t inserted = 0, unchanged = 0;
    };
    /// Writes what was added. `contradicts` is called with source and line of every observation that is known, already
    /// or from an earlier line, with another quantity; it counts as neither. `step` is called before each row.
    Result write(store::Database& database, std::int64_t run, const std::function<void()>& step,
                 const std::function<void(std::int64_t source, std::int64_t line)>& contradicts);

private:
    SortedRows rows_;
    std::string row_;
    bool has_quantities_ = false;
};

}  // namespace tk::update
