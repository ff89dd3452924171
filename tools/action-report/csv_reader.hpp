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
    /// Whether a quote of the last row was never closed: it holds all that was left of the input.
    bool is_open() const { return is_open_; }
    /// Whether all of `fields`, the last row, is UTF-8.
    bool is_utf8(const std::vector<std::string>& fields) const;

private:
    int get() {
        if (at_ == end_) {
            end_ = in_.read(buffer_.data(), buffer_.size());
            at_ = 0;
            if (end_ == 0) return -1;
        }
        return static_cast<unsigned char>(buffer_[at_++]);
    }
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
    bool is_open_ = false;
    int bits_ = 0;  ///< of all characters of the last row: below 128 it is ASCII
};

}  // namespace tk::report
