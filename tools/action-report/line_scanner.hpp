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
    static constexpr std::size_t padding = 32;

    /// Fills `slots` from the line, by the same keys in every call; false: it is not for this scanner, and the slots
    /// mean nothing.
    bool scan(std::string_view line, const EventKeys& keys, Slots& slots);

private:
    /// A key as it may stand next: its first bytes with the closing quote, and which of them count.
    struct Expected {
        std::array<std::uint64_t, 2> bytes{}, mask{};
        std::size_t length = 0;
        const EventKey* key = nullptr;
    };

    bool object(Part part, Slots& slots);
    bool member(const EventKey* key, Slots& slots);
    bool hits(Slots& slots);
    bool value(Scalar& scalar);
    bool text(std::string_view& result);
    bool number(Scalar& scalar);
    bool word(std::string_view expected);
    bool skip(int depth);
    bool next_key(Part part, std::size_t place, const EventKey*& key);
    void blanks() {
        while (at_ < end_ && *at_ == ' ') ++at_;
    }
    char here() const { return at_ < end_ ? *at_ : '\0'; }

    const EventKeys* keys_ = nullptr;
    std::array<std::vector<Expected>, static_cast<std::size_t>(Part::end)> expected_;
    const char* at_ = nullptr;
    const char* end_ = nullptr;
};

}  // namespace tk::report
