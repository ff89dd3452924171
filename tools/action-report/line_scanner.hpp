#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "action-report/event_keys.hpp"
#include "action-report/event_slots.hpp"

namespace tk::report {

/// Decodes the usual line of a log in one walk, without a tree: only what has a slot is converted, the rest is checked
/// and passed over. Lines of one program look alike, so each key is first held against the one that stood in its place
/// before. The whole line is validated; whatever is unusual (an escape, a tab, a repeated key, an exponent, more
/// digits than a double holds, deep nesting) and all that is not JSON is left to a parser that knows everything.
/// Idea of guessing the next key: S. Li et al., Mison, PVLDB 10 (2017) 1118-1129.
class LineScanner {
public:
    /// Bytes that must be readable (any content) after a line.
    static constexpr std::size_t padding = 64;

    /// Fills `slots` from the line, by the same keys in every call; false: it is not for this scanner, and the slots
    /// mean nothing.
    bool scan(std::string_view line, const EventKeys& keys, Slots& slots);

private:
    /// What may stand before the next value, from behind the value before: comma, key and colon with their blanks.
    struct Expected {
        static constexpr std::size_t words = 3;
        std::array<std::uint64_t, words> bytes{}, mask{};  ///< the bytes, and which of them count
        std::size_t length = 0;                            ///< 0: nothing is expected
        const EventKey* key = nullptr;
    };
    /// What stood in one place of an object, by kinds of records that alternate.
    struct Place {
        static constexpr std::size_t ways = 4;
        std::array<Expected, ways> expected;
        std::size_t oldest = 0;
    };

    bool object(Part part, Slots& slots);
    bool member(const EventKey* key, Slots& slots);
    bool hits(Slots& slots);
    bool value(Scalar& scalar);
    bool text(std::string_view& result);
    bool number(Scalar& scalar);
    bool long_number(Scalar& scalar);
    bool word(std::string_view expected);
    bool skip(int depth);
    bool skip_number();
    enum class After { comma, bracket, neither };
    After after_value(char bracket);
    bool next_key(Part part, std::size_t place, const EventKey*& key);
    bool unexpected_key(Part part, std::size_t place, const EventKey*& key);
    void blanks() {
        while (*at_ == ' ' && at_ < end_) ++at_;
    }
    char here() const { return at_ < end_ ? *at_ : '\0'; }

    const EventKeys* keys_ = nullptr;
    std::array<std::vector<Place>, static_cast<std::size_t>(Part::end)> places_;
    const char* at_ = nullptr;
    const char* end_ = nullptr;
};

}  // namespace tk::report
