#include "grid-analyze/ask/strikes.hpp"

#include <algorithm>
#include <string_view>

#include "board/sight.hpp"
#include "board/zone.hpp"
#include "rules/cast.hpp"
#include "rules/damage.hpp"

namespace tk::grid {
namespace {

constexpr double most_damage = 1e6;  // more counts as that: sums over all enemies stay whole numbers
constexpr int most_ap = 100;         // more than any game gives; bounds the table below

std::size_t index(int number) {
    return static_cast<std::size_t>(number);
}

/// A spell that hurts the defender, ready to be tried from many cells.
struct Weapon {
    const rules::Spell* spell;
    rules::Spell anywhere;  ///< without what is looked at for all cells at once: sight, and who stands there
    board::Zone zone;
    int casts = 1;                        ///< at most, in one turn
    std::vector<rules::Expectation> hit;  ///< by the percent that the zone spares, 0..100, made when needed
    std::vector<bool> has_hit;
};

/// The area of a spell; on hexagons, where some letters mean nothing, those are a point.
board::Zone zone_on(const board::Geometry& geometry, const rules::Spell& spell) {
    const board::Zone zone = board::parse_zone(spell.zone);
    constexpr std::string_view four_sided = "T-UVBGWRF+#";
    return geometry.is_hex() && four_sided.find(zone.shape) != std::string_view::npos ? board::Zone{} : zone;
}

std::vector<Weapon> weapons_of(const board::Geometry& geometry, const Combatant& attacker, const Combatant& defender) {
    std::vector<Weapon> weapons;
    for (const rules::Spell& spell : attacker.spells) {
        if (attacker.fighter.ap && spell.ap_cost > *attacker.fighter.ap) continue;
        if (rules::expected_damage(spell, attacker.fighter, defender.fighter).most_damage <= 0) continue;
        Weapon weapon{&spell, spell, zone_on(geometry, spell), most_ap, {}, {}};
        weapon.anywhere.needs_line_of_sight = false;
        weapon.anywhere.needs_free_cell = weapon.anywhere.needs_taken_cell = false;
        weapon.anywhere.initial_cooldown = 0;  // it may be over by then
        if (spell.casts_per_turn > 0) weapon.casts = std::min(weapon.casts, spell.casts_per_turn);
        if (spell.casts_per_target > 0) weapon.casts = std::min(weapon.casts, spell.casts_per_target);
        const bool is_free = spell.ap_cost <= 0;
        if (spell.cooldown > 0 || (is_free && weapon.casts == most_ap)) weapon.casts = 1;
        weapon.hit.resize(101);
        weapon.has_hit.resize(101);
        weapons.push_back(std::move(weapon));
    }
    return weapons;
}

/// The greatest sum of `worth` (one number a weapon) within the AP.
double best_sum(std::span<const Weapon> weapons, std::span<const double> worth, std::optional<int> ap) {
    if (!ap) return worth.empty() ? 0 : *std::max_element(worth.begin(), worth.end());
    std::vector<double> best(index(std::clamp(*ap, 0, most_ap)) + 1);
    double gratis = 0;
    for (std::size_t i = 0; i < weapons.size(); ++i) {
        if (worth[i] <= 0) continue;
        const int cost = weapons[i].spell->ap_cost;
        if (cost <= 0) {
            gratis += worth[i] * weapons[i].casts;
            continue;
        }
        for (int cast = 0; cast < weapons[i].casts && cast * cost < static_cast<int>(best.size()); ++cast) {
            for (int left = static_cast<int>(best.size()) - 1; left >= cost; --left)
                best[index(left)] = std::max(best[index(left)], best[index(left - cost)] + worth[i]);
        }
    }
    return gratis + best.back();
}

/// The attempt of one attacker on one defender.
class Assault {
public:
    Assault(const board::Board& board, std::span<const Combatant> all, std::size_t attacker, std::size_t defender,
            std::optional<board::Cell> only)
        : board_(board),
          attacker_(all[attacker]),
          defender_(all[defender]),
          only_(only),
          others_(board.size()),
          hiding_(board.size()),
          sight_(board::usual_sight(board.geometry())),
          weapons_(weapons_of(board.geometry(), attacker_, defender_)) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (i == attacker || i == defender) continue;
            in_the_way_.push_back(all[i]);
            others_.add(all[i].cell());
            if (!all[i].fighter.invisible) hiding_.add(all[i].cell());
        }
        free_ = reach_of(board, attacker_, in_the_way_);
        walks_.resize(index(board.size()));
    }

    std::vector<Strike> all_strikes() {
        std::vector<Strike> result(index(board_.size()));
        if (weapons_.empty()) return result;
        const board::Reach& widest = only_ ? walk_around(*only_) : free_;
        for (const board::Cell from : widest.cells()) strike_from(from, result);
        return result;
    }

private:
    bool may_stand(board::Cell cell) const {
        return only_ ? cell == *only_ : board_.walkable(cell) && !others_.contains(cell);
    }

