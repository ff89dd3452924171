#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tk::report {

/// One word of the vocabulary of actions (DESIGN 3).
struct Word {
    std::string_view name;
    /// Something that befalls its actor (die, appear, lose_hp, gain_ap, ...) and is not tried: it has no success rate.
    bool happening;
};

/// The word that `spelling` means: itself, or an alias ("cast_spell", "Cast", "end-turn"). Case and the choice between
/// blank, hyphen and underscore do not matter. Nothing when it is not in the vocabulary.
std::optional<Word> find_word(std::string_view spelling);

}  // namespace tk::report
