#include "kb-query/condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <variant>

#include "core/text.hpp"
#include "kb-query/condition_tree.hpp"

namespace tk::query {

namespace {

using namespace condition;

std::optional<Operand> operand_of(const Value& value) {
    if (value.is_number()) return value.get<double>();
    if (value.is_boolean()) return value.get<bool>() ? 1.0 : 0.0;
    if (value.is_string()) return text_of(value.get_ref<const std::string&>());
    return std::nullopt;
}

std::string folded_text(const Operand& operand) {
    if (const auto* text = std::get_if<Text>(&operand)) return text->folded;
    return fmt::format("{}", std::get<double>(operand));
}

template <class T>
bool related(const T& a, Relation relation, const T& b) {
    switch (relation) {
        case Relation::equal: return a == b;
        case Relation::unequal: return a != b;
        case Relation::less: return a < b;
        case Relation::less_equal: return a <= b;
        case Relation::greater: return a > b;
        case Relation::greater_equal: return a >= b;
        default: return false;
    }
}

bool compare(const Operand& a, Relation relation, const Operand& b) {
    if (relation == Relation::contains || relation == Relation::lacks)
        return (folded_text(a).find(folded_text(b)) != std::string::npos) == (relation == Relation::contains);
    const auto number = [](const Operand& operand) -> std::optional<double> {
        if (const auto* text = std::get_if<Text>(&operand)) return text->number;
        return std::get<double>(operand);
    };
    const bool one_is_number = std::holds_alternative<double>(a) || std::holds_alternative<double>(b);
    if (const auto x = number(a), y = number(b); one_is_number && x && y) return related(*x, relation, *y);
    return related(folded_text(a), relation, folded_text(b));
}

/// Columns that hold JSON text are given parsed; a list stands for its elements.
std::vector<Operand> operands_at(const Value& row, const Field& field) {
    std::vector<Operand> found;
    for (const Value* value : values_at(row, field.path)) {
        if (auto operand = operand_of(*value)) found.push_back(std::move(*operand));
    }
    return found;
}

std::optional<bool> holds_for(const Value& row, const Node& node, const Operand& wanted) {
    const std::vector<const Value*> values = values_at(row, node.field.path);
    const bool negative = node.relation == Relation::unequal || node.relation == Relation::lacks;
    if (std::holds_alternative<Null>(wanted)) {
        const bool is_missing =
            std::all_of(values.begin(), values.end(), [](const Value* value) { return value->is_null(); });
        if (node.relation == Relation::equal) return is_missing;
        if (node.relation == Relation::unequal) return !is_missing;
        return std::nullopt;
    }
    const std::vector<Operand> mine = operands_at(row, node.field);
    const auto* other = std::get_if<Field>(&wanted);
    const std::vector<Operand> theirs = other ? operands_at(row, *other) : std::vector<Operand>{wanted};
    if (mine.empty() || theirs.empty()) return std::nullopt;
    // "!=" of a list: none of its elements is equal.
    const auto pair_holds = [&](const Operand& a, const Operand& b) { return compare(a, node.relation, b); };
    const auto one_of = [&](const Operand& a) {
        return std::any_of(theirs.begin(), theirs.end(), [&](const Operand& b) { return pair_holds(a, b); });
    };
    const auto all_of = [&](const Operand& a) {
        return std::all_of(theirs.begin(), theirs.end(), [&](const Operand& b) { return pair_holds(a, b); });
    };
    return negative ? std::all_of(mine.begin(), mine.end(), all_of) : std::any_of(mine.begin(), mine.end(), one_of);
}

/// True, false or, where something is missing, neither.
std::optional<bool> evaluate(const Node& node, const Value& row) {
    if (node.kind == Node::Kind::negation) {
        const auto part = evaluate(node.parts.front(), row);
        return part ? std::optional(!*part) : std::nullopt;
    }
    if (node.kind == Node::Kind::presence) {
        const std::vector<Operand> mine = operands_at(row, node.field);
        if (mine.empty()) return std::nullopt;
        return std::any_of(mine.begin(), mine.end(), [](const Operand& operand) {
            const auto* number = std::get_if<double>(&operand);
            return number ? *number != 0 : !std::get<Text>(operand).folded.empty();
        });
    }
    // Of parts and of the values of `in` alike: `decisive` decides alone, one that is unknown leaves the rest unknown.
    const bool decisive = node.kind != Node::Kind::all;
    std::optional<bool> result = !decisive;
    const auto take = [&](const std::optional<bool>& part) {
        if (!part && result == !decisive) result = std::nullopt;
        if (part == decisive) result = decisive;
    };
    for (const Node& part : node.parts) take(evaluate(part, row));
    for (const Operand& wanted : node.operands) take(holds_for(row, node, wanted));
    return result;
}

void collect(const Value& value, std::span<const std::string> path, std::vector<const Value*>& found) {
    if (value.is_array()) {
        for (const Value& element : value) collect(element, path, found);
        return;
    }
    if (path.empty()) {
        found.push_back(&value);
        return;
    }
    if (!value.is_object()) return;
    const auto exact = value.find(path.front());
    if (exact != value.end()) return collect(*exact, path.subspan(1), found);
    const std::string wanted = fold(path.front());
    for (const auto& [key, member] : value.items()) {
        if (fold(key) == wanted) collect(member, path.subspan(1), found);
    }
}

}  // namespace

std::vector<const Value*> values_at(const Value& row, std::span<const std::string> path) {
    std::vector<const Value*> found;
    collect(row, path, found);
    return found;
}

struct Condition::Tree {
    Parsed parsed;
};

Condition::Condition(std::string_view text, std::span<const std::string> columns) {
    tree_ = std::make_unique<Tree>(Tree{parse(text, columns)});
}

Condition::~Condition() = default;
Condition::Condition(Condition&&) noexcept = default;
Condition& Condition::operator=(Condition&&) noexcept = default;

const std::vector<std::string>& Condition::columns() const {
    return tree_->parsed.columns;
}

bool Condition::holds(const Value& row) const {
    return evaluate(tree_->parsed.root, row) == true;
}

}  // namespace tk::query
