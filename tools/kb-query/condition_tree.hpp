#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tk::query::condition {

/// A column, and what leads on inside of it.
struct Field {
    std::vector<std::string> path;
};
/// `null`: what is missing.
struct Null {};
/// A text with its fold, made once.
struct Text {
    std::string folded;
    std::optional<double> number;  // ids are texts in the database, and numbers to people
};
using Operand = std::variant<Field, Null, double, Text>;

/// How a field stands to an operand.
enum class Relation { equal, unequal, less, less_equal, greater, greater_equal, contains, lacks };

/// A condition or a part of one.
struct Node {
    enum class Kind { any, all, negation, comparison, presence };
    Kind kind = Kind::comparison;
    std::vector<Node> parts;
    Field field;
    Relation relation = Relation::equal;
    std::vector<Operand> operands;  // more than one: `in`
};

/// The text with what comparing needs.
Text text_of(std::string_view text);

/// A condition that was understood.
struct Parsed {
    Node root;
    std::vector<std::string> columns;  ///< those that are used
};

/// Reads what a person wrote; `columns` are those there are. Throws UsageError with the place of the mistake.
Parsed parse(std::string_view text, std::span<const std::string> columns);

}  // namespace tk::query::condition
