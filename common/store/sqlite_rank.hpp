#pragma once

#include <sqlite3.h>

#include <string>

namespace tk::store {

/// Gives `connection` the full-text function `best_rank(search_index, N, kind, game)`: minus the BM25 score of a row
/// (as FTS5's own bm25 with weights 10 for names and 1 for descriptions; a word alone weighs 1), or 0 when it cannot be
/// among the best N, or is not of the kind and game (null: any). A row's length, which bm25 spends its time on, is read
/// only when the row could still be among those: so a word that a third of all records hold costs little more than one
/// that few do. `file`: what messages call the database.
void add_best_rank(sqlite3* connection, const std::string& file);

}  // namespace tk::store
