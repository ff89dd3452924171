#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "action-report/call.hpp"
#include "core/json.hpp"

namespace tk::report {

/// Answers one operation; throws Error, with what would be right, when `params` do not do.
using Operation = std::function<Value(Context& context, const CallOptions& options, const JsonView& params)>;

/// What an operation is called, and what answers it.
struct NamedOperation {
    std::string_view name;
    Operation answer;
};

/// Those that read the log, and those that write to the database.
std::vector<NamedOperation> reading_operations();
std::vector<NamedOperation> writing_operations();

/// A text that the operation cannot do without. Throws Error naming it.
std::string needed(const JsonView& params, std::string_view key);

}  // namespace tk::report
