#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "action-report/call.hpp"
#include "core/json.hpp"

namespace tk::report {

/// Answers one operation; throws Error, with what would be right, when `params` do not do.
using Operation = std::function<Value(Context& context, const CallOptions& options, const JsonView& params)>;

/// The operation of this name, those that read the log and those that write; null for another name.
Operation reading_operation(std::string_view name);
Operation writing_operation(std::string_view name);

/// Their names, for an error.
std::string operation_names();

/// A text that the operation cannot do without. Throws Error naming it.
std::string needed(const JsonView& params, std::string_view key);

}  // namespace tk::report
