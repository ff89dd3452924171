#pragma once

#include <memory>
#include <string>
#include <vector>

#include "action-report/log_cache.hpp"
#include "core/command.hpp"
#include "core/program.hpp"

namespace tk::report {

/// What the command line asks of `call`.
struct CallOptions {
    std::vector<std::string> inputs;  ///< logs; none: the database
    std::string database;
    std::string map;
    std::int64_t min_sample = 5;
    std::shared_ptr<LogCache> logs = std::make_shared<LogCache>();  ///< those that requests have read
};

/// Adds `call` with its options to the tool.
void add_call(Command& tool, CallOptions& options);

/// Answers the requests on stdin, each {"operation","params"}, with a record each; what cannot be answered is a
/// problem.
Status call(Context& context, const CallOptions& options);

}  // namespace tk::report
