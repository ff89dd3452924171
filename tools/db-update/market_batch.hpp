#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace tk::update {

/// One price observation; views into the batch that holds it.
struct Observation {
    std::string_view game, item, server, time, seller;
    std::optional<std::string_view> item_name;
    std::int64_t lot = 1;
    std::int64_t price = 0;
    std::optional<std::int64_t> quantity;
    std::int64_t source = 0;
    std::size_t line = 0;
};

/// Observations on their way into market_data. They are written in the order of the table's key, many rows a statement:
/// keys that come in any order would touch a page of the tree each.
class MarketBatch {
public:
    MarketBatch(store::Database& database, std::int64_t run);

    static constexpr std::size_t capacity = 1 << 17;

    /// Copies the texts of `observation`.
    void add(Observation observation);
    bool is_full() const { return rows_.size() >= capacity; }

    struct Result {
        std::uint64_t inserted = 0, unchanged = 0;
        std::vector<Observation> contradictions;  ///< known already, with another quantity; views until the next add
    };
    /// Writes and forgets what was added.
    Result write();

private:
    std::string_view keep(std::string_view text);
    void write_rows(std::span<const Observation* const> rows, Result& result);
    bool contradicts(const Observation& row);

    store::Database& database_;
    std::int64_t run_;
    std::vector<Observation> rows_;
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t block_ = 0, used_ = 0;
    std::unique_ptr<store::Statement> many_, one_, known_;
};

}  // namespace tk::update
