#include "action-report/line_scanner.hpp"

#include <bit>
#include <cmath>
#include <cstring>

#include "core/text.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_guessed = 64;  // keys of an object that are guessed
constexpr int deepest = 32;
constexpr int most_integer_digits = 18;  // of which every number fits in 64 bits
constexpr int most_real_digits = 15;     // of which every number is exact in a double, and so is 10^15

constexpr std::array<double, most_real_digits + 1> powers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                          1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

std::uint64_t load(const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof(word));
    return word;
}

/// The first quote at or after `at`, or something past `end`. Eight bytes at once; the lowest marked byte is exact.
/// Source of the test for a zero byte: H. S. Warren, Hacker's Delight, 2nd ed., section 6-1.
const char* quote_after(const char* at, const char* end) {
    if constexpr (std::endian::native == std::endian::little) {
        for (; at < end; at += 8) {
            const std::uint64_t word = load(at) ^ 0x2222222222222222ULL;
            const std::uint64_t marks = (word - 0x0101010101010101ULL) & ~word & 0x8080808080808080ULL;
            if (marks != 0) return at + std::countr_zero(marks) / 8;
        }
        return at;
    } else {
        while (at < end && *at != '"') ++at;
        return at;
    }
}

/// From the first byte that is not ASCII to the last.
std::string_view beyond_ascii(std::string_view line) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    while (!line.empty() && is_ascii(line.front())) line.remove_prefix(1);
    while (!line.empty() && is_ascii(line.back())) line.remove_suffix(1);
    return line;
}

/// No escape, no control character, and valid UTF-8.
bool is_plain(std::string_view line) {
    unsigned char bad = 0;
    unsigned char all = 0;
    for (const char c : line) {
        const auto byte = static_cast<unsigned char>(c);
        bad |= static_cast<unsigned char>((byte < 0x20) | (byte == '\\'));
        all |= byte;
    }
    return bad == 0 && (all < 0x80 || valid_utf8(beyond_ascii(line)));
}

}  // namespace

bool LineScanner::scan(std::string_view line, const EventKeys& keys, Slots& slots) {
    keys_ = &keys;
    slots.clear();
    if (!is_plain(line)) return false;
    at_ = line.data();
    end_ = at_ + line.size();
    blanks();
    if (here() != '{' || !object(Part::record, slots)) return false;
    blanks();
    return at_ == end_;
}

/// Moves past the members of an object, from its opening bracket to behind the closing one.
bool LineScanner::object(Part part, Slots& slots) {
    ++at_;
    blanks();
    if (here() == '}') {
        ++at_;
        return true;
    }
    for (std::size_t place = 0;; ++place) {
        const EventKey* key = nullptr;
        if (here() != '"' || !next_key(part, place, key)) return false;
        blanks();
        if (here() != ':') return false;
        ++at_;
        blanks();
        if (!(key == nullptr ? skip(0) : member(key, slots))) return false;
        blanks();
        const char after = here();
        ++at_;
        if (after == '}') return true;
        if (after != ',') return false;
        blanks();
    }
}

/// Moves past a key in quotes; `key` is null where nothing is known of it.
bool LineScanner::next_key(Part part, std::size_t place, const EventKey*& key) {
    std::vector<Expected>& expected = expected_[static_cast<std::size_t>(part)];
    const char* const begin = at_ + 1;
    if (place < expected.size()) {
        const Expected& guess = expected[place];
        const std::uint64_t differ =
            ((load(begin) ^ guess.bytes[0]) & guess.mask[0]) | ((load(begin + 8) ^ guess.bytes[1]) & guess.mask[1]);
        if (differ == 0 && guess.length > 0) {
            at_ = begin + guess.length;
            key = guess.key;
            return true;
        }
    }
    std::string_view name;
    if (!text(name)) return false;
    for (const EventKey& known : keys_->of(part)) {
        if (known.path.text() == name) key = &known;
    }
    if (place >= most_guessed) return true;
    if (place >= expected.size()) expected.resize(place + 1);
    Expected fresh;
    if (name.size() < 16) {
        fresh.length = name.size() + 1;
        std::array<char, 16> bytes{};
        std::array<char, 16> mask{};
        std::memcpy(bytes.data(), begin, fresh.length);
        std::memset(mask.data(), 0xFF, fresh.length);
        fresh.bytes = {load(bytes.data()), load(bytes.data() + 8)};
        fresh.mask = {load(mask.data()), load(mask.data() + 8)};
        fresh.key = key;
    }
    expected[place] = fresh;
    return true;
}

