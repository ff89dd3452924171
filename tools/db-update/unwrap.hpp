#pragma once

#include <optional>
#include <string>

#include "db-update/json_split.hpp"
#include "db-update/shape.hpp"

namespace tk::update {

/// What an object around records says: where their list is, and what they are.
struct Wrapper {
    /// `data`, `results`, `spells` and the like, `items` beside paging links, `references.RefIds`, or `edges` beside
    /// `nodes`.
    std::optional<Slice> list;
    bool is_by_id = false;       ///< every member is a record, and its name the id
    std::optional<Slice> nodes;  ///< of a world graph
    std::optional<std::string> game;
    std::optional<Shape> shape;
    std::string kind;  ///< class of the records, from a d2o definition
};

/// Reads the next object of `splitter` as a wrapper; without a list it is a record itself. Throws InputError where its
/// structure breaks.
Wrapper unwrap(JsonSplitter& splitter);

}  // namespace tk::update
