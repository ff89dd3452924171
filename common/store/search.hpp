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

struct SearchScope {
    std::optional<std::string> kind;  ///< name of a table, "spells"
    std::optional<std::string> game;
    std::int64_t limit = 20;
};

struct SearchHit {
    std::string kind, game, id, title;
    double score = 0;  ///< larger is better
};

struct SearchResult {
    std::vector<SearchHit> hits;  ///< best first
    bool by_beginnings = false;   ///< no record holds the whole words: these hold words that begin with them
};

/// Records that hold all words of `query`, whatever their accents, ligatures and case; a word with a `*` at its end
/// stands for all words that begin with it. Throws UsageError when the query has no word.
SearchResult search(Database& database, std::string_view query, const SearchScope& scope);

}  // namespace tk::store
