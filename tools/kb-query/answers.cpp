#include "kb-query/answers.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/rows.hpp"
#include "kb-query/answer.hpp"
#include "kb-query/listing.hpp"

namespace tk::query {

namespace {

void say_how_found(Context& context, const store::SearchResult& result) {
    const bool french = context.language() == Language::french;
    if (result.match == store::SearchMatch::beginnings) {
        say(context, french ? "aucune fiche ne contient ces mots ; voici des mots qui commencent ainsi"
                            : "no record holds these words; shown are words that begin with them");
    }
    for (const auto& [asked, found] : result.corrections) {
        say(context, fmt::format(fmt::runtime(french ? "aucune fiche ne contient '{}' ; cherché : '{}'"
                                                     : "no record holds '{}'; looked for '{}'"),
                                 asked, found));
    }
}

}  // namespace

Status run_search(Context& context, store::Database& database, const std::string& words,
                  const store::SearchScope& scope) {
    const store::SearchResult result = store::search(database, words, scope);
    if (!result.hits.empty()) say_how_found(context, result);
    RowPrinter printer{context};
    for (const store::SearchHit& hit : result.hits) {
        printer.row(Value{{"type", "row"},
                          {"kind", hit.kind},
                          {"game", hit.game},
                          {"id", hit.id},
                          {"name", hit.title},
                          {"score", static_cast<double>(static_cast<long long>(hit.score * 1000)) / 1000},
                          {"match", store::match_name(result.match)}});
    }
    printer.finish();
    return result.hits.empty() ? Status::nothing : Status::done;
}

Status run_sql(Context& context, store::Database& database, const std::string& statement) {
    const auto rows = database.prepare_untrusted(statement);
    RowPrinter printer{context};
    bool any = false;
    while (true) {
        bool more = false;
        try {
            more = rows->step();
        } catch (const Error&) {
            context.check_interrupt();  // an interrupted statement fails; that is no failure of its own
            throw;
        }
        if (!more) break;
        Value row;
        row["type"] = "row";
        for (int column = 0; column < rows->columns(); ++column) {
            const std::string name{rows->column_name(column)};
            // A column of the same name as one before it, or as our own key, would take its place.
            std::string key = name;
            for (int i = 2; row.contains(key); ++i) key = fmt::format("{}:{}", name, i);
            row[key] = cell_value(rows->cell(column), false);
        }
        printer.row(row);
        any = true;
    }
    printer.finish();
    return any ? Status::done : Status::nothing;
}

}  // namespace tk::query
