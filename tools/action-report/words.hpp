#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "action-report/report.hpp"
#include "core/program.hpp"
#include "core/terminal.hpp"

namespace tk::report {

/// Picks the English or the French of two texts that stand side by side in the source.
struct Tongue {
    Language language;
    const char* operator()(const char* english, const char* french) const {
        return language == Language::french ? french : english;
    }
    /// "1 action", "3 actions"; French has the plural from two on, English for everything but one.
    std::string count(std::uint64_t number, const char* one, const char* many) const;
};

/// Whole numbers without a fraction, others as short as they are exact.
std::string number_text(double value);
/// A duration in seconds, with its unit.
std::string seconds_text(double value);

/// What the vocabulary's word `action` is called in tables.
std::string action_label(const Tongue& tongue, std::string_view action);

/// What an actor does, to follow its name: "casts Flèche vive on Loup cendré".
std::string deed_text(const Tongue& tongue, const Deed& deed, const ActionKind& kind, const Collector& log);
/// What it cost: "3 AP"; empty when not told.
std::string cost_text(const Tongue& tongue, const Deed& deed, const ActionKind& kind);
/// What it did: "-21 HP Air", or why it failed; empty when not told.
std::string effect_text(const Tongue& tongue, const Deed& deed, const ActionKind& kind, const Collector& log);

/// What a reason code of a cast means, or the code itself.
std::string reason_text(const Tongue& tongue, const std::string& code);
/// The name of an actor, else its id.
std::string actor_text(const Tongue& tongue, const Actor& actor);
/// Green for allies, red for enemies: never the only sign.
std::optional<Color> team_color(const std::string& team);
/// "ally" and "enemy" in the tongue; other teams as they are.
std::string team_text(const Tongue& tongue, const std::string& team);

}  // namespace tk::report
