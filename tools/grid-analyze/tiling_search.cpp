#include "grid-analyze/tiling_search.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace tk::grid {
namespace {

constexpr std::size_t guesses = 3;  // of each kind
constexpr int tried_first = 2;
constexpr std::size_t followed = 4;  // trials
constexpr double least_trial = 0.4;  // merit: wrong lattices reach it, true ones are far above
constexpr double good_trial = 4;     // nearly only true lattices reach it
constexpr double clear_trial = 7;    // no other guess is tried: lattices of chance and parts of the true one reach 5
constexpr double clear_merit = 6;    // no other trial is followed

bool is_same_lattice(const Trial& trial, board::Kind kind, const board::Placement& placement) {
    return trial.geometry.kind() == kind && std::abs(trial.placement.width / placement.width - 1) < 0.03 &&
           std::abs(trial.placement.height / placement.height - 1) < 0.03;
}

}  // namespace

bool is_allowed(board::Kind kind, const profile::BoardProfile& profile) {
    return !profile.columns || !profile.rows || board::kind_name(kind) == profile.kind;
}

/// A lattice that showed well in the whole picture need not be tried in its parts.
bool TilingSearch::is_shown_well(const Guess& guess) const {
    return std::any_of(trials_.begin(), trials_.end(), [&](const Followed& one) {
        return one.trial.merit > good_trial && is_same_lattice(one.trial, guess.kind, guess.placement);
    });
}

void TilingSearch::try_out(const Guess& guess) {
    if (is_clear() || !is_allowed(guess.kind, profile_) || is_shown_well(guess)) return;
    const auto trial = try_tiling(fields_, guess);
    if (trial && trial->merit >= least_trial) trials_.push_back({*trial, false, {}});
}

void TilingSearch::look_at(Parts parts) {
    if (is_clear()) return;
    std::map<board::Kind, int> tried;
    for (const Guess& guess : guess_tilings(maps_, parts, guesses)) {
        if (tried[guess.kind]++ < tried_first) {
            try_out(guess);
        } else {
            others_.push_back(guess);
        }
    }
}

void TilingSearch::look_at_rest() {
    for (const Guess& guess : others_) try_out(guess);
    others_.clear();
}

bool TilingSearch::is_clear() const {
    return std::any_of(trials_.begin(), trials_.end(),
                       [](const Followed& one) { return one.trial.merit > clear_trial; });
}

std::optional<Tiling> TilingSearch::best() {
    std::stable_sort(trials_.begin(), trials_.end(),
                     [](const Followed& a, const Followed& b) { return a.trial.merit > b.trial.merit; });
    std::optional<Tiling> best;
    std::vector<const Trial*> seen;  // that led to a tiling
    std::size_t count = 0;
    for (Followed& one : trials_) {
        const Trial& trial = one.trial;
        if (count == followed || (best && best->merit > clear_merit && trial.merit < clear_trial)) break;
        if (std::any_of(seen.begin(), seen.end(), [&](const Trial* other) {
                return is_same_lattice(*other, trial.geometry.kind(), trial.placement);
            }))
            continue;
        if (!one.is_done) one.tiling = follow_tiling(fields_, trial);
        one.is_done = true;
        ++count;
        if (one.tiling && one.tiling->merit > least_trial) seen.push_back(&trial);
        if (one.tiling && (!best || one.tiling->merit > best->merit)) best = one.tiling;
    }
    return best;
}

}  // namespace tk::grid
