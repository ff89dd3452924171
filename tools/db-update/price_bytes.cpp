#include "db-update/price_bytes.hpp"

namespace tk::update {

void put_price_key(std::string& row, const Observation& price) {
    for (const std::string_view text : {price.game, price.item, price.server}) put_text(row, text);
    put_time(row, price.time);
    put_number(row, price.lot);
    put_text(row, price.seller);
    put_number(row, price.price);
}

void take_price_key(std::string_view& row, TimeText& buffer, std::span<store::Argument, price_key_size> key) {
    for (std::size_t column = 0; column < 3; ++column) key[column] = take_text(row);
    key[3] = take_time(row, buffer);
    key[4] = take_number(row);
    key[5] = take_text(row);
    key[6] = take_number(row);
}

void put_quantity(std::string& row, std::optional<std::int64_t> quantity) {
    put_number(row, quantity ? *quantity + 1 : 0);
}

std::optional<std::int64_t> take_quantity(std::string_view& row) {
    const std::int64_t number = take_number(row);
    if (number == 0) return std::nullopt;
    return number - 1;
}

}  // namespace tk::update
