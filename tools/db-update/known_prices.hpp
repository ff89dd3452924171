#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace tk::update {

/// Tells rows that market_data holds from others by walking along its key beside rows that come in the same order: a
/// step of that walk costs far less than to look a key up in the tree. Where few of the rows that it passes are asked
/// for, it rests and says nothing.
class KnownPrices {
public:
    /// What of a row must be known.
    enum class Compare { key, key_and_quantity };
    KnownPrices(store::Database& database, Compare compare);

    /// Whether the table holds the observation of `row`, bytes that start with its key and its quantity
    /// (price_bytes.hpp). Yes is certain; no is not: the row may be there still. Rows may be added to the table between
    /// two calls.
    bool holds(std::string_view row);

private:
    void seek(std::string_view row);
    bool read_on();
    void rest();
    std::string_view known() const;

    const Compare compare_;
    const std::unique_ptr<store::Statement> walk_;
    // Rows of the table are read some at a time: after each change of the table SQLite has to find its place anew.
    std::string bytes_;
    std::vector<std::size_t> ends_;
    std::size_t at_ = 0;     // of ends_
    std::size_t ahead_ = 0;  // rows to read at once
    bool more_ = false;      // the table may have rows behind these
    int credit_;             // how many rows may be read for nothing
    int resting_ = 1;        // rows that are asked for until the walk goes on
};

}  // namespace tk::update
