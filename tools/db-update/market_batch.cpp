#include "db-update/market_batch.hpp"

#include <array>
#include <span>

#include "core/error.hpp"
#include "db-update/known_prices.hpp"
#include "store/row_feed.hpp"

namespace tk::update {

namespace {

constexpr std::array<std::string_view, 11> fed_columns{"game",  "item",     "server", "time", "lot", "seller",
                                                       "price", "quantity", "source", "line", "name"};

constexpr std::string_view insert_sql =
    "INSERT INTO market_data (game, item_id, server_name, timestamp, lot_size, seller_name, price, quantity, "
    "item_name, import_run, import_source) SELECT game, item, server, time, lot, seller, price, quantity, name, $1, "
    "source FROM fed WHERE true ON CONFLICT DO NOTHING";

/// The feed comes first: each of its rows is looked up by the whole key.
constexpr std::string_view contradictions_sql =
    "SELECT fed.source, fed.line FROM fed CROSS JOIN market_data AS known ON known.game = fed.game AND known.item_id = "
    "fed.item AND known.server_name = fed.server AND known.timestamp = fed.time AND known.lot_size = fed.lot AND "
    "known.seller_name = fed.seller AND known.price = fed.price WHERE fed.quantity IS NOT NULL AND known.quantity IS "
    "NOT fed.quantity";

// A row is its key and its quantity (price_bytes.hpp), then what is beside them.

/// Those of the rows that are not known for certain.
class Feed final : public store::RowFeed {
public:
    Feed(SortedRows& rows, store::Database& database, KnownPrices::Compare compare, const std::function<void()>& step)
        : rows_(rows), known_(database, compare), step_(step) {}

    void begin() override { rows_.begin(); }
    bool next() override {
        std::optional<std::string_view> row;
        do {
            step_();
            row = rows_.next();
            if (!row) return false;
        } while (known_.holds(*row));
        take_price_key(*row, time_, std::span(values_).first<price_key_size>());
        values_[7] = store::to_argument(take_quantity(*row));
        for (std::size_t column = 8; column < 10; ++column) values_[column] = take_number(*row);
        values_[10] = row->empty() ? store::Argument{} : store::Argument{*row};
        return true;
    }
    const store::Argument& column(int number) const override { return values_[static_cast<std::size_t>(number)]; }

private:
    SortedRows& rows_;
    KnownPrices known_;
    const std::function<void()>& step_;
    std::array<store::Argument, fed_columns.size()> values_;
    TimeText time_{};
};

}  // namespace

void MarketBatch::add(const Observation& row) {
    row_.clear();
    put_price_key(row_, row);
    put_quantity(row_, row.quantity);
    put_number(row_, row.source);
    put_number(row_, row.line);
    if (row.item_name) row_ += *row.item_name;
    if (row.quantity) has_quantities_ = true;
    rows_.add(row_);
}

MarketBatch::Result MarketBatch::write(store::Database& database, std::int64_t run, const std::function<void()>& step,
                                       const std::function<void(std::int64_t source, std::int64_t line)>& contradicts) {
    Result result;
    Feed fresh(rows_, database, KnownPrices::Compare::key, step);
    database.with_feed(fresh, fed_columns, insert_sql, [&](store::Statement& insert) { insert.with(run).run(); });
    result.inserted = static_cast<std::uint64_t>(database.changes());
    result.unchanged = rows_.size() - result.inserted;
    if (!has_quantities_ || result.unchanged == 0) return result;
    Feed differing(rows_, database, KnownPrices::Compare::key_and_quantity, step);
    database.with_feed(differing, fed_columns, contradictions_sql, [&](store::Statement& known) {
        while (known.step()) {
            contradicts(known.integer(0), known.integer(1));
            --result.unchanged;
        }
    });
    return result;
}

}  // namespace tk::update
