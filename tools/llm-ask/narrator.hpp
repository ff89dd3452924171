#pragma once

#include <string>
#include <vector>

#include "core/program.hpp"
#include "llm-ask/turns.hpp"

namespace tk::llm {

/// The turn as plain sentences, one after the other, each true to the records: the same records give the same words.
/// What one fighter does in a row is one sentence; a death has its own, also when only the blow's record tells of it.
std::vector<std::string> sentences(const Turn& turn, Language language);

/// The same as one text.
std::string narration(const Turn& turn, Language language);

}  // namespace tk::llm
