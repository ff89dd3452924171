#include "store/schema.hpp"

namespace tk::store::schema {

// Beginnings of one to three letters get lists of their own: merged from those of all words that begin so, a beginning
// that most records hold would take as long as everything else of a search together.
const std::string_view search = R"sql(
DROP TABLE search_index;
CREATE VIRTUAL TABLE search_index USING fts5 (
    name, body, content = 'search_documents', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0',
    prefix = '1 2 3'
);
INSERT INTO search_index (search_index) VALUES ('rebuild');
)sql";

}  // namespace tk::store::schema
