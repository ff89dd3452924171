#pragma once

#include <optional>
#include <string_view>

namespace tk {

/// One word of the vocabulary of actions, which all tools share.
struct ActionWord {
    std::string_view name;
    /// Something that befalls its actor (die, appear, lose_hp, gain_ap, ...) and is not tried: it has no success rate.
    bool happening = false;
};

/// The word that `spelling` means: itself, or an alias ("cast_spell", "Cast", "end-turn"). Case and the choice between
/// blank, hyphen and underscore do not matter. Nothing when it is not in the vocabulary.
std::optional<ActionWord> find_action(std::string_view spelling);

/// The name of that word; `spelling` as it is where the vocabulary has none: a log may name actions of its own.
std::string_view action_name(std::string_view spelling);

}  // namespace tk
