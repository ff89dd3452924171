#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db-update/json_split.hpp"
#include "db-update/shape.hpp"

namespace tk::update {

/// Records inside an object: a list, or an object whose members are records by their id.
struct RecordList {
    std::string name;  ///< "spells", "data"...
    Slice text;
};

/// What an object around records says: where they are, and what they are.
struct Wrapper {
    /// `data`, `references.RefIds`, `edges` beside `nodes`, or every one of `results`, `spells`, `monsters` and the
    /// like (also one object further in, under `data`).
    std::vector<RecordList> lists;
    std::vector<std::string> unread;  ///< lists of objects beside these
    bool is_by_id = false;            ///< every member is a record, and its name the id
    std::optional<Slice> nodes;       ///< of a world graph
    std::optional<std::string> game;
    std::optional<Shape> shape;
    std::string kind;  ///< class of the records, from a d2o definition
};

/// Reads the next object of `splitter` as a wrapper; without a list it is a record itself. Throws InputError where its
/// structure breaks.
Wrapper unwrap(JsonSplitter& splitter);

}  // namespace tk::update
