#pragma once

#include <optional>
#include <string>

#include "action-report/report.hpp"

namespace tk::report {

/// The position in the `state` of a record (JSON text); nothing when the record is empty.
std::optional<Position> read_position(const std::string& record);

/// The advice in the `kb` of a record (JSON text); nothing when the record is empty.
std::optional<Advice> read_advice(const std::string& record);

}  // namespace tk::report
