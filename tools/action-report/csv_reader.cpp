#include "action-report/csv_reader.hpp"

#include <algorithm>

#include "core/reader.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

char separator_of(std::string_view head) {
    const std::string_view line = head.substr(0, head.find('\n'));
    char best = ',';
    for (const char candidate : {';', '\t'}) {
        if (std::count(line.begin(), line.end(), candidate) > std::count(line.begin(), line.end(), best))
            best = candidate;
    }
    return best;
}

}  // namespace

CsvReader::CsvReader(ByteStream& in) : in_(in), separator_(separator_of(in.head())), buffer_(256 << 10, '\0') {
    const auto told = told_separator(in.head().substr(0, in.head().find('\n')));
    if (!told) return;
    std::vector<std::string> line;
    next(line);
    separator_ = *told;
}

bool CsvReader::next(std::vector<std::string>& fields) {
    do {
        count_ = 0;
        if (!row(fields)) return false;
    } while (count_ == 1 && fields[0].empty());
    fields.resize(count_);
    return true;
}

bool CsvReader::is_utf8(const std::vector<std::string>& fields) const {
    return bits_ < 0x80 ||
           std::all_of(fields.begin(), fields.end(), [](const std::string& text) { return valid_utf8(text); });
}

const char* CsvReader::fault() const {
    if (is_endless_) return is_open_ ? "a quote is not closed for 64 MB" : "the row is longer than 64 MB";
    return is_open_ ? "a quote is not closed" : nullptr;
}

bool CsvReader::refill() {
    is_endless_ = is_endless_ || row_bytes_ > LineReader::default_max_line;
    at_ = 0;
    end_ = is_endless_ ? 0 : in_.read(buffer_.data(), buffer_.size());
    row_bytes_ += end_;
    return end_ > 0;
}

std::string& CsvReader::field(std::vector<std::string>& fields) {
    if (fields.size() <= count_) fields.emplace_back();
    fields[count_].clear();
    return fields[count_++];
}

bool CsvReader::row(std::vector<std::string>& fields) {
    row_line_ = line_;
    row_bytes_ = 0;
    bits_ = 0;
    int c = get();
    if (c < 0) return false;
    std::string* text = &field(fields);
    bool quoted = false;
    for (;; c = get()) {
        if (quoted) {
            if (c < 0) {
                is_open_ = true;
                return true;
            }
            if (c == '\n') ++line_;
            if (c != '"') {
                add(*text, c);
                continue;
            }
            c = get();
            if (c == '"') {
                *text += '"';
                continue;
            }
            quoted = false;
        }
        if (c < 0) return true;
        if (c == '\n') {
            ++line_;
            if (!text->empty() && text->back() == '\r') text->pop_back();
            return true;
        }
        if (c == '"' && text->empty()) {
            quoted = true;
        } else if (c == separator_) {
            text = &field(fields);
        } else {
            add(*text, c);
        }
    }
}

}  // namespace tk::report
