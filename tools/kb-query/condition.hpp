#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"

namespace tk::query {

/// A condition that a person wrote for `--where`, such as
///     level >= 50 and (resistances.fire < 0 or name ~ 'wolf') and not pvp_enabled
/// It is evaluated here, row by row, and never becomes part of an SQL statement.
///
/// A field is a column, or what a dot leads to inside a column that holds JSON; a list stands for each of its
/// elements, and the comparison holds when it does for one of them. Comparisons: = != < <= > >=, ~ (contains, by
/// folded text), !~, and `in (a, b)`. Values are numbers, quoted texts, bare words, true, false, null, or another
/// column. Texts compare without accents and case; `= null` asks for what is missing. A comparison with a missing value
/// is neither true nor false, and a row is taken only when the whole is true.
class Condition {
public:
    /// Throws UsageError with the place of the mistake. `columns`: the names that may be used.
    Condition(std::string_view text, std::span<const std::string> columns);
    ~Condition();
    Condition(Condition&&) noexcept;
    Condition& operator=(Condition&&) noexcept;

    /// Columns that it needs.
    const std::vector<std::string>& columns() const;
    /// Is it true for `row`, an object with (at least) these columns?
    bool holds(const Value& row) const;

private:
    struct Tree;
    std::unique_ptr<Tree> tree_;
};

/// What the dotted `path` leads to in `row`: nothing, one value, or one for each element of the lists on the way.
/// Names of members compare folded.
std::vector<const Value*> values_at(const Value& row, std::span<const std::string> path);

}  // namespace tk::query
