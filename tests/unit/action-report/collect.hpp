#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "action-report/collector.hpp"
#include "action-report/mapping.hpp"
#include "action-report/report.hpp"
#include "catch.hpp"
#include "core/json.hpp"
#include "temp_folder.hpp"

/// The report of `log` as JSON, from one line and from several: both hold the same.
inline tk::Value json_of(const tk::report::Report& report, const tk::report::Collector& log) {
    const TempFolder folder;
    tk::JsonParser parser;
    std::array<tk::Value, 2> values;
    for (const bool spread : {false, true}) {
        tk::Writer out{folder / "report"};
        write_json(out, report, log, spread);
        out.close();
        values[spread ? 1 : 0] = parser.parse(content_of(folder / "report")).value();
    }
    CHECK(values[0] == values[1]);
    return values[0];
}

/// A collector that has taken the records in `lines`.
inline tk::report::Collector collect(const std::vector<std::string>& lines, const std::string& map = "",
                                     std::size_t timeline = 200) {
    tk::report::Collector log{tk::report::parse_mapping(map), timeline};
    tk::JsonParser parser;
    std::size_t number = 0;
    for (const std::string& line : lines) log.take({line, ++number, "test", parser.parse(line)});
    return log;
}
