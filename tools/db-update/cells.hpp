#pragma once

#include "core/json.hpp"
#include "store/database.hpp"

namespace tk::update {

/// A column as JSON, and back (a list or an object comes back as its text).
Value value_of(const store::Cell& cell);
store::Cell cell_of(const Value& value);

}  // namespace tk::update
