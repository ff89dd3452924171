#pragma once

#include <string>
#include <vector>

#include "action-report/collector.hpp"
#include "action-report/mapping.hpp"
#include "core/json.hpp"

/// A collector that has taken the records in `lines`.
inline tk::report::Collector collect(const std::vector<std::string>& lines, const std::string& map = "",
                                     std::size_t timeline = 200) {
    tk::report::Collector log{tk::report::parse_mapping(map), timeline};
    tk::JsonParser parser;
    std::size_t number = 0;
    for (const std::string& line : lines) log.take({line, ++number, "test", parser.parse(line)});
    return log;
}
