#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/reader.hpp"
#include "core/sha256.hpp"
#include "db-update/csv_rows.hpp"
#include "db-update/json_split.hpp"
#include "db-update/plain_record.hpp"
#include "db-update/shape.hpp"
#include "db-update/unwrap.hpp"
#include "db-update/world_nodes.hpp"
#include "packed/byte_stream.hpp"

namespace tk::update {

/// A record of an import file.
struct SourceRecord {
    JsonView view;  ///< an object, valid until the next record
    std::size_t line = 0;
    std::string kind;  ///< class that the source itself says the record is of ("Recipe", "SpellData"), or empty
    std::string list;  ///< what the list it stands in is called ("spells"), or empty
};

/// The records of one source, packed (gzip, zstd) or not: JSON Lines or CSV/TSV (in constant memory), a JSON array, an
/// object whose member `data`, `results` and the like (unwrap.hpp) is an array of records, a d2o export (`def` and
/// `data`), what a Unity bundle decodes to (`references`), a world graph (`nodes` and `edges`), an object of records by
/// their id, or objects one after another. Which of them it is shows in the first line.
class RecordSource {
public:
    /// `path`, or "-" for stdin. Throws Error when it cannot be opened.
    explicit RecordSource(const std::string& path);
    /// Whether to read a list of this name, of several in one object.
    using Wanted = std::function<bool(std::string_view name)>;
    /// The pieces of a split file, in order.
    explicit RecordSource(const std::vector<std::string>& pieces, Wanted wanted = {});

    /// The next record; nothing at the end. Throws InputError, with the line, for one that is no JSON object; reading
    /// may go on after it (where the structure of the whole is broken there is nothing after it).
    std::optional<SourceRecord> next();

    /// The same for records of plain values, several times as fast where they are such: the members of the next record,
    /// in `members`, and its line; nothing at the end.
    std::optional<std::size_t> next_plain(std::vector<PlainMember>& members);

    /// What messages call it.
    const std::string& name() const { return name_; }
    /// Member `game` beside `data`.
    const std::optional<std::string>& game() const { return game_; }
    /// The shape that the wrapping shows.
    const std::optional<Shape>& shape() const { return told_; }
    /// Lists of objects in the file that are not read, by their names.
    const std::vector<std::string>& unread() const { return unread_; }
    /// Bare NaN and Infinity that were read as null.
    std::size_t repaired() const { return repaired_; }
    /// Whole numbers written as reals in a d2o export.
    std::size_t whole_reals() const { return whole_reals_; }
    /// Bytes read so far, of the packed file where it is packed.
    std::uint64_t position() const { return position_; }
    /// SHA-256 of all bytes of the input; reads what is left of it.
    std::string content_hash();

private:
    void count(std::string_view block);
    void look_at_first_line();
    void read_document();
    void open_document();
    void choose_lists(std::vector<RecordList> lists);
    void open_next_list();
    std::optional<SourceRecord> next_line();
    std::optional<SourceRecord> next_element();
    std::optional<SourceRecord> next_of_layout();
    std::optional<SourceRecord> next_csv();
    SourceRecord parse(std::string_view text, std::size_t line, bool padded);
    SourceRecord reference(const SourceRecord& record);
    SourceRecord edge(const SourceRecord& record);
    std::optional<SourceRecord> next_member();

    enum class Layout { unknown, lines, array, members, sequence, csv, ended };

    Sha256 hash_;
    std::uint64_t position_ = 0;
    ByteStream bytes_;
    std::string name_;
    LineReader lines_;
    JsonParser parser_, inner_parser_;
    std::string inner_;  // a record that was rewritten
    Layout layout_ = Layout::unknown;
    std::string first_;  // JSON Lines: the line that was looked at
    std::size_t first_line_ = 0;
    std::optional<CsvRows> csv_;
    std::string document_;
    Wanted wanted_;
    std::deque<RecordList> lists_;  // of the document, those not begun
    std::string list_;              // name of the one that is being read
    std::vector<std::string> unread_;
    std::vector<std::string> further_;  // pieces after the first
    std::optional<JsonSplitter> splitter_;
    std::optional<std::string> game_;
    std::optional<Shape> told_;
    std::string kind_;
    std::optional<WorldNodes> nodes_;
    std::size_t repaired_ = 0;
    std::size_t whole_reals_ = 0;
};

}  // namespace tk::update
