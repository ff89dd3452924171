#include "db-update/plain_record.hpp"

#include <charconv>
#include <optional>

namespace tk::update {

namespace {

class Reader {
public:
    explicit Reader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

    void skip_space() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\t')) ++at_;
    }
    bool take(char c) {
        skip_space();
        if (at_ == end_ || *at_ != c) return false;
        ++at_;
        return true;
    }
    bool is_at_end() {
        skip_space();
        return at_ == end_;
    }
    /// An ASCII text without escapes and control characters.
    std::optional<std::string_view> text() {
        if (!take('"')) return std::nullopt;
        const char* const start = at_;
        for (; at_ != end_; ++at_) {
            const auto c = static_cast<unsigned char>(*at_);
            if (c == '"') return std::string_view(start, static_cast<std::size_t>(at_++ - start));
            if (c == '\\' || c < 0x20 || c >= 0x80) return std::nullopt;
        }
        return std::nullopt;
    }
    /// A whole number as JSON writes it.
    std::optional<std::int64_t> number() {
        const char* const start = at_;
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(at_, end_, value);
        if (error != std::errc()) return std::nullopt;
        const char* const digits = *start == '-' ? start + 1 : start;
        if (*digits == '0' && (end != digits + 1 || digits != start)) return std::nullopt;
        if (end != end_ && (*end == '.' || *end == 'e' || *end == 'E')) return std::nullopt;
        at_ = end;
        return value;
    }
    bool null() {
        if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with("null")) return false;
        at_ += 4;
        return true;
    }
    char peek() {
        skip_space();
        return at_ == end_ ? '\0' : *at_;
    }

private:
    const char* at_;
    const char* const end_;
};

}  // namespace

bool read_plain(std::string_view text, std::vector<PlainMember>& members) {
    members.clear();
    Reader in(text);
    if (!in.take('{')) return false;
    do {
        const auto name = in.text();
        if (!name || !in.take(':')) return false;
        const char first = in.peek();
        if (first == '"') {
            const auto value = in.text();
            if (!value) return false;
            members.push_back({*name, *value});
        } else if (first == 'n') {
            if (!in.null()) return false;
            members.push_back({*name, std::monostate{}});
        } else {
            const auto value = in.number();
            if (!value) return false;
            members.push_back({*name, *value});
        }
    } while (in.take(','));
    return in.take('}') && in.is_at_end();
}

void read_plain(const JsonView& record, std::vector<PlainMember>& members) {
    members.clear();
    for (const auto& [name, value] : record.members()) {
        if (value.is_null()) {
            members.push_back({name, std::monostate{}});
        } else if (const auto text = value.as_string()) {
            members.push_back({name, *text});
        } else if (const auto number = value.as_integer()) {
            members.push_back({name, *number});
        } else {
            members.push_back({name, value});
        }
    }
}

}  // namespace tk::update
