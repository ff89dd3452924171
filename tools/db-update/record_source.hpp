#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "core/json.hpp"
#include "core/reader.hpp"
#include "core/sha256.hpp"
#include "db-update/json_split.hpp"

namespace tk::update {

/// A record of an import file.
struct SourceRecord {
    JsonView view;  ///< an object, valid until the next record
    std::size_t line = 0;
};

/// The records of one file: JSON Lines (in constant memory), a JSON array, an object whose member `data` is an array of
/// records, or objects one after another. Which of them it is shows in the first line.
class RecordSource {
public:
    /// `path`, or "-" for stdin. Throws Error when it cannot be opened.
    explicit RecordSource(const std::string& path);

    /// The next record; nothing at the end. Throws InputError, with the line, for one that is no JSON object; reading
    /// may go on after it (where the structure of the whole is broken there is nothing after it).
    std::optional<SourceRecord> next();

    /// What messages call it.
    const std::string& name() const { return lines_.source(); }
    /// Member `game` beside `data`.
    const std::optional<std::string>& game() const { return game_; }
    /// Bare NaN and Infinity that were read as null.
    std::size_t repaired() const { return repaired_; }
    /// SHA-256 of all bytes of the input; reads what is left of it.
    std::string content_hash();

private:
    void look_at_first_line();
    void read_document(std::string_view first, std::size_t first_line);
    void open_document();
    std::optional<SourceRecord> next_line();
    std::optional<SourceRecord> next_element();
    SourceRecord parse(std::string_view text, std::size_t line, bool padded);

    enum class Shape { unknown, lines, array, sequence, ended };

    LineReader lines_;
    Sha256 hash_;
    JsonParser parser_;
    Shape shape_ = Shape::unknown;
    std::string first_;  // JSON Lines: the line that was looked at
    std::size_t first_line_ = 0;
    std::string document_;
    std::optional<JsonSplitter> splitter_;
    std::optional<std::string> game_;
    std::size_t repaired_ = 0;
};

}  // namespace tk::update
