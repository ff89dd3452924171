#pragma once

#include "store/database.hpp"

namespace tk::store {

/// How SQLite says what back ends say differently.
extern const Dialect sqlite_dialect;

}  // namespace tk::store
