#include "db-update/plain_record.hpp"

#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>

namespace tk::update {

namespace {

/// How many bytes from `at` on, of eight, come before one that ends a text or keeps it from being plain: a quote, a
/// backslash, a control character, or a byte that is not ASCII.
std::size_t plain_bytes(const char* at) {
    constexpr std::uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, 8);
    if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
    const std::uint64_t quotes = bytes ^ ones * '"', escapes = bytes ^ ones * '\\';
    // The high bit of a byte tells that it is one. A borrow can set it wrongly only behind one that is.
    const std::uint64_t found =
        bytes | (bytes - ones * 0x20) | ((quotes - ones) & ~quotes) | ((escapes - ones) & ~escapes);
    return static_cast<std::size_t>(std::countr_zero(found & high)) / 8;
}

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
        while (end_ - at_ >= 8) {
            const std::size_t count = plain_bytes(at_);
            at_ += count;
            if (count < 8) break;
        }
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
        // Made in its place: to make it elsewhere and copy it costs more than all the reading.
        PlainMember& member = members.emplace_back();
        member.name = *name;
        const char first = in.peek();
        if (first == '"') {
            const auto value = in.text();
            if (!value) return false;
            member.value.emplace<std::string_view>(*value);
        } else if (first == 'n') {
            if (!in.null()) return false;
        } else {
            const auto value = in.number();
            if (!value) return false;
            member.value.emplace<std::int64_t>(*value);
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
