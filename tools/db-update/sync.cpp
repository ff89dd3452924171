#include "db-update/sync.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "core/sha256.hpp"
#include "db-update/import.hpp"
#include "db-update/market.hpp"
#include "db-update/parts.hpp"
#include "db-update/recognise.hpp"
#include "db-update/shape.hpp"
#include "db-update/time_text.hpp"

namespace tk::update {

namespace {

struct Source {
    std::string name, kind;
    ImportOptions options;
};

std::vector<Source> read_list(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(with_errno(path), "check the name and the permissions of the file");
    std::ostringstream text;
    text << file.rdbuf();
    const Value list = Value::parse(text.str(), nullptr, false);
    if (!list.is_array()) throw Error(path + ": not a JSON array of sources");
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    std::vector<Source> sources;
    for (const Value& entry : list) {
        const std::string where = path + ": source " + std::to_string(sources.size() + 1);
        Source source;
        try {
            source.name = entry.at("name").get<std::string>();
            source.kind = entry.value("kind", "");
            source.options.game = entry.value("game", "");
            source.options.shape = entry.value("as", "");
            source.options.text_language = entry.value("text_language", "");
            source.options.dates = entry.value("dates", "");
            source.options.keep_good = entry.value("keep_good", false);
            for (const Value& name : entry.at("files"))
                source.options.files.push_back((folder / name.get<std::string>()).string());
            if (entry.contains("map")) {
                for (const auto& [ours, theirs] : entry["map"].items())
                    source.options.renames.push_back(ours + "=" + theirs.get<std::string>());
            }
        } catch (const nlohmann::json::exception&) {
            throw Error(where + " is not {\"name\": TEXT, \"files\": [TEXT...], ...}");
        }
        if (source.options.files.empty()) throw Error(where + " names no files");
        if (!source.kind.empty() && source.kind != "market" && !table_called(source.kind))
            throw Error(where + ": there is no kind " + source.kind);
        if (!source.options.shape.empty() && !shape_called(source.options.shape))
            throw Error(where + ": there is no shape " + source.options.shape);
        if (!source.options.dates.empty() && date_order(source.options.dates) == DateOrder::untold)
            throw Error(where + ": dates are day-first or month-first, not " + source.options.dates);
        sources.push_back(std::move(source));
    }
    return sources;
}

/// Over the content of all files and over how they are read.
std::string hash_of(const Source& source) {
    Sha256 hash;
    const auto add_text = [&](const std::string& text) { hash.add(std::to_string(text.size()) + ":" + text); };
    add_text(source.kind);
    add_text(source.options.game);
    add_text(source.options.shape);
    if (!source.options.dates.empty()) add_text(source.options.dates);
    if (!source.options.text_language.empty()) add_text(source.options.text_language);
    for (const std::string& rename : source.options.renames) add_text(rename);
    std::vector<char> buffer(std::size_t{1} << 18);
    for (const auto& pieces : sources_of(source.options.files)) {
        for (const std::string& piece : pieces) {
            std::ifstream file(piece, std::ios::binary);
            if (!file) throw Error(with_errno(piece), "check the name and the permissions of the file");
            add_text(std::filesystem::path(piece).filename().string());
            while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0)
                hash.add({buffer.data(), static_cast<std::size_t>(file.gcount())});
        }
    }
    return hash.hex();
}

class Sync {
public:
    Sync(Context& context, store::Database& database, bool dry_run)
        : context_(context), database_(database), dry_run_(dry_run), printer_(context, RowPrinter::Nested::below) {}

    void take(Source& source) {
        Value record{{"type", "row"}, {"source", source.name}};
        try {
            const std::string hash = hash_of(source);
            const auto known = database_.prepare("SELECT content_hash FROM sync_sources WHERE name = $1");
            known->with(source.name);
            const bool is_same = known->step() && known->text(0) == hash;
            known->rewind();
            if (is_same) {
                record["state"] = "unchanged";
            } else {
                import(source, hash, record);
            }
        } catch (const Error& error) {
            record["state"] = "failed";
            record["error"] = error.what();
            context_.problem(Error(source.name + ": " + error.what(), error.advice()));
        }
        printer_.row(record);
    }

    void finish() { printer_.finish(); }

private:
    void import(Source& source, const std::string& hash, Value& record) {
        const auto remember = [&](std::int64_t run) {
            database_
                .prepare(
                    "INSERT INTO sync_sources (name, content_hash, import_run, synced_at) VALUES ($1, $2, $3, $4) "
                    "ON CONFLICT (name) DO UPDATE SET content_hash = excluded.content_hash, "
                    "import_run = excluded.import_run, synced_at = excluded.synced_at")
                ->with(source.name, hash, run, now_utc())
                .run();
        };
        RunResult imported;
        source.options.dry_run = dry_run_;
        if (source.kind == "market") {
            const ImportOptions& from = source.options;
            imported = import_market_quietly(
                context_, database_,
                {from.files, from.game, "", "", from.renames, from.keep_good, dry_run_, from.dates}, remember);
        } else {
            const auto table = source.kind.empty() ? std::nullopt : table_called(source.kind);
            imported = import_quietly(context_, database_, table ? &*table : nullptr, source.options, remember);
        }
        const Value summary = Value::parse(imported.summary);
        const bool is_refused = summary["rejected"] != 0 && !source.options.keep_good;
        record["state"] = is_refused ? "rejected" : dry_run_ ? "changed" : "imported";
        for (const char* member : {"run", "table", "inserted", "updated", "unchanged", "rejected"})
            record[member] = summary[member];
    }

    Context& context_;
    store::Database& database_;
    bool dry_run_;
    RowPrinter printer_;
};

}  // namespace

Status sync_sources(Context& context, store::Database& database, const std::string& path, bool dry_run) {
    std::vector<Source> sources = read_list(path);
    Sync sync(context, database, dry_run);
    for (Source& source : sources) {
        context.check_interrupt();
        sync.take(source);
    }
    sync.finish();
    return sources.empty() ? Status::nothing : context.status();
}

}  // namespace tk::update
