#include "db-update/sorted_rows.hpp"

#include <algorithm>
#include <cstring>

#include "core/error.hpp"
#include "core/temporary_file.hpp"

namespace tk::update {

namespace {

constexpr std::size_t length_size = sizeof(std::uint32_t);

/// Up to eight bytes from `at` on as a number that compares as they do.
std::uint64_t eight_bytes(std::string_view row, std::size_t at) {
    std::uint64_t number = 0;
    if (at + 8 <= row.size()) {
        std::memcpy(&number, row.data() + at, 8);
        return __builtin_bswap64(number);
    }
    for (std::size_t i = at; i < at + 8; ++i)
        number = number << 8 | (i < row.size() ? static_cast<unsigned char>(row[i]) : 0U);
    return number;
}

std::string_view row_at(const char* place) {
    std::uint32_t length = 0;
    std::memcpy(&length, place, length_size);
    return {place + length_size, length};
}

/// The bytes that `a` and `b` begin with alike.
std::string_view common_start(std::string_view a, std::string_view b) {
    const auto most = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
    const auto end = std::mismatch(a.begin(), a.begin() + most, b.begin());
    return a.substr(0, static_cast<std::size_t>(end.first - a.begin()));
}

}  // namespace

/// Rows in order, from one place of the temporary file to another.
class SortedRows::Part {
public:
    Part(TemporaryFile& file, std::uint64_t start, std::uint64_t end) : file_(file), start_(start), end_(end) {}

    /// `shared`: length of the beginning that all rows of all parts have.
    void begin(std::size_t buffer, std::size_t shared) {
        shared_ = shared;
        buffer_.resize(buffer);
        read_ = start_;
        at_ = filled_ = size_ = 0;
    }
    /// Moves to the next row; false at the end.
    bool next() {
        at_ += size_;
        size_ = 0;
        if (!has(length_size)) return false;
        size_ = length_size + row_at(buffer_.data() + at_).size();
        has(size_);
        entry_ = {head_of(row(), shared_), buffer_.data() + at_};
        return true;
    }
    std::string_view row() const { return {buffer_.data() + at_ + length_size, size_ - length_size}; }
    bool is_before(const Part& other) const { return SortedRows::is_before(entry_, other.entry_); }

private:
    /// Whether `size` more bytes are there, read if need be.
    bool has(std::size_t size) {
        if (filled_ - at_ >= size) return true;
        std::memmove(buffer_.data(), buffer_.data() + at_, filled_ - at_);
        filled_ -= at_;
        at_ = 0;
        if (size > buffer_.size()) buffer_.resize(size);
        const auto more = static_cast<std::size_t>(std::min<std::uint64_t>(buffer_.size() - filled_, end_ - read_));
        file_.read(read_, {buffer_.data() + filled_, more});
        filled_ += more;
        read_ += more;
        return filled_ >= size;
    }

    TemporaryFile& file_;
    const std::uint64_t start_, end_;
    std::uint64_t read_ = 0;  // up to where the file is in the buffer
    std::vector<char> buffer_;
    std::size_t at_ = 0, filled_ = 0;  // present row, end of what was read
    std::size_t size_ = 0;             // of the present row with its length
    std::size_t shared_ = 0;
    Entry entry_{};
};

SortedRows::SortedRows(std::size_t memory) : memory_(memory) {}
SortedRows::~SortedRows() = default;

SortedRows::Head SortedRows::head_of(std::string_view row, std::size_t shared) {
    return {eight_bytes(row, shared), eight_bytes(row, shared + 8), eight_bytes(row, shared + 16)};
}

bool SortedRows::is_before(const Entry& a, const Entry& b) {
    if (a.head.first != b.head.first) return a.head.first < b.head.first;
    if (a.head.second != b.head.second) return a.head.second < b.head.second;
    if (a.head.third != b.head.third) return a.head.third < b.head.third;
    return row_at(a.row) < row_at(b.row);
}

void SortedRows::add(std::string_view row) {
    const std::size_t size = length_size + row.size();
    if (size + sizeof(Entry) > memory_) throw RecordError("invalid", "a text of the record is too long");
    if (!rows_) rows_.reset(new char[memory_]);
    if (used_ + size + (order_.size() + 1) * sizeof(Entry) > memory_) spill();
    char* place = rows_.get() + used_;
    const auto length = static_cast<std::uint32_t>(row.size());
    std::memcpy(place, &length, length_size);
    std::memcpy(place + length_size, row.data(), row.size());
    used_ += size;
    order_.push_back({{}, place});
    ++count_;
}

void SortedRows::sort() {
    if (order_.empty()) return;
    std::string_view shared = row_at(order_.front().row);
    for (const Entry& entry : order_) shared = common_start(shared, row_at(entry.row));
    for (Entry& entry : order_) entry.head = head_of(row_at(entry.row), shared.size());
    std::sort(order_.begin(), order_.end(), [](const Entry& a, const Entry& b) { return is_before(a, b); });
    shared_ = std::string(shared_ ? common_start(*shared_, shared) : shared);
}

void SortedRows::spill() {
    sort();
    if (!file_) file_ = std::make_unique<TemporaryFile>();
    const std::uint64_t start = file_->size();
    for (std::size_t i = 0; i < order_.size(); ++i) {
        // The rows lie in the order they came in: to wait for each takes longer than to copy it.
        __builtin_prefetch(order_[std::min(i + 16, order_.size() - 1)].row);
        file_->append({order_[i].row, length_size + row_at(order_[i].row).size()});
    }
    parts_.push_back(std::make_unique<Part>(*file_, start, file_->size()));
    order_.clear();
    used_ = 0;
}

void SortedRows::begin() {
    if (!parts_.empty() && !order_.empty()) {
        spill();
        rows_.reset();
        order_.shrink_to_fit();
    }
    if (!sorted_) sort();
    sorted_ = true;
    at_ = 0;
    heap_.clear();
    taken_ = false;
    if (parts_.empty()) return;
    const std::size_t buffer = std::clamp(memory_ / parts_.size(), std::size_t{16} << 10, std::size_t{128} << 10);
    for (const auto& part : parts_) {
        part->begin(buffer, shared_->size());
        if (part->next()) heap_.push_back(part.get());
    }
    for (std::size_t at = heap_.size() / 2; at-- > 0;) sift_down(at);
}

/// Moves the part at `at` of the heap down to where those below it have greater rows.
void SortedRows::sift_down(std::size_t at) {
    while (true) {
        std::size_t least = 2 * at + 1;
        if (least >= heap_.size()) return;
        if (least + 1 < heap_.size() && heap_[least + 1]->is_before(*heap_[least])) ++least;
        if (!heap_[least]->is_before(*heap_[at])) return;
        std::swap(heap_[least], heap_[at]);
        at = least;
    }
}

std::optional<std::string_view> SortedRows::next() {
    if (parts_.empty()) {
        if (at_ == order_.size()) return std::nullopt;
        return row_at(order_[at_++].row);
    }
    if (taken_) {
        if (!heap_.front()->next()) {
            heap_.front() = heap_.back();
            heap_.pop_back();
        }
        sift_down(0);
    }
    taken_ = !heap_.empty();
    if (heap_.empty()) return std::nullopt;
    return heap_.front()->row();
}

}  // namespace tk::update
