#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace tk::store {

/// `text` as the full-text index holds it: its folded words, separated by blanks.
std::string search_text(std::string_view text);

/// Where to look, and how far.
struct SearchScope {
    std::optional<std::string> kind;  ///< name of a table, "spells"
    std::optional<std::string> game;
    std::int64_t limit = 20;
    bool only_names = false;  ///< not in descriptions
};

/// A record that was found.
struct SearchHit {
    std::string kind, game, id, title;
    double score = 0;  ///< larger is better
};

/// How the words of a search were found.
enum class SearchMatch {
    words,       ///< as they were asked for
    beginnings,  ///< no record holds them all: words that begin with them
    similar      ///< none begins with them either: words that differ by a letter or two
};

/// "words", "beginnings", "similar": in records.
std::string_view match_name(SearchMatch match);

/// What a search has found, and how.
struct SearchResult {
    std::vector<SearchHit> hits;  ///< best first
    SearchMatch match = SearchMatch::words;
    std::vector<std::pair<std::string, std::string>> corrections;  ///< word asked for, word found instead
};

/// Records that hold all words of `query`, whatever their accents, ligatures and case; a word with a `*` at its end
/// stands for all words that begin with it. When no record does, words that begin with those asked for are tried, then
/// words of the index that are one letter away (two for words of eight letters and more, not both within the first two;
/// exchanged neighbours count as one), the more frequent first. Throws UsageError when the query has no word.
SearchResult search(Database& database, std::string_view query, const SearchScope& scope);

/// Merges the parts that writing has left the full-text index of SQLite in, so that questions read one. Inside the
/// caller's transaction.
void merge_search_index(Database& database);

}  // namespace tk::store
