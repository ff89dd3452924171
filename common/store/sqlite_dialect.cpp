#include "store/sqlite_dialect.hpp"

#include "store/schema.hpp"

namespace tk::store {

namespace {

const Migration steps[] = {
    {1, "game data, provenance and full text", schema::game_data},
    {2, "sessions and recorded actions", schema::records},
    {3, "users, conversations and model logs", schema::platform},
    {4, "changes of each run, sets, world graph, taxes, observations, consent", schema::updates},
    {5, "outcomes, ratings, cached answers and breakers of models", schema::models},
    {6, "beginnings of words in the full-text index", schema::search},
    {7, "metrics and interactions that are known already", schema::once},
    {8, "keys of records without a time or an id", schema::identity},
};

std::string match_query(std::span<const std::string> words, bool prefixes) {
    std::string query;
    for (const std::string& word : words) {
        if (!query.empty()) query += ' ';
        query += '"' + word + '"';  // folded words hold letters and digits only
        if (prefixes) query += '*';
    }
    return query;
}

std::string only_in_names(const std::string& query) {
    return "name : (" + query + ")";
}

}  // namespace

const Dialect sqlite_dialect{
    "BEGIN IMMEDIATE",
    steps,
    // The best by rank are found first, so that only they are looked up by their key. (The limit that is none keeps the
    // inner question apart, so that each row is ranked once and only what may be among the best is sorted.)
    "SELECT d.kind, d.game, d.record_id, d.title, best.score FROM (SELECT id, score FROM (SELECT rowid AS id, "
    "best_rank(search_index, $4, $2, $3) AS score FROM search_index WHERE search_index MATCH $1 LIMIT -1) WHERE score "
    "< 0 ORDER BY score, id LIMIT $4) AS best JOIN search_documents AS d ON d.id = best.id ORDER BY best.score, "
    "d.kind, d.game, d.title, d.record_id",
    match_query,
    only_in_names,
    "SELECT term, doc FROM temp.search_words WHERE length(term) BETWEEN $1 AND $2 AND term >= $3 AND term < $4",
};

}  // namespace tk::store
