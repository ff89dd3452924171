#include "store/sqlite_rank.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <queue>
#include <vector>

#include "core/error.hpp"
#include "store/sqlite_error.hpp"
#include "store/sqlite_lengths.hpp"
#include "store/sqlite_statement.hpp"

namespace tk::store {

namespace {

/// BM25 as S. E. Robertson et al. (Okapi at TREC-3, 1994) and as sqlite's ext/fts5/fts5_aux.c compute it.
constexpr double k1 = 1.2;
constexpr double b = 0.75;
constexpr double least_idf = 1e-6;  // of words that more than half of the records hold
constexpr double name_weight = 10;

using Api = Fts5ExtensionApi;

/// A code of FTS5 that is no success, on its way to the function's result.
struct Failed {
    int code;
};
void check(int code) {
    if (code != SQLITE_OK) throw Failed{code};
}

/// How often each word occurs in the row, names counted tenfold, and the least length that this allows.
struct Occurrences {
    std::vector<double> weighted;
    int most = 0;
};

/// What is kept from row to row of one query.
struct Ranking {
    std::vector<double> idf;  // of each word asked for
    double mean_length = 1;
    std::size_t wanted = 0;
    Occurrences found;
    std::optional<RowLengths> lengths;
    std::optional<std::vector<bool>> scope;  // row ids that may be found; read when first needed
    std::priority_queue<double, std::vector<double>, std::greater<>> best;  // the `wanted` best scores so far

    bool is_hopeless(double score) const { return best.size() == wanted && score < best.top(); }
    void take(double score) {
        best.push(score);
        if (best.size() > wanted) best.pop();
    }
};

int count_row(const Api*, Fts5Context*, void* count) {
    ++*static_cast<sqlite3_int64*>(count);
    return SQLITE_OK;
}

std::unique_ptr<Ranking> make_ranking(const Api* api, Fts5Context* context, sqlite3_int64 wanted) {
    auto ranking = std::make_unique<Ranking>();
    ranking->wanted = wanted < 1 ? std::numeric_limits<std::size_t>::max() : static_cast<std::size_t>(wanted);
    sqlite3_int64 rows = 0;
    sqlite3_int64 tokens = 0;
    check(api->xRowCount(context, &rows));
    check(api->xColumnTotalSize(context, -1, &tokens));
    if (rows > 0 && tokens > 0) ranking->mean_length = static_cast<double>(tokens) / static_cast<double>(rows);
    const int words = api->xPhraseCount(context);
    if (words == 1) {
        // Its weight would change no order, and to know it all rows that hold it must be read once more.
        ranking->idf = {1.0};
        return ranking;
    }
    for (int phrase = 0; phrase < words; ++phrase) {
        sqlite3_int64 holding = 0;
        check(api->xQueryPhrase(context, phrase, &holding, count_row));
        const double others = static_cast<double>(rows - holding) + 0.5;
        const double idf = std::log(others / (static_cast<double>(holding) + 0.5));
        ranking->idf.push_back(idf > 0 ? idf : least_idf);
    }
    return ranking;
}

Ranking& ranking_of(const Api* api, Fts5Context* context, sqlite3_int64 wanted) {
    if (void* known = api->xGetAuxdata(context, 0)) return *static_cast<Ranking*>(known);
    Ranking* const ranking = make_ranking(api, context, wanted).release();  // FTS5 owns it from here
    check(api->xSetAuxdata(context, ranking, [](void* old) { delete static_cast<Ranking*>(old); }));
    return *ranking;
}

/// Counts in the place of those of the row before, because memory for each of many rows takes longer than the rest.
const Occurrences& count_occurrences(const Api* api, Fts5Context* context, Ranking& ranking) {
    Occurrences& found = ranking.found;
    found.most = 0;
    found.weighted.assign(ranking.idf.size(), 0);
    for (std::size_t word = 0; word < found.weighted.size(); ++word) {
        Fts5PhraseIter at{};
        int column = 0;
        int offset = 0;
        int count = 0;
        check(api->xPhraseFirst(context, static_cast<int>(word), &at, &column, &offset));
        for (; column >= 0; api->xPhraseNext(context, &at, &column, &offset)) {
            found.weighted[word] += column == 0 ? name_weight : 1;
            ++count;
        }
        found.most = std::max(found.most, count);
    }
    return found;
}

double score_of(const Ranking& ranking, const Occurrences& found, int length) {
    double score = 0;
    for (std::size_t word = 0; word < found.weighted.size(); ++word) {
        const double often = found.weighted[word];
        score += ranking.idf[word] *
                 (often * (k1 + 1.0) / (often + k1 * (1 - b + b * static_cast<double>(length) / ranking.mean_length)));
    }
    return score;
}

/// The row ids of the documents of a kind, a game or both.
std::vector<bool> read_scope(sqlite3* connection, sqlite3_value* kind, sqlite3_value* game) {
    std::vector<bool> scope;
    std::string sql = "SELECT id FROM search_documents WHERE";
    if (sqlite3_value_type(kind) != SQLITE_NULL) sql += " kind = ?1";
    if (sqlite3_value_type(game) != SQLITE_NULL) sql += sql.ends_with("WHERE") ? " game = ?2" : " AND game = ?2";
    sqlite3_stmt* raw = nullptr;
    check(sqlite3_prepare_v2(connection, sql.c_str(), -1, &raw, nullptr));
    const StatementHandle statement(raw);
    if (sqlite3_value_type(kind) != SQLITE_NULL) check(sqlite3_bind_value(raw, 1, kind));
    if (sqlite3_value_type(game) != SQLITE_NULL) check(sqlite3_bind_value(raw, 2, game));
    int code = SQLITE_OK;
    while ((code = sqlite3_step(raw)) == SQLITE_ROW) {
        const auto id = static_cast<std::size_t>(std::max<sqlite3_int64>(0, sqlite3_column_int64(raw, 0)));
        if (id >= scope.size()) scope.resize(std::max(id + 1, scope.size() * 2));
        scope[id] = true;
    }
    if (code != SQLITE_DONE) throw Failed{code};
    return scope;
}

int length_of_row(const Api* api, Fts5Context* context, Ranking& ranking, sqlite3* connection) {
    if (!ranking.lengths) ranking.lengths.emplace(connection);
    if (const auto length = ranking.lengths->of(api->xRowid(context))) return *length;
    int length = 0;
    check(api->xColumnSize(context, -1, &length));
    return length;
}

/// What the function is asked for: `best_rank(search_index, N, kind, game)`.
struct Question {
    sqlite3* connection;
    sqlite3_value** values;

