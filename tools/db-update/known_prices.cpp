#include "db-update/known_prices.hpp"

#include <algorithm>
#include <array>

#include "db-update/price_bytes.hpp"

namespace tk::update {

namespace {

constexpr std::string_view walk_sql =
    "SELECT game, item_id, server_name, timestamp, lot_size, seller_name, price, quantity FROM market_data WHERE "
    "(game, "
    "item_id, server_name, timestamp, lot_size, seller_name, price) >= ($1, $2, $3, $4, $5, $6, $7) ORDER BY game, "
    "item_id, server_name, timestamp, lot_size, seller_name, price";

/// A row found is worth this many rows read: what one look-up costs more.
constexpr int worth = 2;
/// What a new start costs, in rows read.
constexpr int cost_of_seek = 8;
/// Rows passed for one that is asked for until a new start is cheaper.
constexpr int far = 16;
constexpr std::size_t least_ahead = 4, most_ahead = 64;
/// At first, and the most it can grow to.
constexpr int full_credit = 1024;
/// After a rest; with the rows of a rest it bounds what is lost where the walk never helps.
constexpr int trial_credit = 64;
constexpr int rows_of_rest = 4096;

}  // namespace

KnownPrices::KnownPrices(store::Database& database, Compare compare)
    : compare_(compare), walk_(database.prepare(walk_sql)), credit_(full_credit) {}

bool KnownPrices::holds(std::string_view row) {
    if (resting_ > 0) {
        if (--resting_ > 0) return false;
        seek(row);
    }
    for (int passed = 0; at_ < ends_.size() || (more_ && read_on()); ++passed) {
        const int order = row.substr(0, known().size()).compare(known());
        if (order < 0) return false;
        if (order == 0) {
            credit_ = std::min(credit_ + worth, full_credit);
            return true;
        }
        if (credit_ < 0) {
            rest();
            return false;
        }
        ++at_;
        if (passed == far) seek(row);
    }
    return false;
}

void KnownPrices::seek(std::string_view row) {
    std::array<store::Argument, price_key_size> key;
    TimeText time;
    take_price_key(row, time, key);
    walk_->rewind();
    int number = 0;
    for (const store::Argument& value : key) walk_->bind(++number, value);
    at_ = 0;
    ends_.clear();
    ahead_ = least_ahead;
    more_ = true;
    credit_ -= cost_of_seek;
}

/// Reads the next rows of the table in place of those that were passed; false when there are none.
bool KnownPrices::read_on() {
    at_ = 0;
    ends_.clear();
    bytes_.clear();
    while (more_ && ends_.size() < ahead_) {
        more_ = walk_->step();
        if (!more_) break;
        Observation price;
        price.game = walk_->text(0);
        price.item = walk_->text(1);
        price.server = walk_->text(2);
        price.time = walk_->text(3);
        price.lot = walk_->integer(4);
        price.seller = walk_->text(5);
        price.price = walk_->integer(6);
        put_price_key(bytes_, price);
        if (compare_ == Compare::key_and_quantity) put_quantity(bytes_, walk_->maybe_integer(7));
        ends_.push_back(bytes_.size());
    }
    credit_ -= static_cast<int>(ends_.size());
    ahead_ = std::min(2 * ahead_, most_ahead);
    return !ends_.empty();
}

void KnownPrices::rest() {
    walk_->rewind();
    at_ = 0;
    ends_.clear();
    more_ = false;
    credit_ = trial_credit;
    resting_ = rows_of_rest;
}

std::string_view KnownPrices::known() const {
    const std::size_t start = at_ == 0 ? 0 : ends_[at_ - 1];
    return std::string_view(bytes_).substr(start, ends_[at_] - start);
}

}  // namespace tk::update
