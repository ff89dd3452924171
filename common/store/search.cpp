#include "store/search.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/text.hpp"
#include "store/snapshot.hpp"

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
    database.open_search();
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

/// Looks for the word of the index nearest to one: of those at the least distance the most frequent.
class Nearest {
public:
    Nearest(Database& database, const std::string& word)
        : word_(word),
          limit_(typos_allowed(word)),
          letters_(letters_of(word)),
          statement_(database.prepare(database.dialect().words)) {}

    /// Considers the words from `first` up to `end`.
    void consider(std::string_view first, std::string_view end) {
        const auto length = static_cast<std::int64_t>(decode_utf8(word_).size());
        const auto limit = static_cast<std::int64_t>(limit_);
        statement_->with(length - limit, length + limit, first, end);
        while (statement_->step()) consider(statement_->text(0), statement_->integer(1));
    }
    void consider_beginning(std::string beginning) {
        const std::string first = beginning;
        ++beginning.back();
        consider(first, beginning);
    }
    void consider_only(const std::string& word) { consider(word, word + '\x01'); }

    /// Empty: none is near.
    const std::string& best() const { return best_; }

private:
    void consider(std::string_view term, std::int64_t count) {
        if (!may_be_near(letters_, term, limit_)) return;
        const std::size_t distance = edit_distance(word_, term, limit_);
        if (distance > limit_) return;
        if (!best_.empty() && (distance > distance_ || (distance == distance_ && count <= count_))) return;
        best_ = term;
        distance_ = distance;
        count_ = count;
    }

    const std::string& word_;
    std::size_t limit_;
    std::array<std::int8_t, 32> letters_;
    std::unique_ptr<Statement> statement_;
    std::string best_;
    std::size_t distance_ = 0;
    std::int64_t count_ = 0;
};

/// Few mistype the first letter, and to read the whole index takes long: words that begin with it are tried first, then
/// those where it alone is wrong, missing or too many, then those that begin with the second letter or have one of
/// the two as their second. Two mistakes within the first two letters are not forgiven.
std::string nearest_word(Database& database, const std::string& word) {
    if (typos_allowed(word) == 0) return {};
    constexpr std::string_view after_all = "\xff";
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    Nearest nearest{database, word};
    const auto is_plain = [&](char letter) { return letters.find(letter) != std::string_view::npos; };
    if (!is_plain(word[0]) || !is_plain(word[1])) {
        nearest.consider("", after_all);
        return nearest.best();
    }
    nearest.consider_beginning({word[0]});
    if (!nearest.best().empty()) return nearest.best();
    for (const char letter : letters) {
        nearest.consider_only(letter + word.substr(1));
        nearest.consider_only(letter + word);
    }
    if (!nearest.best().empty()) return nearest.best();
    nearest.consider_beginning({word[1]});
    if (!nearest.best().empty() || typos_allowed(word) == 1) return nearest.best();
    for (const char letter : letters) {
        nearest.consider_beginning({letter, word[0]});
        if (word[1] != word[0]) nearest.consider_beginning({letter, word[1]});
    }
    return nearest.best();
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
    const Snapshot snapshot(database);
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

void merge_search_index(Database& database) {
    database.execute("INSERT INTO search_index (search_index) VALUES ('optimize')");
}

}  // namespace tk::store
