#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json.hpp"

namespace tk::update {

/// Whose habits a source follows. What differs: the wrapping of the records, the game they belong to, and where names
/// are kept; the names of members are unique enough to be known under every shape.
enum class Shape { generic, dofusdb, d2o, dofus_unity, srd };

/// "dofusdb", "d2o", "dofus-unity", "5e", "generic", as --as says it.
std::string_view shape_name(Shape shape);
/// The inverse of shape_name.
std::optional<Shape> shape_called(std::string_view name);

/// The game that records of this shape belong to, when they do not say it; empty for generic.
std::string_view game_of(Shape shape);

/// The shape of a record that stands in no tell-tale wrapper.
Shape shape_of(const JsonView& record);

/// A record of a Unity bundle as other sources write it: every {"Array":[...]} is the list itself. JSON text.
std::string without_array_wrappers(const JsonView& record);

/// How many numbers of the JSON text are whole but written as reals (88080663.0), the mark of a d2o export.
std::size_t whole_reals(std::string_view json);

}  // namespace tk::update
