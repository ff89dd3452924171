#include "db-update/import.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "core/error.hpp"
#include "core/progress.hpp"
#include "core/rows.hpp"
#include "db-update/account.hpp"
#include "db-update/languages.hpp"
#include "db-update/parts.hpp"
#include "db-update/recognise.hpp"
#include "db-update/record_place.hpp"
#include "db-update/record_source.hpp"
#include "db-update/renames.hpp"
#include "db-update/run_record.hpp"
#include "db-update/spell_ranks.hpp"
#include "db-update/texts.hpp"
#include "db-update/time_text.hpp"
#include "db-update/unread.hpp"
#include "db-update/upsert.hpp"
#include "store/search.hpp"

namespace tk::update {

namespace {

class Import {
public:
    Import(Context& context, store::Database& database, const Table* table, const ImportOptions& options)
        : context_(context),
          database_(database),
          table_(table),
          options_(options),
          now_(now_utc()),
          sources_(sources_of(options.files)),
          total_(size_of(sources_)),
          progress_("importing", 0, "records", !context.settings().quiet) {
        mapping_.language = options.language;
        mapping_.texts_in = options.text_language;
        mapping_.renames = renames_of(options.renames);
        mapping_.kind = options.kind;
        mapping_.dates = date_order(options.dates);
        if (!options.texts.empty()) mapping_.texts = read_texts(options.texts);
        mapping_.levels = [this](const std::string& spell) { return spell_ranks(database_, spells_game_, spell); };
        if (!options.shape.empty()) fixed_shape_ = shape_called(options.shape);
    }

    /// All of it inside the transaction of the caller; whether it may be committed.
    bool run() {
        RunRecord record(database_, table_ ? table_->name : "", now_);
        run_ = record.id();
        for (const auto& pieces : sources_) read(pieces, record);
        context_.tell_rest_of_problems();
        tell_unheard(context_, mapping_.renames, account_.notes.renamed);
        for (const auto& [key, source] : touched_spells_) compose(key, source);
        record.end(tables(), account_.inserted, account_.updated, account_.unchanged, account_.rejected,
                   shape_name(shape_),
                   account_.notes.repairs.empty() ? std::string() : Value(account_.notes.repairs).dump());
        return (account_.rejected == 0 || options_.keep_good) && !options_.dry_run;
    }

    Value summary(bool written) const {
        Value record{{"type", "summary"},
                     {"table", tables()},
                     {"inserted", account_.inserted},
                     {"updated", account_.updated},
                     {"unchanged", account_.unchanged},
                     {"rejected", account_.rejected}};
        record["run"] = written ? Value(run_) : Value(nullptr);
        if (options_.dry_run) record["dry_run"] = true;
        record["written"] = written;
        if (shape_ != Shape::generic) record["shape"] = shape_name(shape_);
        if (account_.by_table.size() > 1) {
            for (const auto& [table, counts] : account_.by_table)
                record["tables"][table] = {{"inserted", counts[0]}, {"updated", counts[1]}, {"unchanged", counts[2]}};
        }
        record.update(account_.details());
        return record;
    }

    /// Before the commit. An import of a tenth of all records leaves the full-text index in so many parts that each
    /// search takes a quarter longer.
    void merge_search() {
        const auto documents = database_.prepare("SELECT count(*) FROM search_documents");
        documents->step();
        const auto changed = static_cast<std::int64_t>(account_.inserted + account_.updated);
        if (changed >= 1000 && changed * 10 >= documents->integer(0)) store::merge_search_index(database_);
    }

    const std::vector<Value>& changes() const { return changes_; }
    std::int64_t run_id() const { return run_; }
    const Account& account() const { return account_; }

private:
    std::string tables() const {
        if (table_) return std::string(table_->name);
        std::string names;
        for (const auto& [table, counts] : account_.by_table) names += (names.empty() ? "" : ",") + table;
        return names;
    }

