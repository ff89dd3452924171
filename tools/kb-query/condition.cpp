#include "kb-query/condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <variant>

#include "core/text.hpp"
#include "kb-query/condition_token.hpp"

namespace tk::query {

namespace {

struct Field {
    std::vector<std::string> path;
};
struct Null {};
/// A text with its fold, made once.
struct Text {
    std::string folded;
    std::optional<double> number;  // ids are texts in the database, and numbers to people
};
using Operand = std::variant<Field, Null, double, Text>;

enum class Relation { equal, unequal, less, less_equal, greater, greater_equal, contains, lacks };

struct Node {
    enum class Kind { any, all, negation, comparison, presence };
    Kind kind = Kind::comparison;
    std::vector<Node> parts;
    Field field;
    Relation relation = Relation::equal;
    std::vector<Operand> operands;  // more than one: `in`
};

Text text_of(std::string_view text) {
    return {fold(text), number_in(text)};
}

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

class Parser {
public:
    Parser(std::string_view text, std::span<const std::string> columns) : tokens_(text), columns_(columns) {}

    Node parse() {
        Node node = parse_any();
        if (!tokens_.at_end()) tokens_.fail("expected 'and', 'or' or the end");
        return node;
    }

    const std::vector<std::string>& used() const { return used_; }

private:
    /// Deeper than any person writes, and shallow enough for any stack.
    static constexpr int deepest = 64;

    Node parse_any() {
        return parse_list("or", Node::Kind::any, [this] { return parse_all(); });
    }
    Node parse_all() {
        return parse_list("and", Node::Kind::all, [this] { return parse_one(); });
    }

    template <class Part>
    Node parse_list(std::string_view word, Node::Kind kind, Part part) {
        Node first = part();
        if (!tokens_.is_word(word)) return first;
        Node list;
        list.kind = kind;
        list.parts.push_back(std::move(first));
        while (tokens_.take_word(word)) list.parts.push_back(part());
        return list;
    }

    Node parse_one() {
        if (++depth_ > deepest) tokens_.fail("nested too deeply");
        Node node;
        if (tokens_.take_word("not")) {
            node.kind = Node::Kind::negation;
            node.parts.push_back(parse_one());
        } else if (tokens_.take("(")) {
            node = parse_any();
            if (!tokens_.take(")")) tokens_.fail("expected ')'");
        } else {
            node = parse_comparison();
        }
        --depth_;
        return node;
    }

    Node parse_comparison() {
        Node node;
        node.field = parse_field();
        if (tokens_.take_word("in")) {
            if (!tokens_.take("(")) tokens_.fail("expected '(' and the values");
            do node.operands.push_back(parse_operand());
            while (tokens_.take(","));
            if (!tokens_.take(")")) tokens_.fail("expected ',' or ')'");
            return node;
        }
        static constexpr std::pair<std::string_view, Relation> relations[] = {
            {"==", Relation::equal},         {"=", Relation::equal},       {"!=", Relation::unequal},
            {"<>", Relation::unequal},       {"<=", Relation::less_equal}, {"<", Relation::less},
            {">=", Relation::greater_equal}, {">", Relation::greater},     {"!~", Relation::lacks},
            {"~", Relation::contains}};
        for (const auto& [sign, relation] : relations) {
            if (!tokens_.take(sign)) continue;
            node.relation = relation;
            node.operands.push_back(parse_operand());
            return node;
        }
        node.kind = Node::Kind::presence;
        return node;
    }

    Field parse_field() {
        const Token first = tokens_.next();
        if (first.kind != Token::Kind::word) tokens_.fail("expected the name of a column", first);
        if (std::find(columns_.begin(), columns_.end(), first.text) == columns_.end()) {
            const auto near = nearest(first.text, columns_);
            tokens_.fail(fmt::format("there is no column '{}'", first.text), first,
                         near ? fmt::format("did you mean '{}'?", *near)
                              : fmt::format("the columns are {}", fmt::join(columns_, ", ")));
        }
        return finish_field(first);
    }

    Field finish_field(const Token& first) {
        Field field{{first.text}};
        while (tokens_.take(".")) {
            const Token part = tokens_.next();
            if (part.kind == Token::Kind::sign || part.kind == Token::Kind::end)
                tokens_.fail("expected a name after the dot", part);
            field.path.push_back(part.text);
        }
        if (std::find(used_.begin(), used_.end(), first.text) == used_.end()) used_.push_back(first.text);
        return field;
    }

    Operand parse_operand() {
        const Token token = tokens_.next();
        switch (token.kind) {
            case Token::Kind::number: return *number_in(token.text);
            case Token::Kind::quoted: return text_of(token.text);
            case Token::Kind::word:
                if (token.text == "null") return Null{};
                if (token.text == "true") return 1.0;
                if (token.text == "false") return 0.0;
                if (std::find(columns_.begin(), columns_.end(), token.text) != columns_.end())
                    return finish_field(token);
                return text_of(token.text);
            default: tokens_.fail("expected a value", token);
        }
    }

    Tokens tokens_;
    std::span<const std::string> columns_;
    std::vector<std::string> used_;
    int depth_ = 0;
};

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
    Node root;
    std::vector<std::string> columns;
};

Condition::Condition(std::string_view text, std::span<const std::string> columns) {
    Parser parser{text, columns};
    Node root = parser.parse();
    tree_ = std::make_unique<Tree>(Tree{std::move(root), parser.used()});
}

Condition::~Condition() = default;
Condition::Condition(Condition&&) noexcept = default;
Condition& Condition::operator=(Condition&&) noexcept = default;

const std::vector<std::string>& Condition::columns() const {
    return tree_->columns;
}

bool Condition::holds(const Value& row) const {
    return evaluate(tree_->root, row) == true;
}

}  // namespace tk::query
