#pragma once

#include "core/json.hpp"
#include "core/program.hpp"
#include "llm-ask/client.hpp"

namespace tk::llm {

/// Adds to `record` what a server's answer tells beside its text: `finish` where it is not "stop", `usage`, `time`.
void add_measures(Value& record, const ChatAnswer& answer);

/// Counts the answer for --stats, says with -v what it took, and warns when it was cut at max_tokens.
void account(Context& context, const ChatAnswer& answer);

}  // namespace tk::llm