    void read(const std::vector<std::string>& pieces, RunRecord& record) {
        RecordSource source(pieces, [this](std::string_view list) { return is_wanted(list); });
        const std::int64_t source_id = record.add_source(source.name());
        std::int64_t records = 0;
        place_.begin(0);
        while (next(source, source_id)) ++records;
        if (source.repaired() > 0) account_.notes.repairs["nan"] += source.repaired();
        if (source.whole_reals() > 0) account_.notes.repairs["whole_reals"] += source.whole_reals();
        record.end_source(source_id, source.content_hash(), records);
        finished_ += source.position();
        tell_unread(context_, source);
    }

    /// Of several lists in one object.
    bool is_wanted(std::string_view list) const {
        const auto table = table_called(list);
        if (table_) return table && table->name == table_->name;
        return !is_log_or_price_list(list);
    }

    /// Takes in one record; false at the end of the source.
    bool next(RecordSource& source, std::int64_t source_id) {
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
            place_.begin(record->line);
            try {
                take(source, *record, source_id);
            } catch (const RecordError& error) {
                throw place_.error(source.name(), error);
            }
        } catch (const InputError& error) {
            ++account_.rejected;
            context_.problem(error);
        }
        return true;
    }

    std::string game_of_record(const RecordSource& source, const SourceRecord& record) {
        if (!options_.game.empty()) return options_.game;
        const auto own = record.view.string("game");
        if (own && !own->empty()) return std::string(*own);
        if (source.game() && !source.game()->empty()) return *source.game();
        const Shape shape = fixed_shape_ ? *fixed_shape_ : source.shape() ? *source.shape() : shape_of(record.view);
        if (shape_ == Shape::generic) shape_ = shape;
        if (game_of(shape).empty()) throw RecordError("invalid", "no game is named", "give it with --game");
        return std::string(game_of(shape));
    }

    void take(const RecordSource& source, const SourceRecord& record, std::int64_t source_id) {
        const std::string game = game_of_record(source, record);
        if (shape_ == Shape::generic) shape_ = fixed_shape_ ? *fixed_shape_ : source.shape().value_or(Shape::generic);
        spells_game_ = game;
        Upserter& upserter = upserter_for(record);
        const bool names_kind = mapping_.kind.empty() && !record.kind.empty();
        if (names_kind) mapping_.kind = kind_of_class(record.kind);
        std::vector<Row> rows = upserter.table().map(record.view, mapping_, account_.notes);
        if (names_kind) mapping_.kind.clear();
        const std::string place = source.name() + ":" + std::to_string(record.line);
        for (Row& row : rows) {
            if (!mapping_.texts_in.empty()) {
                const auto known = upserter.known(game, row.id);
                row = in_all_languages(std::move(row), upserter.table(), known, mapping_.language);
            }
            const std::string scope = std::string(upserter.table().name) + '\n' + game + '\n';
            const auto [seen, is_new] = seen_.try_emplace(scope + row.id, place);
            const Difference difference = upserter.compare(game, row);
            if (!is_new && difference.outcome != Outcome::unchanged)
                throw repeated_id(source.name(), row, difference, seen->second);
            upserter.write(game, row, difference, source_id);
            const bool has_name = upserter.table().is_searched && row.title != row.id;
            if (is_new && has_name && !names_.insert(scope + row.title).second) ++account_.repeated_names;
            count(upserter.table(), game, row, difference);
            if (upserter.table().name == "spell_levels" && difference.outcome != Outcome::unchanged)
                touched_spells_[{game, std::get<std::string>(row.cells[0])}] = source_id;
        }
    }