    sqlite3_int64 wanted() const { return sqlite3_value_int64(values[0]); }
    bool is_narrow() const {
        return sqlite3_value_type(values[1]) != SQLITE_NULL || sqlite3_value_type(values[2]) != SQLITE_NULL;
    }
};

double rank_row(const Api* api, Fts5Context* context, const Question& question) {
    Ranking& ranking = ranking_of(api, context, question.wanted());
    const Occurrences& found = count_occurrences(api, context, ranking);
    // A row is at least as long as one of its words occurs often, and the shorter the better.
    if (ranking.is_hopeless(score_of(ranking, found, found.most))) return 0;
    if (question.is_narrow()) {
        if (!ranking.scope) ranking.scope = read_scope(question.connection, question.values[1], question.values[2]);
        const auto id = static_cast<std::size_t>(std::max<sqlite3_int64>(0, api->xRowid(context)));
        if (id >= ranking.scope->size() || !(*ranking.scope)[id]) return 0;
    }
    const double score = score_of(ranking, found, length_of_row(api, context, ranking, question.connection));
    ranking.take(score);
    return -score;
}

void best_rank(const Api* api, Fts5Context* context, sqlite3_context* result, int count, sqlite3_value** values) {
    if (count != 3) return sqlite3_result_error(result, "best_rank needs a number, a kind and a game", -1);
    try {
        sqlite3_result_double(result, rank_row(api, context, {sqlite3_context_db_handle(result), values}));
    } catch (const Failed& failed) {
        sqlite3_result_error_code(result, failed.code);
    } catch (const std::bad_alloc&) {
        sqlite3_result_error_nomem(result);
    }
}

}  // namespace

void add_best_rank(sqlite3* connection, const std::string& file) {
    // The documented way to FTS5's interface: a pointer that an SQL function fills in.
    fts5_api* api = nullptr;
    std::string_view rest;
    const StatementHandle statement = compile(connection, "SELECT fts5(?1)", file, rest);
    sqlite3_bind_pointer(statement.get(), 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement.get());
    if (api == nullptr) throw Error(file + ": this SQLite has no full-text search");
    const int code = api->xCreateFunction(api, "best_rank", nullptr, best_rank, nullptr);
    if (code != SQLITE_OK) throw_sqlite(connection, code, file);
}

}  // namespace tk::store
