#include "store/search.hpp"

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::store {

namespace {

std::vector<SearchHit> hits(Statement& statement, const std::string& query, const SearchScope& scope) {
    std::vector<SearchHit> found;
    statement.with(query, scope.kind, scope.game, scope.limit);
    while (statement.step()) {
        found.push_back({std::string(statement.text(0)), std::string(statement.text(1)), std::string(statement.text(2)),
                         std::string(statement.text(3)), -statement.real(4)});
    }
    return found;
}

}  // namespace

std::string search_text(std::string_view text) {
    std::string joined;
    for (const std::string& word : fold_words(text)) {
        if (!joined.empty()) joined += ' ';
        joined += word;
    }
    return joined;
}

SearchResult search(Database& database, std::string_view query, const SearchScope& scope) {
    std::vector<std::string> whole;
    std::vector<std::string> beginnings;
    for (const std::string& part : split(query, ' ')) {
        const bool is_beginning = part.ends_with('*');
        for (std::string& word : fold_words(part)) (is_beginning ? beginnings : whole).push_back(std::move(word));
    }
    if (whole.empty() && beginnings.empty()) throw UsageError("there is no word to search for");
    const Dialect& dialect = database.dialect();
    const auto statement = database.prepare(dialect.search);
    const std::string loose = dialect.search_query(beginnings, true);
    const std::string strict = dialect.search_query(whole, false);
    const std::string gap = strict.empty() || loose.empty() ? "" : " ";
    SearchResult result{hits(*statement, strict + gap + loose, scope), false};
    if (!result.hits.empty() || whole.empty()) return result;
    return {hits(*statement, dialect.search_query(whole, true) + gap + loose, scope), true};
}

}  // namespace tk::store
