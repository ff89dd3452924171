#include "store/search.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::store {

namespace {

/// The words of a question: those that must stand there whole, and those that are beginnings.
struct Words {
    std::vector<std::string> whole;
    std::vector<std::string> beginnings;
};

Words read_words(std::string_view query) {
    Words words;
    for (const std::string& part : split(query, ' ')) {
        const bool is_beginning = part.ends_with('*');
        std::vector<std::string> folded = fold_words(part);
        for (std::size_t i = 0; i < folded.size(); ++i) {
            // Of "l'oeil*" only the last word is a beginning.
            const bool last = i + 1 == folded.size();
            (is_beginning && last ? words.beginnings : words.whole).push_back(std::move(folded[i]));
        }
    }
    if (words.whole.empty() && words.beginnings.empty()) throw UsageError("there is no word to search for");
    return words;
}

std::vector<SearchHit> hits(Database& database, const Words& words, bool prefixes, const SearchScope& scope) {
    const Dialect& dialect = database.dialect();
    std::string query = dialect.search_query(words.whole, prefixes);
    const std::string loose = dialect.search_query(words.beginnings, true);
    if (!query.empty() && !loose.empty()) query += ' ';
    query += loose;
    if (scope.only_names) query = dialect.in_names(query);
    const auto statement = database.prepare(dialect.search);
    statement->with(query, scope.kind, scope.game, scope.limit);
    std::vector<SearchHit> found;
    while (statement->step()) {
        found.push_back({std::string(statement->text(0)), std::string(statement->text(1)),
                         std::string(statement->text(2)), std::string(statement->text(3)), -statement->real(4)});
    }
    return found;
}

std::size_t typos_allowed(const std::string& word) {
    return word.size() < 4 ? 0 : word.size() < 8 ? 1 : 2;
}

/// Folded words are nearly always ASCII, where bytes are letters: how often each of 32 kinds of byte occurs tells
/// cheaply that two words are too far apart.
std::array<std::int8_t, 32> letters_of(std::string_view word) {
    std::array<std::int8_t, 32> counts{};
    for (const char c : word) ++counts[static_cast<unsigned char>(c) & 31u];
    return counts;
}

bool may_be_near(const std::array<std::int8_t, 32>& a, std::string_view word, std::size_t limit) {
    const auto b = letters_of(word);
    int missing = 0;
    int added = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        missing += std::max(0, a[i] - b[i]);
        added += std::max(0, b[i] - a[i]);
    }
    return std::max(missing, added) <= static_cast<int>(limit);
}

/// The word of the index nearest to `word`, of those from `first` up to `end`: of those at the least distance the most
/// frequent. Empty: none is near.
std::string nearest_between(Database& database, const std::string& word, std::string_view first, std::string_view end) {
    const std::size_t limit = typos_allowed(word);
    const auto letters = letters_of(word);
    const std::int64_t length = static_cast<std::int64_t>(decode_utf8(word).size());
    const auto statement = database.prepare(database.dialect().words);
    statement->with(length - static_cast<std::int64_t>(limit), length + static_cast<std::int64_t>(limit), first, end);
    std::string best;
    std::size_t best_distance = limit + 1;
    std::int64_t best_count = 0;
    while (statement->step()) {
        const std::string_view term = statement->text(0);
        if (!may_be_near(letters, term, limit)) continue;
        const std::size_t distance = edit_distance(word, term, limit);
        const std::int64_t count = statement->integer(1);
        if (distance > best_distance || (distance == best_distance && count <= best_count)) continue;
        if (distance > limit) continue;
        best = term;
        best_distance = distance;
        best_count = count;
    }
    return best;
}

/// Few mistype the first letter: words that begin with it are tried first, which spares reading most of the index.
std::string nearest_word(Database& database, const std::string& word) {
    if (typos_allowed(word) == 0) return {};
    constexpr std::string_view after_all = "\xff";
    const std::string first = word.substr(0, 1);
    const std::string next(1, static_cast<char>(word[0] + 1));
    if (static_cast<unsigned char>(word[0]) < 0x7f) {
        std::string near = nearest_between(database, word, first, next);
        if (!near.empty()) return near;
    }
    return nearest_between(database, word, "", after_all);
}

bool occurs(Database& database, const std::string& word, const SearchScope& scope) {
    SearchScope one = scope;
    one.limit = 1;
    return !hits(database, {{word}, {}}, false, one).empty();
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

std::string_view match_name(SearchMatch match) {
    switch (match) {
        case SearchMatch::words: return "words";
        case SearchMatch::beginnings: return "beginnings";
        case SearchMatch::similar: return "similar";
    }
    return "words";
}

SearchResult search(Database& database, std::string_view query, const SearchScope& scope) {
    Words words = read_words(query);
    SearchResult result{hits(database, words, false, scope), SearchMatch::words, {}};
    if (!result.hits.empty() || words.whole.empty()) return result;
    result = {hits(database, words, true, scope), SearchMatch::beginnings, {}};
    if (!result.hits.empty()) return result;

    database.open_words();
    result.match = SearchMatch::similar;
    for (std::string& word : words.whole) {
        if (occurs(database, word, scope)) continue;
        std::string near = nearest_word(database, word);
        if (near.empty() || near == word) continue;
        result.corrections.emplace_back(word, near);
        word = std::move(near);
    }
    if (!result.corrections.empty()) result.hits = hits(database, words, false, scope);
    return result;
}

}  // namespace tk::store
