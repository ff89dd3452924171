#include "db-update/market.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/progress.hpp"
#include "core/text.hpp"
#include "db-update/market_batch.hpp"
#include "db-update/parts.hpp"
#include "db-update/record_source.hpp"
#include "db-update/renames.hpp"
#include "db-update/run_record.hpp"
#include "db-update/time_text.hpp"

namespace tk::update {

namespace {

enum class Field { game, item, item_name, server, time, lot, price, seller, quantity };
struct Known {
    std::string name;
    Field field;
};

std::vector<Known> known_fields(const std::vector<std::string>& renames) {
    std::vector<Known> known = {{"game", Field::game},
                                {"item_id", Field::item},
                                {"item", Field::item},
                                {"itemId", Field::item},
                                {"item_name", Field::item_name},
                                {"name", Field::item_name},
                                {"server", Field::server},
                                {"server_name", Field::server},
                                {"server_id", Field::server},
                                {"serverId", Field::server},
                                {"world", Field::server},
                                {"time", Field::time},
                                {"timestamp", Field::time},
                                {"ts", Field::time},
                                {"observed_at", Field::time},
                                {"lot", Field::lot},
                                {"lot_size", Field::lot},
                                {"lotSize", Field::lot},
                                {"qty", Field::lot},
                                {"price", Field::price},
                                {"seller", Field::seller},
                                {"seller_name", Field::seller},
                                {"quantity", Field::quantity}};
    for (const auto& [ours, theirs] : renames_of(renames)) {
        bool found = false;
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (known[i].name != ours) continue;
            known.insert(known.begin(), {theirs, known[i].field});
            found = true;
            break;
        }
        if (!found) throw UsageError("--map: a price observation has no " + ours);
    }
    return known;
}

/// Text or a whole number as text, without an allocation.
class IdText {
public:
    std::string_view of(const JsonView& value, std::string_view member) {
        if (const auto text = value.as_string()) return trim(*text);
        const auto number = value.as_integer();
        if (!number) refuse(std::string(member) + " must be text or a whole number, not " + value.dump());
        const auto [end, error] = std::to_chars(digits_.data(), digits_.data() + digits_.size(), *number);
        return {digits_.data(), static_cast<std::size_t>(end - digits_.data())};
    }

private:
    std::array<char, 24> digits_{};
};

class MarketImport {
public:
    MarketImport(Context& context, store::Database& database, const MarketOptions& options)
        : context_(context),
          database_(database),
          options_(options),
          fields_(known_fields(options.renames)),
          sources_(sources_of(options.files)),
          progress_("importing", 0, "prices", !context.settings().quiet) {
        if (!options.time.empty()) {
            const auto time = rfc3339(std::string_view(options.time));
            if (!time) throw UsageError("--time: not a time: " + options.time, "such as 2026-01-31T18:00:00Z");
            default_time_ = *time;
        }
        for (const auto& pieces : sources_) {
            for (const std::string& piece : pieces) {
                std::error_code error;
                if (std::filesystem::is_regular_file(piece, error)) total_ += std::filesystem::file_size(piece);
            }
        }
    }

    RunResult run(const std::function<void(std::int64_t run)>& beside) {
        // The rows name this run and its sources only; to look both up again for each row would cost as much as to
        // write it.
        database_.execute("PRAGMA foreign_keys = OFF");
        RunResult result = in_one_transaction(beside);
        database_.execute("PRAGMA foreign_keys = ON");
        return result;
    }
    std::uint64_t rejected() const { return rejected_; }

private:
    RunResult in_one_transaction(const std::function<void(std::int64_t run)>& beside) {
        store::Transaction transaction(database_);
        RunRecord record(database_, "market_data", now_utc());
        MarketBatch batch(database_, record.id());
        for (const auto& pieces : sources_) read(pieces, record, batch);
        write(batch);
        record.end("market_data", inserted_, 0, unchanged_, rejected_, "generic", "");
        const bool refused = rejected_ > 0 && !options_.keep_good;
        const bool written = !refused && !options_.dry_run;
        if (written) {
            beside(record.id());
            transaction.commit();
        }
        Value summary{{"type", "summary"}, {"table", "market_data"},  {"inserted", inserted_},
                      {"updated", 0},      {"unchanged", unchanged_}, {"rejected", rejected_}};
        summary["run"] = written ? Value(record.id()) : Value(nullptr);
        if (options_.dry_run) summary["dry_run"] = true;
        summary["written"] = written;
        if (ignored_ > 0) summary["ignored_fields"] = ignored_;
        return {record.id(), written, summary.dump()};
    }
    void read(const std::vector<std::string>& pieces, RunRecord& run, MarketBatch& batch) {
        RecordSource source(pieces);
        const std::int64_t source_id = run.add_source(source.name());
        source_names_[source_id] = source.name();
        std::int64_t records = 0;
        while (next(source, source_id, batch)) {
            ++records;
            if (batch.is_full()) write(batch);
        }
        run.end_source(source_id, source.content_hash(), records);
        finished_ += source.position();
    }

