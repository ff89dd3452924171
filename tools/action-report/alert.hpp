#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action-report/collector.hpp"
#include "action-report/section.hpp"

namespace tk::report {

/// A threshold that the user set: "p95(duration,action=spell_cast)>0.5".
struct Alert {
    enum class Of { count, rate, mean, least, most, quantile };
    std::string text;  ///< as it was written
    Of of = Of::count;
    double p = 0;               ///< of a quantile, 0..1
    std::string what;           ///< count: actions, success, failure; rate: success, failure; else duration or a metric
    std::string actor, action;  ///< empty: all
    std::string comparison;     ///< < <= > >=
    double limit = 0;
};

/// Throws UsageError, with what would be right.
Alert parse_alert(std::string_view text);

/// What the alert is about, as the log tells it; nothing where there is no value.
std::optional<double> value_of(const Alert& alert, const Collector& log);

/// Whether `value` crosses the limit.
bool crosses(const Alert& alert, double value);

/// The alerts with their values; `rows` are in the order given.
Section alerts_section(const std::vector<Alert>& alerts, const Collector& log, Language language);

}  // namespace tk::report
