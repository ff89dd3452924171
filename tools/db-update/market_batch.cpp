#include "db-update/market_batch.hpp"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "core/error.hpp"

namespace tk::update {

namespace {

constexpr std::size_t rows_a_statement = 40;
constexpr int columns = 11;
constexpr std::size_t block_size = std::size_t{1} << 20;

std::string insert_sql(std::size_t rows) {
    std::string sql =
        "INSERT INTO market_data (game, item_id, server_name, timestamp, lot_size, seller_name, price, quantity, "
        "item_name, import_run, import_source) VALUES ";
    int number = 1;
    for (std::size_t row = 0; row < rows; ++row) {
        sql += row > 0 ? ",(" : "(";
        for (int column = 0; column < columns; ++column) sql += (column > 0 ? ",$" : "$") + std::to_string(number++);
        sql += ')';
    }
    return sql + " ON CONFLICT DO NOTHING";
}

constexpr std::string_view known_sql =
    "SELECT quantity FROM market_data WHERE game = $1 AND item_id = $2 AND server_name = $3 AND timestamp = $4 AND "
    "lot_size = $5 AND seller_name = $6 AND price = $7";

/// A row in the order to come. Most items differ in their first bytes, and numbers compare faster than texts.
struct Entry {
    std::uint64_t start;
    const Observation* row;
};

std::uint64_t first_bytes(std::string_view text) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i)
        number = number << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    return number;
}

auto key(const Observation& row) {
    return std::tie(row.game, row.item, row.server, row.time, row.lot, row.seller, row.price);
}

}  // namespace

MarketBatch::MarketBatch(store::Database& database, std::int64_t run)
    : database_(database),
      run_(run),
      many_(database.prepare(insert_sql(rows_a_statement))),
      one_(database.prepare(insert_sql(1))),
      known_(database.prepare(known_sql)) {}

std::string_view MarketBatch::keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > block_size) throw RecordError("invalid", "a text of the observation is too long");
    if (blocks_.empty() || used_ + text.size() > block_size) {
        if (!blocks_.empty()) ++block_;
        if (block_ == blocks_.size()) blocks_.push_back(std::make_unique<char[]>(block_size));
        used_ = 0;
    }
    char* place = blocks_[block_].get() + used_;
    std::memcpy(place, text.data(), text.size());
    used_ += text.size();
    return {place, text.size()};
}

void MarketBatch::add(Observation row) {
    // Neighbours mostly share these.
    const Observation* last = rows_.empty() ? nullptr : &rows_.back();
    const auto again = [&](std::string_view text, std::string_view Observation::*member) {
        return last && last->*member == text ? last->*member : keep(text);
    };
    row.game = again(row.game, &Observation::game);
    row.item = again(row.item, &Observation::item);
    row.server = again(row.server, &Observation::server);
    row.time = again(row.time, &Observation::time);
    row.seller = again(row.seller, &Observation::seller);
    if (row.item_name) row.item_name = keep(*row.item_name);
    rows_.push_back(row);
}

MarketBatch::Result MarketBatch::write() {
    std::vector<Entry> order;
    order.reserve(rows_.size());
    for (const Observation& row : rows_) order.push_back({first_bytes(row.item), &row});
    std::sort(order.begin(), order.end(), [](const Entry& a, const Entry& b) {
        if (a.row->game != b.row->game) return a.row->game < b.row->game;
        if (a.start != b.start) return a.start < b.start;
        return key(*a.row) < key(*b.row);
    });
    Result result;
    std::vector<const Observation*> rows;
    rows.reserve(order.size());
    for (const Entry& entry : order) rows.push_back(entry.row);
    for (std::size_t from = 0; from < rows.size(); from += rows_a_statement)
        write_rows(std::span(rows).subspan(from, std::min(rows_a_statement, rows.size() - from)), result);
    rows_.clear();
    block_ = used_ = 0;
    return result;
}

void MarketBatch::write_rows(std::span<const Observation* const> rows, Result& result) {
    const std::size_t count = rows.size();
    const auto bind = [&](store::Statement& statement, int at, const Observation& row) {
        statement.bind_kept(at, row.game);
        statement.bind_kept(at + 1, row.item);
        statement.bind_kept(at + 2, row.server);
        statement.bind_kept(at + 3, row.time);
        statement.bind(at + 4, row.lot);
        statement.bind_kept(at + 5, row.seller);
        statement.bind(at + 6, row.price);
        statement.bind(at + 7, store::to_argument(row.quantity));
        statement.bind(at + 8, store::to_argument(row.item_name));
        statement.bind(at + 9, run_);
        statement.bind(at + 10, row.source);
    };
    std::int64_t inserted = 0;
    if (count == rows_a_statement) {
        many_->rewind();
        for (std::size_t i = 0; i < count; ++i) bind(*many_, static_cast<int>(i) * columns + 1, *rows[i]);
        many_->run();
        inserted = database_.changes();
    } else {
        for (std::size_t i = 0; i < count; ++i) {
            one_->rewind();
            bind(*one_, 1, *rows[i]);
            one_->run();
            inserted += database_.changes();
        }
    }
    result.inserted += static_cast<std::uint64_t>(inserted);
    std::uint64_t known = count - static_cast<std::uint64_t>(inserted);
    if (known > 0) {
        for (std::size_t i = 0; i < count && known > 0; ++i) {
            if (!rows[i]->quantity || !contradicts(*rows[i])) continue;
            result.contradictions.push_back(*rows[i]);
            --known;
        }
    }
    result.unchanged += known;
}

bool MarketBatch::contradicts(const Observation& row) {
    known_->with(row.game, row.item, row.server, row.time, row.lot, row.seller, row.price);
    const bool differs = known_->step() && known_->maybe_integer(0) != row.quantity;
    known_->rewind();
    return differs;
}

}  // namespace tk::update
