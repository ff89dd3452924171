#pragma once

#include <string>
#include <string_view>

namespace tk::llm {

/// What a prompt says, without how it is put: its content words, numbers and negations, folded (case, accents), in
/// their order. Two prompts may share a kept answer only when these are the same: vectors alone take "A beats B" for
/// "B beats A" (zilliztech/GPTCache#694). Left out are English articles, punctuation, and courtesy before and after
/// the prompt proper; words of direction, degree, time and denial stay, and so does all that is not known.
std::string content_words(std::string_view prompt);

}  // namespace tk::llm