    Upserter& upserter_for(const SourceRecord& record) {
        std::string kind;
        if (!table_) {
            auto recognised = recognise(record.kind, record.view);
            if (!recognised && table_called(record.list)) recognised = record.list;
            if (!recognised && record.view.find("price"))
                throw RecordError("unknown-kind", "a price is no game data", "give prices to 'db-update market'");
            kind = recognised.value_or("records");
        }
        auto& upserter = upserters_[kind];
        if (!upserter)
            upserter = std::make_unique<Upserter>(database_, table_ ? *table_ : table_called(kind).value(), run_, now_);
        return *upserter;
    }

    /// A spell whose ranks arrived apart from it: its columns are made anew.
    void compose(const std::pair<std::string, std::string>& key, std::int64_t source) {
        const auto& [game, spell] = key;
        const auto record = spell_record(database_, game, spell);
        if (!record) return;
        auto& upserter = upserters_["spells"];
        if (!upserter) upserter = std::make_unique<Upserter>(database_, spells_table(), run_, now_);
        spells_game_ = game;
        Notes ignored;
        JsonParser parser;
        const Row row = spells_table().map(parser.parse(*record), mapping_, ignored).at(0);
        const Difference difference = upserter->compare(game, row);
        upserter->write(game, row, difference, source);
        if (difference.outcome != Outcome::unchanged) count(upserter->table(), game, row, difference);
    }

    void count(const Table& table, const std::string& game, const Row& row, const Difference& difference) {
        account_.add(table, difference);
        if (options_.changes && difference.outcome != Outcome::unchanged)
            changes_.push_back(change_record(table, game, row, difference));
    }

    Context& context_;
    store::Database& database_;
    const Table* table_;  // null: it shows in each record
    const ImportOptions& options_;
    const std::string now_;
    const std::vector<std::vector<std::string>> sources_;
    const std::uint64_t total_;
    std::uint64_t finished_ = 0;  // bytes of the sources before the present one
    Progress progress_;
    RecordPlace place_;
    Mapping mapping_;
    std::optional<Shape> fixed_shape_;
    Shape shape_ = Shape::generic;
    std::string spells_game_;  // of the record being read
    std::int64_t run_ = 0;
    std::map<std::string, std::unique_ptr<Upserter>> upserters_;
    Account account_;
    std::map<std::pair<std::string, std::string>, std::int64_t> touched_spells_;
    std::vector<Value> changes_;
    std::unordered_map<std::string, std::string> seen_;
    std::unordered_set<std::string> names_;
};

Status import_and_print(Context& context, store::Database& database, const Table* table, const ImportOptions& options) {
    Import import(context, database, table, options);
    store::Transaction transaction(database);
    const bool written = import.run();
    if (written) {
        import.merge_search();
        transaction.commit();
    }
    RowPrinter printer(context, RowPrinter::Nested::below);
    for (const Value& change : import.changes()) printer.row(change);
    printer.next_table();
    printer.row(import.summary(written));
    printer.finish();
    if (written && import.account().renames_most())
        context.log().warning(
            "most known records have another name now; if these texts are in another language, take the run back "
            "(undo) and import each language with --text-language");
    if (!written && !options.dry_run)
        context.log().warning("nothing was written, because " + std::to_string(import.account().rejected) +
                              (import.account().rejected == 1 ? " record" : " records") +
                              " cannot be used; --keep-good writes the others");
    return context.status();
}

}  // namespace

Status import_records(Context& context, store::Database& database, const Table& table, const ImportOptions& options) {
    return import_and_print(context, database, &table, options);
}

Status import_any(Context& context, store::Database& database, const ImportOptions& options) {
    return import_and_print(context, database, nullptr, options);
}

RunResult import_quietly(Context& context, store::Database& database, const Table* table, const ImportOptions& options,
                         const std::function<void(std::int64_t run)>& beside) {
    Import import(context, database, table, options);
    store::Transaction transaction(database);
    const bool written = import.run();
    if (written) {
        import.merge_search();
        beside(import.run_id());
        transaction.commit();
    }
    return {import.run_id(), written, import.summary(written).dump()};
}

}  // namespace tk::update
