#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grid-analyze/scene/reading.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// What a line of the log tells; names as they were read.
struct Told {
    std::string event;  ///< spell_cast, damage, heal, die, end_turn, lose_ap, gain_ap, lose_mp, gain_mp
    std::optional<std::string> actor, spell, target, element;
    std::optional<int> amount;
    double confidence = 1;
};

bool is_cast(const Told& told);
bool is_end_of_turn(const Told& told);
/// Damage or healing.
bool is_of_health(const Told& told);

/// Understands the lines of a game's log by the patterns of its profile. Slips of reading in the words of the patterns
/// (a capital I for an l), in dashes, quotation marks and blanks are forgiven.
class ChatReader {
public:
    explicit ChatReader(const std::vector<profile::EventPattern>& patterns);
    ~ChatReader();
    ChatReader(ChatReader&&) noexcept;

    /// Nothing for a line that tells nothing known, or is longer than any line of a log.
    std::optional<Told> read(const ChatLine& line) const;

private:
    struct Rule;
    std::vector<Rule> rules_;
    std::vector<std::string> words_;
};

/// How a list of lines went on.
struct NewLines {
    std::size_t first = 0;      ///< index of the first new line; the number of lines when there is none
    bool is_continuous = true;  ///< false: not one old line is left, so lines between may be missing
    /// Further ways to read it, when the same lines repeat: other values of `first`, in falling order.
    std::vector<std::size_t> others;
};

/// Compares what a log showed before and shows now. Old lines leave at the top, new ones come at the bottom; lines in
/// between may be missing in either.
NewLines compare_logs(const std::vector<ChatLine>& before, const std::vector<ChatLine>& now);

}  // namespace tk::grid
