#include "db-update/market_batch.hpp"

#include <array>

#include "core/error.hpp"
#include "db-update/row_bytes.hpp"
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

// A row is its key in bytes that compare as the key does (row_bytes.hpp), then what is beside the key.

class Feed final : public store::RowFeed {
public:
    Feed(SortedRows& rows, const std::function<void()>& step) : rows_(rows), step_(step) {}

    void begin() override { rows_.begin(); }
    bool next() override {
        step_();
        auto row = rows_.next();
        if (!row) return false;
        for (std::size_t column = 0; column < 3; ++column) values_[column] = take_text(*row);
        values_[3] = take_time(*row, time_);
        values_[4] = take_number(*row);
        values_[5] = take_text(*row);
        for (std::size_t column = 6; column < 10; ++column) values_[column] = take_number(*row);
        const std::int64_t quantity = std::get<std::int64_t>(values_[7]);
        values_[7] = quantity == 0 ? store::Argument{} : store::Argument{quantity - 1};
        values_[10] = row->empty() ? store::Argument{} : store::Argument{*row};
        return true;
    }
    const store::Argument& column(int number) const override { return values_[static_cast<std::size_t>(number)]; }

private:
    SortedRows& rows_;
    const std::function<void()>& step_;
    std::array<store::Argument, fed_columns.size()> values_;
    TimeText time_{};
};

}  // namespace

void MarketBatch::add(const Observation& row) {
    row_.clear();
    for (const std::string_view text : {row.game, row.item, row.server}) put_text(row_, text);
    put_time(row_, row.time);
    put_number(row_, row.lot);
    put_text(row_, row.seller);
    put_number(row_, row.price);
    put_number(row_, row.quantity ? *row.quantity + 1 : 0);
    put_number(row_, row.source);
    put_number(row_, row.line);
    if (row.item_name) row_ += *row.item_name;
    if (row.quantity) has_quantities_ = true;
    rows_.add(row_);
}

MarketBatch::Result MarketBatch::write(store::Database& database, std::int64_t run, const std::function<void()>& step,
                                       const std::function<void(std::int64_t source, std::int64_t line)>& contradicts) {
    Result result;
    Feed feed(rows_, step);
    database.with_feed(feed, fed_columns, insert_sql, [&](store::Statement& insert) { insert.with(run).run(); });
    result.inserted = static_cast<std::uint64_t>(database.changes());
    result.unchanged = rows_.size() - result.inserted;
    if (!has_quantities_ || result.unchanged == 0) return result;
    database.with_feed(feed, fed_columns, contradictions_sql, [&](store::Statement& known) {
        while (known.step()) {
            contradicts(known.integer(0), known.integer(1));
            --result.unchanged;
        }
    });
    return result;
}

}  // namespace tk::update
