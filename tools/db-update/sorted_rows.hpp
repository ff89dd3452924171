#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tk {
class TemporaryFile;
}

namespace tk::update {

/// Byte strings, given back in the order of their bytes (memcmp; a beginning comes first) in bounded memory: what does
/// not fit is sorted in parts, which are kept in a temporary file and merged.
class SortedRows {
public:
    /// `memory`: bytes of rows, and of what their order takes, that are held at once.
    explicit SortedRows(std::size_t memory = std::size_t{16} << 20);
    ~SortedRows();
    SortedRows(const SortedRows&) = delete;
    SortedRows& operator=(const SortedRows&) = delete;

    /// Not after `begin`. Throws Error when there is no room for the temporary file.
    void add(std::string_view row);
    std::size_t size() const { return count_; }
    /// Back to before the first row; as often as wanted.
    void begin();
    /// The next row, valid until the next call; nothing at the end.
    std::optional<std::string_view> next();

private:
    /// The first bytes of a row behind what all rows share: numbers compare fast.
    struct Head {
        std::uint64_t first, second, third;
    };
    struct Entry {
        Head head;
        const char* row;  ///< four bytes of length, then the bytes
    };
    class Part;

    void sort();
    void spill();
    void sift_down(std::size_t at);
    static Head head_of(std::string_view row, std::size_t shared);
    static bool is_before(const Entry& a, const Entry& b);

    const std::size_t memory_;
    std::unique_ptr<char[]> rows_;
    std::size_t used_ = 0;
    std::vector<Entry> order_;
    bool sorted_ = false;
    std::size_t at_ = 0;  // in order_
    std::size_t count_ = 0;
    std::optional<std::string> shared_;  // beginning of all rows that were sorted
    std::unique_ptr<TemporaryFile> file_;
    std::vector<std::unique_ptr<Part>> parts_;
    std::vector<Part*> heap_;  // least row first
    bool taken_ = false;       // the row of heap_.front() was given out
};

}  // namespace tk::update
