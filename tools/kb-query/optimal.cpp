#include "kb-query/optimal.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "core/text.hpp"
#include "kb-query/answer.hpp"
#include "kb-query/duel.hpp"
#include "kb-query/spellbook.hpp"

namespace tk::query {

namespace {

double one_decimal(double number) {
    return std::round(number * 10) / 10;
}

std::vector<const KnownSpell*> spells_up_to(const std::vector<KnownSpell>& known, std::optional<std::int64_t> level) {
    std::vector<const KnownSpell*> spells;
    for (const KnownSpell& spell : known) {
        if (!level || !spell.level || *spell.level <= *level) spells.push_back(&spell);
    }
    return spells;
}

/// Says that no spell of the class is known, and which name may have been meant.
void say_unknown_class(Context& context, store::Database& database, const OptimalOptions& options) {
    const auto names =
        database.prepare("SELECT DISTINCT class_name FROM spells WHERE game = $1 AND class_name IS NOT NULL");
    names->with(options.game);
    std::vector<std::string> classes;
    while (names->step()) classes.emplace_back(names->text(0));
    const auto near = nearest(options.class_name, classes);
    std::string text = in_language(context.language(), "no spell of class '{}' is known",
                                   "aucun sort de la classe '{}' n'est connu", options.class_name);
    if (near) text += in_language(context.language(), "; did you mean '{}'?", " ; peut-être '{}' ?", *near);
    say(context, text);
}

rules::Fighter target_of(const OptimalOptions& options, Spellbook& book) {
    rules::Fighter target;
    target.id = "target";
    target.team = "enemy";
    if (options.target.empty()) return target;
    const auto& monster = book.monster(options.game, options.target);
    if (!monster) {
        throw Error(fmt::format("no monster '{}' is known", options.target),
                    fmt::format("look for its name: kb-query search {} --kind monsters", options.target));
    }
    target.name = monster->name;
    target.resistances = monster->resistances;
    target.hp = target.max_hp = monster->hit_points;
    return target;
}

Value spell_row(std::string_view part, const Cast& cast, const State& state, Language language) {
    const rules::Spell& spell = cast.spell->rules;
    Value row{{"type", "row"}, {"part", part}, {"spell", spell.name}, {"ap_cost", spell.ap_cost}};
    row["expected_damage"] = one_decimal(cast.damage);
    if (cast.heal > 0) row["expected_heal"] = one_decimal(cast.heal);
    row["range"] = fmt::format("{}-{}", spell.min_range, rules::range_of(spell, *state.find(state.active)));
    row["line_of_sight"] = spell.needs_line_of_sight;
    if (spell.cooldown > 0) row["cooldown"] = spell.cooldown;
    if (spell.casts_per_turn > 0) row["casts_per_turn"] = spell.casts_per_turn;
    if (spell.casts_per_target > 0) row["casts_per_target"] = spell.casts_per_target;
    row["id"] = spell.id;
    row["reasons"] = cast_reasons(state, cast, language);
    return row;
}

}  // namespace

Status run_optimal(Context& context, store::Database& database, const OptimalOptions& options) {
    Spellbook book{database};
    const auto spells = spells_up_to(book.of_class(options.game, options.class_name), options.level);
    if (spells.empty()) {
        say_unknown_class(context, database, options);
        return Status::nothing;
    }
    rules::Fighter caster;
    caster.id = "caster";
    caster.team = "own";
    caster.ap = static_cast<int>(options.ap);
    const rules::Fighter target = target_of(options, book);
    const int distance =
        options.distance ? static_cast<int>(*options.distance) : best_distance(options.game, caster, target, spells);
    const DuelTurn turn = duel_at(options.game, caster, target, spells, distance);
    const Language language = context.language();
    const rules::Combination& best = turn.advice.plan->combination;

    RowPrinter printer{context, RowPrinter::Nested::below};
    Value whole{{"type", "row"}, {"part", "turn"}, {"ap_cost", best.ap}};
    whole["expected_damage"] = one_decimal(best.outcome.damage);
    if (best.outcome.heal > 0) whole["expected_heal"] = one_decimal(best.outcome.heal);
    whole["distance"] = distance;
    whole["kills"] = best.outcome.kills;
    whole["exact"] = best.exact;
    whole["reasons"] = plan_reasons(*turn.advice.plan, static_cast<int>(options.ap), language);
    printer.row(whole);
    for (const PlannedCast& planned : turn.advice.plan->casts) {
        Value row = spell_row("cast", planned.cast, turn.state, language);
        row["times"] = planned.times;
        printer.row(row);
    }
    for (std::size_t i = 0; i < turn.advice.casts.size() && i < static_cast<std::size_t>(options.limit); ++i) {
        printer.row(spell_row("single", turn.advice.casts[i], turn.state, language));
    }
    for (const Excluded& excluded : turn.advice.excluded) {
        printer.row(Value{{"type", "row"},
                          {"part", "excluded"},
                          {"spell", excluded.spell->rules.name},
                          {"ap_cost", excluded.spell->rules.ap_cost},
                          {"id", excluded.spell->rules.id},
                          {"code", rules::code_name(excluded.verdict.code)},
                          {"reasons", {rules::describe(excluded.verdict, language)}}});
    }
    printer.finish();
    return turn.advice.plan->casts.empty() ? Status::nothing : Status::done;
}

}  // namespace tk::query
