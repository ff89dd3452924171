#include "kb-query/condition_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "kb-query/condition_token.hpp"

namespace tk::query::condition {

namespace {

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
            const bool has_extra = std::find(columns_.begin(), columns_.end(), "extra") != columns_.end();
            const std::string other =
                has_extra ? fmt::format("; other members of records are in extra: extra.{}", first.text) : "";
            tokens_.fail(fmt::format("there is no column '{}'", first.text), first,
                         near ? fmt::format("did you mean '{}'?", *near)
                              : fmt::format("the columns are {}{}", fmt::join(columns_, ", "), other));
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

}  // namespace

Text text_of(std::string_view text) {
    return {fold(text), number_in(text)};
}

Parsed parse(std::string_view text, std::span<const std::string> columns) {
    Parser parser{text, columns};
    Node root = parser.parse();
    return {std::move(root), parser.used()};
}

}  // namespace tk::query::condition
