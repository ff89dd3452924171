#include "action-report/line_scanner.hpp"

#include <cstring>

#include "action-report/line_bytes.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_guessed = 64;  // keys of an object that are guessed
constexpr int deepest = 32;
constexpr int most_integer_digits = 18;  // of which every number fits in 64 bits
constexpr int most_real_digits = 15;     // of which every number is exact in a double, and so is 10^15

constexpr std::array<double, most_real_digits + 1> powers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                          1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
constexpr std::array<std::int64_t, 9> whole_powers{1,       10,        100,        1'000,      10'000,
                                                   100'000, 1'000'000, 10'000'000, 100'000'000};

void set_whole(Scalar& scalar, std::int64_t digits, bool negative, std::string_view text) {
    scalar.kind = Scalar::Kind::number;
    scalar.whole = true;
    scalar.integer = negative ? -digits : digits;
    scalar.number = static_cast<double>(scalar.integer);
    scalar.text = text;
}

void set_real(Scalar& scalar, std::int64_t digits, int after_point, bool negative) {
    scalar.kind = Scalar::Kind::number;
    scalar.number = static_cast<double>(digits) / powers[static_cast<std::size_t>(after_point)];
    if (negative) scalar.number = -scalar.number;
    scalar.integer = static_cast<std::int64_t>(scalar.number);  // fits: of at most 15 digits
    scalar.whole = static_cast<double>(scalar.integer) == scalar.number;
    scalar.text = {};  // a real is spelt out by the parser
}

}  // namespace

bool LineScanner::scan(std::string_view line, const EventKeys& keys, Slots& slots) {
    keys_ = &keys;
    slots.clear();
    const Bytes bytes = bytes_of(line);
    if (!bytes.plain || (!bytes.ascii && !valid_utf8(line))) return false;
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
        if (!next_key(part, place, key)) return false;
        if (!(key == nullptr ? skip(0) : member(key, slots))) return false;
        const After after = after_value('}');
        if (after != After::comma) return after == After::bracket;
    }
}

/// Behind a value: moves past `bracket`, or stays at the comma before what comes next. Here, once for each value, it is
/// seen whether the line goes that far: what was looked at since then lies within the padding.
LineScanner::After LineScanner::after_value(char bracket) {
    if (*at_ == ' ') blanks();
    if (at_ >= end_) return After::neither;
    if (*at_ == ',') return After::comma;
    return *at_++ == bracket ? After::bracket : After::neither;
}

/// Moves from behind a value, or an opening bracket, to the next value; `key` is null where nothing is known of it.
bool LineScanner::next_key(Part part, std::size_t place, const EventKey*& key) {
    const std::vector<Place>& places = places_[static_cast<std::size_t>(part)];
    if (place < places.size()) {
        for (const Expected& guess : places[place].expected) {
            std::uint64_t differ = 0;
            for (std::size_t i = 0; i < Expected::words; ++i)
                differ |= (load_word(at_ + 8 * i) ^ guess.bytes[i]) & guess.mask[i];
            if (differ != 0 || guess.length == 0) continue;
            at_ += guess.length;
            if (*at_ == ' ') blanks();  // more than there were before
            key = guess.key;
            return true;
        }
    }
    return unexpected_key(part, place, key);
}

/// The same by looking, and what was seen is expected from now on.
bool LineScanner::unexpected_key(Part part, std::size_t place, const EventKey*& key) {
    const char* const begin = at_;
    if (place > 0) ++at_;  // the comma
    blanks();
    std::string_view name;
    if (here() != '"' || !text(name)) return false;
    blanks();
    if (here() != ':') return false;
    ++at_;
    blanks();
    for (const EventKey& known : keys_->of(part)) {
        if (known.path.text() == name) key = &known;
    }
    const auto length = static_cast<std::size_t>(at_ - begin);
    Expected fresh;
    if (place >= most_guessed || length > sizeof(fresh.bytes)) return true;
    fresh.length = length;
    std::memcpy(fresh.bytes.data(), begin, length);
    std::memset(fresh.mask.data(), 0xFF, length);
    fresh.key = key;
    std::vector<Place>& places = places_[static_cast<std::size_t>(part)];
    if (place >= places.size()) places.resize(place + 1);
    places[place].expected[places[place].oldest++ % Place::ways] = fresh;
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
        const After after = after_value(']');
        if (after != After::comma) return after == After::bracket;
        ++at_;
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
    const bool negative = *at_ == '-';
    const char* const first = at_ + (negative ? 1 : 0);
    const Digits before = leading_digits(first);
    if (before.count == 0 || before.count == 8) return before.count == 8 && long_number(scalar);
    if (*first == '0' && before.count > 1) return false;
    const char* last = first + before.count;
    std::int64_t digits = before.value;
    if (*last == '.') {
        const Digits after = leading_digits(last + 1);
        if (after.count == 0 || after.count == 8) return after.count == 8 && long_number(scalar);
        digits = digits * whole_powers[static_cast<std::size_t>(after.count)] + after.value;
        set_real(scalar, digits, after.count, negative);
        last += 1 + after.count;
    } else {
        set_whole(scalar, digits, negative, {begin, static_cast<std::size_t>(last - begin)});
    }
    at_ = last;
    return *last != 'e' && *last != 'E' && !(negative && digits == 0);
}

/// The same of more digits, one by one.
bool LineScanner::long_number(Scalar& scalar) {
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
    if (here() == '.') {
        ++at_;
        const char* const point = at_;
        if (!read_digits(most_real_digits - before_point)) return false;
        set_real(scalar, digits, static_cast<int>(at_ - point), negative);
    } else {
        set_whole(scalar, digits, negative, {begin, static_cast<std::size_t>(at_ - begin)});
    }
    const char after = here();
    return after != 'e' && after != 'E' && !(negative && digits == 0);
}

/// Moves past a value of which nothing is needed.
bool LineScanner::skip(int depth) {
    const char open = here();
    if (open == '-' || static_cast<unsigned char>(open - '0') < 10) return skip_number();
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
        const After after = after_value(close);
        if (after != After::comma) return after == After::bracket;
        ++at_;
        blanks();
    }
}

/// A number is only looked over: any length of fraction will do, but no exponent, and no integer that might not fit.
bool LineScanner::skip_number() {
    if (*at_ == '-') ++at_;
    const char* const first = at_;
    const auto pass_digits = [this] {
        const char* const start = at_;
        while (at_ < end_) {
            const int count = leading_digits(at_).count;
            at_ += count;
            if (count < 8) break;
        }
        return at_ - start;
    };
    const auto whole = pass_digits();
    if (whole == 0 || whole > most_integer_digits || (*first == '0' && whole > 1)) return false;
    if (*at_ == '.') {
        ++at_;
        if (pass_digits() == 0) return false;
    }
    return *at_ != 'e' && *at_ != 'E';
}

}  // namespace tk::report
