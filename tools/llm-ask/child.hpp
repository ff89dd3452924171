#pragma once

#include <string>
#include <vector>

#include "llm-ask/network.hpp"

namespace tk::llm {

/// Runs the program `words` (no shell; looked up in PATH when its name has no slash) with `input` on its stdin, and
/// feeds its stdout to `receiver`, whose deadline is kept. Returns its exit status, 128 and the signal when one ended
/// it, and 0 when the receiver had enough before its end. It is killed when the work is given up. With `with_errors`
/// its stderr goes the way of its stdout, else that of ours. Throws AnswerError (`connect`) when it cannot be started.
Task<int> run_program(Network& network, std::vector<std::string> words, std::string input, HttpReceiver& receiver,
                      bool with_errors);

}  // namespace tk::llm