    /// Where the attacker can walk to while the defender stands on `cell`, in its way and holding it back beside it.
    const board::Reach& walk_around(board::Cell cell) {
        const auto beside = board_.geometry().neighbours(cell);
        const auto is_free_to_walk = [&](board::Cell other) { return free_.contains(other); };
        if (!free_.contains(cell) && std::none_of(beside.begin(), beside.end(), is_free_to_walk)) return free_;
        std::optional<board::Reach>& walk = walks_[index(cell)];
        if (!walk) {
            std::vector<Combatant> in_the_way = in_the_way_;
            in_the_way.push_back(defender_);
            in_the_way.back().fighter.cell = cell;
            walk = reach_of(board_, attacker_, in_the_way);
        }
        return *walk;
    }

    void strike_from(board::Cell from, std::vector<Strike>& result) {
        const board::CellSet seen = board::visible(board_, hiding_, from, sight_);
        rules::Fighter caster = attacker_.fighter;
        caster.cell = from;
        const rules::Position position(board_, std::span<const rules::Fighter>{}, sight_);
        std::vector<std::vector<rules::Expectation>> hits(weapons_.size());
        for (std::size_t w = 0; w < weapons_.size(); ++w) {
            hits[w].resize(index(board_.size()));
            Weapon& weapon = weapons_[w];
            const bool is_point = weapon.zone.shape == 'P';
            for (board::Cell target = 0; target < board_.size(); ++target) {
                if (is_point && !may_stand(target)) continue;
                if (weapon.spell->needs_line_of_sight && !seen.contains(target)) continue;
                if (!rules::check_cast(weapon.anywhere, caster, target, {}, position, {}, 1).castable()) continue;
                if (is_point) {
                    note(weapon, hits[w], target, target, from);
                } else {
                    for (const board::Cell cell : board::zone_cells(board_.geometry(), weapon.zone, target, from))
                        note(weapon, hits[w], cell, target, from);
                }
            }
        }
        std::vector<double> mean(weapons_.size()), most(weapons_.size());
        for (board::Cell cell = 0; cell < board_.size(); ++cell) {
            bool any = false;
            for (std::size_t w = 0; w < weapons_.size(); ++w) {
                mean[w] = hits[w][index(cell)].damage;
                most[w] = hits[w][index(cell)].most_damage;
                any |= most[w] > 0;
            }
            if (!any || !walk_around(cell).contains(from)) continue;
            Strike& strike = result[index(cell)];
            strike.damage = std::max(strike.damage, best_sum(weapons_, mean, attacker_.fighter.ap));
            const double sum = std::min(best_sum(weapons_, most, attacker_.fighter.ap), most_damage);
            strike.most = std::max(strike.most, static_cast<int>(sum));
        }
    }

    /// `weapon`, cast from `from` at `target`, strikes `cell`: keeps the best of the targets that do.
    void note(Weapon& weapon, std::vector<rules::Expectation>& hits, board::Cell cell, board::Cell target,
              board::Cell from) {
        if (cell == from || !may_stand(cell)) return;
        const bool is_taken = target == cell || others_.contains(target);
        if (weapon.spell->needs_free_cell && is_taken) return;
        if (weapon.spell->needs_taken_cell && !is_taken) return;
        const int spared = board::zone_loss(board_.geometry(), weapon.zone, cell, target, from);
        const std::size_t at = index(std::clamp(spared, 0, 100));
        if (!weapon.has_hit[at]) {
            weapon.hit[at] =
                rules::expected_damage(*weapon.spell, attacker_.fighter, defender_.fighter, static_cast<int>(at));
            weapon.has_hit[at] = true;
        }
        if (weapon.hit[at].damage > hits[index(cell)].damage) hits[index(cell)] = weapon.hit[at];
    }

    const board::Board& board_;
    const Combatant& attacker_;
    const Combatant& defender_;
    std::optional<board::Cell> only_;
    board::CellSet others_, hiding_;
    board::SightRule sight_;
    std::vector<Weapon> weapons_;
    std::vector<Combatant> in_the_way_;               ///< all but the two
    board::Reach free_;                               ///< where the attacker could walk were there no defender
    std::vector<std::optional<board::Reach>> walks_;  ///< by cell of the defender, worked out when needed
};

}  // namespace

board::Reach reach_of(const board::Board& board, const Combatant& mover, std::span<const Combatant> others,
                      bool tackled) {
    board::CellSet occupied(board.size());
    std::vector<board::Tackler> tacklers;
    for (const Combatant& other : others) {
        if (other.fighter.id == mover.fighter.id && other.cell() == mover.cell()) continue;
        occupied.add(other.cell());
        if (tackled && are_enemies(mover, other)) tacklers.push_back({other.cell(), share_kept(mover, other)});
    }
    return board::reach_tackled(board, mover.cell(), mover.fighter.mp.value_or(0), occupied, tacklers);
}

std::vector<Strike> strikes(const board::Board& board, std::span<const Combatant> all, std::size_t attacker,
                            std::size_t defender, std::optional<board::Cell> only) {
    return Assault(board, all, attacker, defender, only).all_strikes();
}

}  // namespace tk::grid
