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
#include "db-update/plain_record.hpp"
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

/// What is wrong with a value.
std::string shown(const PlainMember& member) {
    if (const auto* text = std::get_if<std::string_view>(&member.value)) return Value(*text).dump();
    if (const auto* number = std::get_if<std::int64_t>(&member.value)) return std::to_string(*number);
    return std::get<JsonView>(member.value).dump();
}

/// A text of an observation: kept with a zero byte behind it, it can hold none.
std::string_view text_of(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) refuse("a text holds a zero character");
    return trim(text);
}

/// Text or a whole number as text, without an allocation.
class IdText {
public:
    std::string_view of(const PlainMember& member, std::string_view ours) {
        if (const auto* text = std::get_if<std::string_view>(&member.value)) return text_of(*text);
        const auto* number = std::get_if<std::int64_t>(&member.value);
        if (!number) refuse(std::string(ours) + " must be text or a whole number, not " + shown(member));
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
        // Rows come in the order of the key: pages that were left are not needed again.
        database_.execute("PRAGMA cache_size = -4000");
        RunResult result = in_one_transaction(beside);
        database_.execute("PRAGMA foreign_keys = ON");
        return result;
    }
    std::uint64_t rejected() const { return rejected_; }

private:
    RunResult in_one_transaction(const std::function<void(std::int64_t run)>& beside) {
        store::Transaction transaction(database_);
        RunRecord record(database_, "market_data", now_utc());
        MarketBatch batch;
        for (const auto& pieces : sources_) read(pieces, record, batch);
        write(batch, record.id());
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
        while (next(source, source_id, batch)) ++records;
        run.end_source(source_id, source.content_hash(), records);
        finished_ += source.position();
    }

    bool next(RecordSource& source, std::int64_t source_id, MarketBatch& batch) {
        context_.check_interrupt();
        try {
            const auto line = source.next_plain(members_);
            if (!line) return false;
            const std::uint64_t count = ++context_.counters().records_in;
            if (total_ > 0) {
                progress_.advance_to(
                    count, reading * static_cast<double>(finished_ + source.position()) / static_cast<double>(total_));
            } else {
                progress_.advance_to(count);
            }
            try {
                add(*line, source, source_id, batch);
            } catch (const RecordError& error) {
                throw InputError(source.name(), *line, error.what(), error.advice());
            }
        } catch (const InputError& error) {
            ++rejected_;
            context_.problem(error);
        }
        return true;
    }

    void add(std::size_t line, const RecordSource& source, std::int64_t source_id, MarketBatch& batch) {
        Observation row;
        row.source = source_id;
        row.line = static_cast<std::int64_t>(line);
        row.game = options_.game;
        row.server = options_.server;
        row.time = default_time_;
        IdText item, server, seller, name;
        std::string time;
        bool has_price = false;
        for (const PlainMember& member : members_) {
            if (std::holds_alternative<std::monostate>(member.value)) continue;
            const auto known = field_called(member.name);
            if (!known) {
                ++ignored_;
                continue;
            }
            switch (*known) {
                case Field::game:
                    if (options_.game.empty()) {
                        const auto* text = std::get_if<std::string_view>(&member.value);
                        row.game = text ? text_of(*text) : std::string_view();
                    }
                    break;
                case Field::item: row.item = item.of(member, "item"); break;
                case Field::item_name: row.item_name = name.of(member, "item_name"); break;
                case Field::server: row.server = server.of(member, "server"); break;
                case Field::seller: row.seller = seller.of(member, "seller"); break;
                case Field::lot: row.lot = whole(member, "lot", 1, 1'000'000'000); break;
                case Field::quantity: row.quantity = whole(member, "quantity", 0, 1'000'000'000'000); break;
                case Field::price:
                    row.price = whole(member, "price", 0, 1'000'000'000'000'000);
                    has_price = true;
                    break;
                case Field::time: row.time = time_of(member, time); break;
            }
        }
        if (row.game.empty() && source.game()) row.game = *source.game();
        if (row.game.empty()) throw RecordError("invalid", "no game is named", "give it with --game");
        if (row.item.empty()) refuse("the observation names no item_id");
        if (!has_price) refuse("the observation has no price");
        if (row.price == 0) refuse("price is 0: a price that is not known is left out, not zero");
        if (row.time.empty()) throw RecordError("invalid", "the observation has no time", "give it with --time");
        batch.add(row);
    }

    std::optional<Field> field_called(std::string_view name) const {
        for (const Known& known : fields_) {
            if (known.name.size() == name.size() && known.name == name) return known.field;
        }
        return std::nullopt;
    }

    static std::string_view time_of(const PlainMember& member, std::string& kept) {
        const auto* text = std::get_if<std::string_view>(&member.value);
        if (text && is_rfc3339_utc(*text)) return *text;
        std::optional<std::string> time;
        if (text) time = rfc3339(*text);
        if (const auto* number = std::get_if<std::int64_t>(&member.value)) time = rfc3339(static_cast<double>(*number));
        if (const auto* other = std::get_if<JsonView>(&member.value)) time = rfc3339(*other);
        if (!time) refuse("time must be a date and time such as 2026-01-31T18:00:00Z, not " + shown(member));
        kept = std::move(*time);
        return kept;
    }

    static std::int64_t whole(const PlainMember& member, std::string_view ours, std::int64_t least, std::int64_t most) {
        const auto* number = std::get_if<std::int64_t>(&member.value);
        if (!number) refuse(std::string(ours) + " must be a whole number, not " + shown(member));
        if (*number < least || *number > most)
            refuse(std::string(ours) + " must be between " + std::to_string(least) + " and " + std::to_string(most) +
                   ", not " + std::to_string(*number));
        return *number;
    }

    void write(MarketBatch& batch, std::int64_t run) {
        const auto contradicts = [&](std::int64_t source, std::int64_t line) {
            ++rejected_;
            context_.problem(InputError(source_names_[source], static_cast<std::size_t>(line),
                                        "this offer is known with another quantity; what was observed is not "
                                        "overwritten",
                                        "an observation at another time is another record"));
        };
        const MarketBatch::Result result = batch.write(
            database_, run, [&] { wrote_one(batch.size()); }, contradicts);
        inserted_ = result.inserted;
        unchanged_ = result.unchanged;
    }

    void wrote_one(std::size_t count) {
        context_.check_interrupt();
        ++written_;
        const double share = static_cast<double>(written_) / static_cast<double>(std::max(count, written_));
        if (total_ > 0) progress_.advance_to(count, reading + (1 - reading) * share);
    }

    /// Share of the time that reading takes; the rest is writing.
    static constexpr double reading = 0.5;

    Context& context_;
    store::Database& database_;
    const MarketOptions& options_;
    const std::vector<Known> fields_;
    const std::vector<std::vector<std::string>> sources_;
    std::uint64_t total_ = 0, finished_ = 0;
    Progress progress_;
    std::string default_time_;
    std::size_t written_ = 0;
    std::vector<PlainMember> members_;  // of the record being read
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
