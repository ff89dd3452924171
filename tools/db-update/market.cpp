#include "db-update/market.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/progress.hpp"
#include "core/rows.hpp"
#include "db-update/market_batch.hpp"
#include "db-update/parts.hpp"
#include "db-update/price_reader.hpp"
#include "db-update/record_place.hpp"
#include "db-update/record_source.hpp"
#include "db-update/run_record.hpp"
#include "db-update/time_text.hpp"
#include "db-update/unread.hpp"

namespace tk::update {

namespace {

class MarketImport {
public:
    MarketImport(Context& context, store::Database& database, const MarketOptions& options)
        : context_(context),
          database_(database),
          options_(options),
          reader_(options),
          sources_(sources_of(options.files)),
          total_(size_of(sources_)),
          progress_("importing", 0, "prices", !context.settings().quiet) {}

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
        if (reader_.number_texts() > 0) summary["repaired"] = {{"number_text", reader_.number_texts()}};
        if (reader_.ignored() > 0) summary["ignored_fields"] = reader_.ignored();
        return {record.id(), written, summary.dump()};
    }
    void read(const std::vector<std::string>& pieces, RunRecord& run, MarketBatch& batch) {
        RecordSource source(pieces, [](std::string_view list) { return list == "prices" || list == "listings"; });
        const std::int64_t source_id = run.add_source(source.name());
        source_names_[source_id] = source.name();
        std::int64_t records = 0;
        place_.begin(0);
        while (next(source, source_id, batch)) ++records;
        run.end_source(source_id, source.content_hash(), records);
        finished_ += source.position();
        tell_unread(context_, source);
    }

    bool next(RecordSource& source, std::int64_t source_id, MarketBatch& batch) {
        context_.check_interrupt();
        try {
            const auto line = source.next_plain(members_);
            if (!line) return false;
            place_.begin(*line);
            const std::uint64_t count = ++context_.counters().records_in;
            if (total_ > 0) {
                progress_.advance_to(
                    count, reading * static_cast<double>(finished_ + source.position()) / static_cast<double>(total_));
            } else {
                progress_.advance_to(count);
            }
            try {
                Observation price = reader_.read(members_, source.game());
                price.source = source_id;
                price.line = static_cast<std::int64_t>(*line);
                batch.add(price);
            } catch (const RecordError& error) {
                throw place_.error(source.name(), error);
            }
        } catch (const InputError& error) {
            ++rejected_;
            context_.problem(error);
        }
        return true;
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
        context_.tell_rest_of_problems();
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
    PriceReader reader_;
    const std::vector<std::vector<std::string>> sources_;
    const std::uint64_t total_;
    std::uint64_t finished_ = 0;
    Progress progress_;
    RecordPlace place_;
    std::size_t written_ = 0;
    std::vector<PlainMember> members_;  // of the record being read
    std::map<std::int64_t, std::string> source_names_;
    std::uint64_t inserted_ = 0, unchanged_ = 0, rejected_ = 0;
};

}  // namespace

Status import_market(Context& context, store::Database& database, const MarketOptions& options) {
    MarketImport import(context, database, options);
    const RunResult imported = import.run([](std::int64_t) {});
    print_row(context, Value::parse(imported.summary));
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
