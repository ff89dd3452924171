#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tk::report {

/// What an action record may hold and the report reads: one slot for each key, whichever way the record was decoded.
enum class Slot : std::uint8_t {
    type,
    id,
    session,
    actor,
    actor_name,
    action,
    error,
    error_code,
    duration,
    t,
    time,
    timestamp,
    ts,
    success,  ///< where --map names it
    turn,     ///< where --map names it
    params,
    context,
    result,
    param_spell,
    param_target,
    param_target_name,
    param_cell,
    param_from,
    param_to,
    param_cost,
    param_amount,
    context_turn,
    context_target,
    result_success,
    result_element,
    result_amount,
    result_damage,
    result_heal,
    result_healing,
    result_killed,
    result_hits,
    hit_target,  ///< these six of the hit that is being read
    hit_target_name,
    hit_damage,
    hit_heal,
    hit_healing,
    hit_killed,
    unusual,  ///< a key that a quick reader leaves to the thorough one
    end
};

/// A value that was decoded; of arrays and objects only that they are there. `text` is a view into the record.
struct Scalar {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
    Kind kind = Kind::null;
    bool flag = false;
    bool whole = false;  ///< the number is an integer, or a real without a fraction
    std::int64_t integer = 0;
    double number = 0;
    std::string_view text;  ///< of a string; of an integer, and of the parameters, as written
};

/// What an action did to one target. Names and ids are empty where not told.
struct Hit {
    std::string_view target;
    std::string_view target_name;
    std::optional<double> damage;
    std::optional<double> heal;
    bool killed = false;
    bool operator==(const Hit&) const = default;
};

/// The slots of one record, and its list of hits.
class Slots {
public:
    std::vector<Hit> hits;

    void clear() {
        set_ = 0;
        hits.clear();
    }
    bool has(Slot slot) const { return (set_ & bit(slot)) != 0; }
    /// Null where the record has no such key.
    const Scalar* find(Slot slot) const { return has(slot) ? &values_[static_cast<std::size_t>(slot)] : nullptr; }
    Scalar& set(Slot slot) {
        set_ |= bit(slot);
        return values_[static_cast<std::size_t>(slot)];
    }
    /// Begins the next element of the list of hits.
    void clear_hit() {
        for (const Slot slot : {Slot::hit_target, Slot::hit_target_name, Slot::hit_damage, Slot::hit_heal,
                                Slot::hit_healing, Slot::hit_killed})
            set_ &= ~bit(slot);
    }
    /// Ends it.
    void add_hit();

    /// The text, the truth (0 and 1 too), the integer, the number in a slot; nothing where it holds none.
    std::string_view text(Slot slot) const {
        const Scalar* const value = find(slot);
        return value != nullptr && value->kind == Scalar::Kind::string ? value->text : std::string_view{};
    }
    std::optional<std::int64_t> integer(Slot slot) const {
        const Scalar* const value = find(slot);
        if (value == nullptr || value->kind != Scalar::Kind::number || !value->whole) return std::nullopt;
        return value->integer;
    }
    std::optional<double> number(Slot slot) const {
        const Scalar* const value = find(slot);
        if (value == nullptr || value->kind != Scalar::Kind::number) return std::nullopt;
        return value->number;
    }
    std::optional<bool> truth(Slot slot) const;
    /// A number of hit points.
    std::optional<double> amount(Slot slot) const {
        const auto value = number(slot);
        return value && *value >= 0 && *value <= largest_amount ? value : std::nullopt;
    }

private:
    static constexpr double largest_amount = 1e15;  // above, whole numbers lose digits
    static_assert(static_cast<unsigned>(Slot::end) <= 64);
    static constexpr std::uint64_t bit(Slot slot) { return std::uint64_t{1} << static_cast<unsigned>(slot); }

    std::uint64_t set_ = 0;
    std::array<Scalar, static_cast<std::size_t>(Slot::end)> values_;
};

}  // namespace tk::report
