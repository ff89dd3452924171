#pragma once

#include <memory>
#include <string>

#include "core/program.hpp"
#include "knowledge/spellbook.hpp"
#include "store/database.hpp"

namespace tk::grid {

/// The game's data, opened when first asked for.
class Known {
public:
    /// `database`: as the user gave it; empty: the usual place.
    Known(Context& context, std::string database) : context_(context), wanted_(std::move(database)) {}

    /// Null when there is no database; if the user named one, a warning says so. Throws Error for one that cannot be
    /// read.
    knowledge::Spellbook* book();

private:
    Context& context_;
    std::string wanted_;
    bool tried_ = false;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<knowledge::Spellbook> book_;
};

}  // namespace tk::grid
