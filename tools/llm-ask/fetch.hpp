#pragma once

#include <string>

#include "llm-ask/client.hpp"

namespace tk::llm {

/// The whole body of a small answer from `server` (a list of models, a vector): a POST of `body`, or a GET when it is
/// empty. Throws AnswerError with the address in front, the key in none of it.
Task<std::string> fetch(Network& network, const Server& server, const Endpoint& endpoint, std::string body);

}  // namespace tk::llm