    bool next(RecordSource& source, std::int64_t source_id, MarketBatch& batch) {
        context_.check_interrupt();
        try {
            const auto record = source.next();
            if (!record) return false;
            const std::uint64_t count = ++context_.counters().records_in;
            if (total_ > 0) {
                progress_.advance_to(count,
                                     static_cast<double>(finished_ + source.position()) / static_cast<double>(total_));
            } else {
                progress_.advance_to(count);
            }
            try {
                add(*record, source, source_id, batch);
            } catch (const RecordError& error) {
                throw InputError(source.name(), record->line, error.what(), error.advice());
            }
        } catch (const InputError& error) {
            ++rejected_;
            context_.problem(error);
        }
        return true;
    }

    void add(const SourceRecord& record, const RecordSource& source, std::int64_t source_id, MarketBatch& batch) {
        Observation row;
        row.source = source_id;
        row.line = record.line;
        row.game = options_.game;
        row.server = options_.server;
        IdText item, server, seller, name;
        std::string time = default_time_;
        bool has_price = false;
        for (const auto& [member, value] : record.view.members()) {
            const auto known = std::find_if(fields_.begin(), fields_.end(),
                                            [&, name = member](const Known& field) { return field.name == name; });
            if (value.is_null()) continue;
            if (known == fields_.end()) {
                ++ignored_;
                continue;
            }
            switch (known->field) {
                case Field::game:
                    if (options_.game.empty()) row.game = value.as_string().value_or("");
                    break;
                case Field::item: row.item = item.of(value, "item"); break;
                case Field::item_name: row.item_name = name.of(value, "item_name"); break;
                case Field::server: row.server = server.of(value, "server"); break;
                case Field::seller: row.seller = seller.of(value, "seller"); break;
                case Field::lot: row.lot = whole(value, "lot", 1, 1'000'000'000); break;
                case Field::quantity: row.quantity = whole(value, "quantity", 0, 1'000'000'000'000); break;
                case Field::price:
                    row.price = whole(value, "price", 0, 1'000'000'000'000'000);
                    has_price = true;
                    break;
                case Field::time: {
                    auto read = rfc3339(value);
                    if (!read) refuse("time must be a date and time such as 2026-01-31T18:00:00Z, not " + value.dump());
                    time = std::move(*read);
                    break;
                }
            }
        }
        if (row.game.empty() && source.game()) row.game = *source.game();
        if (row.game.empty()) throw RecordError("invalid", "no game is named", "give it with --game");
        if (row.item.empty()) refuse("the observation names no item_id");
        if (!has_price) refuse("the observation has no price");
        if (row.price == 0) refuse("price is 0: a price that is not known is left out, not zero");
        if (time.empty()) throw RecordError("invalid", "the observation has no time", "give it with --time");
        row.time = time;
        batch.add(row);
    }

    static std::int64_t whole(const JsonView& value, std::string_view member, std::int64_t least, std::int64_t most) {
        const auto number = value.as_integer();
        if (!number) refuse(std::string(member) + " must be a whole number, not " + value.dump());
        if (*number < least || *number > most)
            refuse(std::string(member) + " must be between " + std::to_string(least) + " and " + std::to_string(most) +
                   ", not " + std::to_string(*number));
        return *number;
    }

    void write(MarketBatch& batch) {
        const MarketBatch::Result result = batch.write();
        inserted_ += result.inserted;
        unchanged_ += result.unchanged;
        for (const Observation& row : result.contradictions) {
            ++rejected_;
            context_.problem(
                InputError(source_names_[row.source], row.line,
                           "this offer is known with another quantity; what was observed is not overwritten",
                           "an observation at another time is another record"));
        }
    }

    Context& context_;
    store::Database& database_;
    const MarketOptions& options_;
    const std::vector<Known> fields_;
    const std::vector<std::vector<std::string>> sources_;
    std::uint64_t total_ = 0, finished_ = 0;
    Progress progress_;
    std::string default_time_;
    std::map<std::int64_t, std::string> source_names_;
    std::uint64_t inserted_ = 0, unchanged_ = 0, rejected_ = 0, ignored_ = 0;
};

}  // namespace

Status import_market(Context& context, store::Database& database, const MarketOptions& options) {
    MarketImport import(context, database, options);
    const RunResult imported = import.run([](std::int64_t) {});
    context.out().line(imported.summary);
    ++context.counters().records_out;
    if (!imported.written && !options.dry_run)
        context.log().warning("nothing was written, because " + std::to_string(import.rejected()) +
                              (import.rejected() == 1 ? " record" : " records") +
                              " cannot be used; --keep-good writes the others");
    return context.status();
}

RunResult import_market_quietly(Context& context, store::Database& database, const MarketOptions& options,
                                const std::function<void(std::int64_t run)>& beside) {
    return MarketImport(context, database, options).run(beside);
}

}  // namespace tk::update
