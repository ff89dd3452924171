#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "packed/byte_stream.hpp"

namespace tk::report {

/// Splits CSV (RFC 4180, with `,`, `;` or tab, as its first line shows or a line "sep=;" before it tells) into rows of
/// fields as the bytes come.
class CsvReader {
public:
    explicit CsvReader(ByteStream& in);

    /// The next row that is not blank, with the memory of the one before; false at the end.
    bool next(std::vector<std::string>& fields);
    /// Where the last row began.
    std::size_t line() const { return row_line_; }
    /// Why the last row holds all that was read of the rest of the input: a quote is never closed, or there is no end
    /// in sight; null for any other.
    const char* fault() const;
    /// Whether all of `fields`, the last row, is UTF-8.
    bool is_utf8(const std::vector<std::string>& fields) const;

private:
    int get() {
        if (at_ == end_ && !refill()) return -1;
        return static_cast<unsigned char>(buffer_[at_++]);
    }
    bool refill();
    void add(std::string& text, int c) {
        bits_ |= c;
        text += static_cast<char>(c);
    }
    std::string& field(std::vector<std::string>& fields);
    bool row(std::vector<std::string>& fields);

    ByteStream& in_;
    char separator_;
    std::string buffer_;
    std::size_t at_ = 0, end_ = 0, count_ = 0;
    std::size_t line_ = 1, row_line_ = 1;
    std::size_t row_bytes_ = 0;  ///< read since the last row began, in whole buffers
    bool is_open_ = false, is_endless_ = false;
    int bits_ = 0;  ///< of all characters of the last row: below 128 it is ASCII
};

}  // namespace tk::report
