#pragma once

#include <string>
#include <vector>

#include "core/program.hpp"
#include "llm-ask/network.hpp"
#include "llm-ask/options.hpp"

namespace tk::llm {

/// The filter: every record passes as it is, and after the last record of each turn with an action comes one `answer`
/// record that tells the turn. When a server fails, an `error` record stands in its place, the stream goes on, and the
/// status is 1 at the end; the builtin narrator never steps in unasked.
Status narrate(Context& context, Network& network, const ServerOptions& server, const std::vector<std::string>& inputs);

}  // namespace tk::llm
