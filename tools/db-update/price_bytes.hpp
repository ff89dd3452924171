#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "db-update/row_bytes.hpp"
#include "store/database.hpp"

namespace tk::update {

/// One price observation. Its texts hold no zero byte.
struct Observation {
    std::string_view game, item, server, time, seller;
    std::optional<std::string_view> item_name;
    std::int64_t lot = 1;
    std::int64_t price = 0;
    std::optional<std::int64_t> quantity;
    std::int64_t source = 0;
    std::int64_t line = 0;
};

// The key of market_data in bytes (row_bytes.hpp) that compare as the key does, as long as all times are to the second.

/// Columns of the key: game, item, server, time, lot, seller, price.
constexpr std::size_t price_key_size = 7;

void put_price_key(std::string& row, const Observation& price);
/// The texts are views into `row` and `buffer`.
void take_price_key(std::string_view& row, TimeText& buffer, std::span<store::Argument, price_key_size> key);

/// A quantity or none, which comes before all others.
void put_quantity(std::string& row, std::optional<std::int64_t> quantity);
std::optional<std::int64_t> take_quantity(std::string_view& row);

}  // namespace tk::update
