#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "action-report/section.hpp"
#include "core/json.hpp"

namespace tk::report {

/// The decision records of a log (decision.schema.json), by who decided what.
class Decisions {
public:
    struct Decision {
        std::uint64_t count = 0;
        std::map<std::string, std::uint64_t> reasons;  ///< how often each was given
        std::uint64_t options = 0, with_options = 0;   ///< what there was to choose from, in all
        Places places;
    };
    void add(const JsonView& record, std::uint64_t number);
    const std::map<std::pair<std::string, std::string>, Decision>& all() const { return all_; }

private:
    std::map<std::pair<std::string, std::string>, Decision> all_;  // by decision and actor
};

/// What was decided, how often, out of how much, and why.
Section decisions_section(const Decisions& decisions);

}  // namespace tk::report