bool LineScanner::member(const EventKey* key, Slots& slots) {
    if (slots.has(key->slot) || key->slot == Slot::unusual) return false;
    const char first = here();
    Scalar& scalar = slots.set(key->slot);
    if (first == '{') {
        const char* const begin = at_;
        if (!(key->inside && key->inside != Part::hit ? object(*key->inside, slots) : skip(0))) return false;
        scalar.kind = Scalar::Kind::object;
        scalar.text = {begin, static_cast<std::size_t>(at_ - begin)};
        return true;
    }
    if (first == '[') {
        scalar.kind = Scalar::Kind::array;
        scalar.text = {};
        return key->inside == Part::hit ? hits(slots) : skip(0);
    }
    return value(scalar);
}

bool LineScanner::hits(Slots& slots) {
    ++at_;
    blanks();
    if (here() == ']') {
        ++at_;
        return true;
    }
    while (true) {
        slots.clear_hit();
        if (here() != '{' || !object(Part::hit, slots)) return false;
        slots.add_hit();
        blanks();
        const char after = here();
        ++at_;
        if (after == ']') return true;
        if (after != ',') return false;
        blanks();
    }
}

/// A value that is no array and no object.
bool LineScanner::value(Scalar& scalar) {
    switch (here()) {
        case '"': scalar.kind = Scalar::Kind::string; return text(scalar.text);
        case 't':
            scalar.kind = Scalar::Kind::boolean;
            scalar.flag = true;
            scalar.text = {};
            return word("true");
        case 'f':
            scalar.kind = Scalar::Kind::boolean;
            scalar.flag = false;
            scalar.text = {};
            return word("false");
        case 'n':
            scalar.kind = Scalar::Kind::null;
            scalar.text = {};
            return word("null");
        default: return number(scalar);
    }
}

bool LineScanner::text(std::string_view& result) {
    const char* const begin = at_ + 1;
    const char* const quote = quote_after(begin, end_);
    if (quote >= end_) return false;
    result = {begin, static_cast<std::size_t>(quote - begin)};
    at_ = quote + 1;
    return true;
}

bool LineScanner::word(std::string_view expected) {
    if (static_cast<std::size_t>(end_ - at_) < expected.size() ||
        std::memcmp(at_, expected.data(), expected.size()) != 0)
        return false;
    at_ += expected.size();
    return true;
}

/// A number as RFC 8259 has it, without an exponent. A quotient of two exact numbers is rounded once, hence correctly:
/// W. D. Clinger, How to read floating point numbers accurately, PLDI 1990.
bool LineScanner::number(Scalar& scalar) {
    const char* const begin = at_;
    const bool negative = here() == '-';
    if (negative) ++at_;
    const char* const first = at_;
    std::int64_t digits = 0;
    const auto read_digits = [&](int most) {
        const char* const start = at_;
        while (at_ < end_ && static_cast<unsigned char>(*at_ - '0') < 10) {
            if (at_ - start >= most) return false;
            digits = digits * 10 + (*at_++ - '0');
        }
        return at_ > start;
    };
    if (!read_digits(most_integer_digits)) return false;
    const auto before_point = static_cast<int>(at_ - first);
    if (*first == '0' && before_point > 1) return false;
    scalar.kind = Scalar::Kind::number;
    if (here() == '.') {
        ++at_;
        const char* const point = at_;
        if (!read_digits(most_real_digits - before_point)) return false;
        scalar.number = static_cast<double>(digits) / powers[static_cast<std::size_t>(at_ - point)];
        scalar.whole = std::trunc(scalar.number) == scalar.number;
        if (negative) scalar.number = -scalar.number;
        if (scalar.whole) scalar.integer = static_cast<std::int64_t>(scalar.number);
        scalar.text = {};  // a real is spelt out by the parser
    } else {
        scalar.whole = true;
        scalar.integer = negative ? -digits : digits;
        scalar.number = static_cast<double>(scalar.integer);
        scalar.text = {begin, static_cast<std::size_t>(at_ - begin)};
    }
    const char after = here();
    return after != 'e' && after != 'E' && !(negative && digits == 0);
}

/// Moves past a value of which nothing is needed.
bool LineScanner::skip(int depth) {
    const char open = here();
    if (open != '{' && open != '[') {
        Scalar ignored;
        return value(ignored);
    }
    if (depth == deepest) return false;
    const char close = open == '{' ? '}' : ']';
    ++at_;
    blanks();
    if (here() == close) {
        ++at_;
        return true;
    }
    while (true) {
        if (open == '{') {
            std::string_view ignored;
            if (here() != '"' || !text(ignored)) return false;
            blanks();
            if (here() != ':') return false;
            ++at_;
            blanks();
        }
        if (!skip(depth + 1)) return false;
        blanks();
        const char after = here();
        ++at_;
        if (after == close) return true;
        if (after != ',') return false;
        blanks();
    }
}

}  // namespace tk::report
