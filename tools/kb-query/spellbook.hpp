#pragma once

#include "knowledge/spellbook.hpp"

namespace tk::query {

// Most answers are about these.
using knowledge::KnownMonster;
using knowledge::KnownSpell;
using knowledge::Spellbook;

}  // namespace tk::query
