#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace tk::update {

/// Byte strings, given back in the order of their bytes (memcmp; a beginning comes first) in bounded memory: what does
/// not fit is sorted in parts, which are kept in temporary files and merged.
class SortedRows {
public:
    /// `memory`: bytes of rows that are held at once.
    explicit SortedRows(std::size_t memory = std::size_t{16} << 20);
    ~SortedRows();
    SortedRows(const SortedRows&) = delete;
    SortedRows& operator=(const SortedRows&) = delete;

    /// Not after `begin`. Throws DiskFull when there is no room for a temporary file.
    void add(std::string_view row);
    std::size_t size() const { return count_; }
    /// Back to before the first row; as often as wanted.
    void begin();
    /// The next row, valid until the next call; nothing at the end.
    std::optional<std::string_view> next();

private:
    struct Entry {
        std::uint64_t first, second;  ///< the first bytes behind what all rows share: numbers compare fast
        const char* row;              ///< four bytes of length, then the bytes
    };
    class Part;

    void sort();
    void spill();
    static std::string_view row_at(const char* place);

    const std::size_t memory_;
    std::unique_ptr<char[]> rows_;
    std::size_t used_ = 0;
    std::vector<Entry> order_;
    bool sorted_ = false;
    std::size_t at_ = 0;  // in order_
    std::size_t count_ = 0;
    std::vector<std::unique_ptr<Part>> parts_;
    std::vector<Part*> heap_;  // least row first
    bool taken_ = false;       // the row of heap_.front() was given out
};

}  // namespace tk::update
