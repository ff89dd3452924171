#include "db-update/sorted_rows.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <string>

#include "core/error.hpp"

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

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

[[noreturn]] void fail(const std::string& folder) {
    throw Error(with_errno("a temporary file in " + folder), "free some space there, or name another folder by TMPDIR");
}

std::string temporary_folder() {
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
    if (error)
        throw Error("the folder for temporary files cannot be used: " + error.message(), "name another one by TMPDIR");
    return folder;
}

/// A file without a name: it is gone when it is closed, however the program ends.
File temporary_file(const std::string& folder) {
    std::string name = folder + "/turnkit-XXXXXX";
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) fail(folder);
    ::unlink(name.c_str());
    return File(::fdopen(descriptor, "w+b"));
}

}  // namespace

/// Rows in order in a temporary file.
class SortedRows::Part {
public:
    Part() : folder_(temporary_folder()), file_(temporary_file(folder_)) {
        if (!file_) fail(folder_);
    }
    void write(const char* row) {
        const std::size_t size = length_size + row_at(row).size();
        if (std::fwrite(row, 1, size, file_.get()) != size) fail(folder_);
    }
    void finish() {
        if (std::fflush(file_.get()) != 0) fail(folder_);
    }
    void begin() {
        std::rewind(file_.get());
        buffer_.resize(std::size_t{128} << 10);
        at_ = end_ = size_ = 0;
    }
    /// Moves to the next row; false at the end.
    bool next() {
        at_ += size_;
        size_ = 0;
        if (!has(length_size)) return false;
        std::uint32_t length = 0;
        std::memcpy(&length, buffer_.data() + at_, length_size);
        if (!has(length_size + length)) fail(folder_);
        size_ = length_size + length;
        return true;
    }
    std::string_view row() const { return {buffer_.data() + at_ + length_size, size_ - length_size}; }

private:
    /// Whether `size` more bytes are there, read if need be.
    bool has(std::size_t size) {
        if (end_ - at_ >= size) return true;
        std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
        end_ -= at_;
        at_ = 0;
        if (size > buffer_.size()) buffer_.resize(size);
        end_ += std::fread(buffer_.data() + end_, 1, buffer_.size() - end_, file_.get());
        if (std::ferror(file_.get())) fail(folder_);
        return end_ >= size;
    }

    std::string folder_;
    File file_;
    std::vector<char> buffer_;
    std::size_t at_ = 0, end_ = 0;  // present row, end of what was read
    std::size_t size_ = 0;          // of the present row with its length
};

SortedRows::SortedRows(std::size_t memory) : memory_(memory) {}
SortedRows::~SortedRows() = default;

std::string_view SortedRows::row_at(const char* place) {
    std::uint32_t length = 0;
    std::memcpy(&length, place, length_size);
    return {place + length_size, length};
}

void SortedRows::add(std::string_view row) {
    const std::size_t size = length_size + row.size();
    if (size > memory_) throw RecordError("invalid", "a text of the record is too long");
    if (!rows_) rows_.reset(new char[memory_]);
    if (used_ + size > memory_) spill();
    char* place = rows_.get() + used_;
    const auto length = static_cast<std::uint32_t>(row.size());
    std::memcpy(place, &length, length_size);
    std::memcpy(place + length_size, row.data(), row.size());
    used_ += size;
    order_.push_back({0, 0, place});
    ++count_;
}

void SortedRows::sort() {
    if (order_.empty()) return;
    std::string_view shared = row_at(order_.front().row);
    for (const Entry& entry : order_) {
        const std::string_view row = row_at(entry.row);
        const std::size_t most = std::min(shared.size(), row.size());
        const auto end = std::mismatch(shared.begin(), shared.begin() + static_cast<std::ptrdiff_t>(most), row.begin());
        shared = shared.substr(0, static_cast<std::size_t>(end.first - shared.begin()));
    }
    for (Entry& entry : order_) {
        const std::string_view row = row_at(entry.row);
        entry.first = eight_bytes(row, shared.size());
        entry.second = eight_bytes(row, shared.size() + 8);
    }
    std::sort(order_.begin(), order_.end(), [](const Entry& a, const Entry& b) {
        if (a.first != b.first) return a.first < b.first;
        if (a.second != b.second) return a.second < b.second;
        return row_at(a.row) < row_at(b.row);
    });
}

void SortedRows::spill() {
    sort();
    auto part = std::make_unique<Part>();
    for (const Entry& entry : order_) part->write(entry.row);
    part->finish();
    parts_.push_back(std::move(part));
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
    for (const auto& part : parts_) {
        part->begin();
        if (part->next()) heap_.push_back(part.get());
    }
    std::make_heap(heap_.begin(), heap_.end(), [](const Part* a, const Part* b) { return a->row() > b->row(); });
}

std::optional<std::string_view> SortedRows::next() {
    if (parts_.empty()) {
        if (at_ == order_.size()) return std::nullopt;
        return row_at(order_[at_++].row);
    }
    const auto is_later = [](const Part* a, const Part* b) { return a->row() > b->row(); };
    if (taken_) {
        std::pop_heap(heap_.begin(), heap_.end(), is_later);
        if (heap_.back()->next()) {
            std::push_heap(heap_.begin(), heap_.end(), is_later);
        } else {
            heap_.pop_back();
        }
    }
    taken_ = !heap_.empty();
    if (heap_.empty()) return std::nullopt;
    return heap_.front()->row();
}

}  // namespace tk::update
