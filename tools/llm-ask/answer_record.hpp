#pragma once

#include "core/json.hpp"
#include "core/program.hpp"
#include "llm-ask/dialogue.hpp"
#include "llm-ask/plan.hpp"

namespace tk::llm {

/// Adds to `record` what an answer tells beside its text: `finish` where it is not "stop", `usage`, `time`, and, where
/// there is something to tell, `id`, `cost`, `attempts`, `failed`, `cache`, `route`, `repairs`, `calls`, `critic`...
void add_measures(Value& record, const Reply& reply, const Plan& plan);

/// Counts the answer for --stats, says with -v what it took, and warns when it was cut at max_tokens.
void account(Context& context, const Reply& reply);

}  // namespace tk::llm
