#include "packed/foreign.hpp"

#include <algorithm>

namespace tk {

namespace {

struct Known {
    std::string_view beginning;
    Foreign format;
};

constexpr std::string_view unpack_it = "unpack it first";
constexpr std::string_view as_table = "give its records as JSON, JSON Lines or CSV";
constexpr std::string_view of_database =
    "load it into SQLite or another database, and give the rows of a table: sqlite3 -json DATABASE 'SELECT * FROM "
    "TABLE'";

constexpr Known by_bytes[] = {
    {"PK\x03\x04",
     {"a zip archive or a spreadsheet", "unpack it first; save the sheet of a spreadsheet as CSV in UTF-8"}},
    {"\xD0\xCF\x11\xE0", {"a spreadsheet of an old kind", "save its sheet as CSV in UTF-8"}},
    {"\xFD"
     "7zXZ",
     {"packed with xz", "unpack it into a pipe: xz -dc FILE"}},
    {"BZh", {"packed with bzip2", "unpack it into a pipe: bzip2 -dc FILE"}},
    {"7z\xBC\xAF", {"a 7z archive", unpack_it}},
    {"Rar!", {"a RAR archive", unpack_it}},
    {"PAR1", {"a Parquet file", as_table}},
    {"UnityFS", {"a bundle of Unity, still packed", "give what a reader of bundles makes of it, as JSON"}},
};

/// In capitals.
constexpr Known by_words[] = {
    {"CREATE TABLE", {"an SQL dump", of_database}},
    {"INSERT INTO", {"an SQL dump", of_database}},
    {"DROP TABLE", {"an SQL dump", of_database}},
    {"PRAGMA FOREIGN_KEYS", {"an SQL dump", of_database}},
    {"BEGIN TRANSACTION", {"an SQL dump", of_database}},
    {"-- ", {"an SQL dump", of_database}},
    {"(;", {"a game in SGF", "turn its moves into records or a CSV"}},
    {"/*!", {"an SQL dump", of_database}},
    {"---\n", {"YAML", as_table}},
    {"<!DOCTYPE HTML", {"a page of HTML", as_table}},
    {"<HTML", {"a page of HTML", as_table}},
};

constexpr Foreign utf16{"UTF-16, not UTF-8", "convert it: iconv -f UTF-16 -t UTF-8 FILE"};
constexpr Foreign utf16_little{"UTF-16, not UTF-8", "convert it: iconv -f UTF-16LE -t UTF-8 FILE"};
constexpr Foreign utf16_big{"UTF-16, not UTF-8", "convert it: iconv -f UTF-16BE -t UTF-8 FILE"};

/// UTF-16 tells itself by a mark at the beginning, or else by zeros in the place of every second byte.
std::optional<Foreign> wide_text(std::string_view head) {
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return utf16;
    if (head.size() < 4) return std::nullopt;
    const auto is_ascii = [](char c) { return c > 0 && c < 127; };
    if (is_ascii(head[0]) && head[1] == 0 && is_ascii(head[2]) && head[3] == 0) return utf16_little;
    if (head[0] == 0 && is_ascii(head[1]) && head[2] == 0 && is_ascii(head[3])) return utf16_big;
    return std::nullopt;
}

bool begins_with_word(std::string_view text, std::string_view capitals) {
    if (text.size() < capitals.size()) return false;
    return std::equal(capitals.begin(), capitals.end(), text.begin(), [](char capital, char c) {
        return capital == (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    });
}

}  // namespace

std::optional<Foreign> foreign_format(std::string_view head) {
    for (const Known& known : by_bytes) {
        if (head.starts_with(known.beginning)) return known.format;
    }
    if (const auto wide = wide_text(head)) return wide;
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    for (const Known& known : by_words) {
        if (begins_with_word(head, known.beginning)) return known.format;
    }
    return std::nullopt;
}

}  // namespace tk
