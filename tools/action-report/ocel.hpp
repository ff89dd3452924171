#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "action-report/readers.hpp"

namespace tk::report {

/// An event of an object-centric log, and what it is linked to.
struct OcelEvent {
    std::string id, type, time;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<std::string> objects;
};

/// Type by object, and the counts that the encodings must agree on.
struct OcelLog {
    std::map<std::string, std::string> type_of;
    std::set<std::string> event_types, object_types;
    std::vector<OcelEvent> events;
    std::uint64_t object_object_links = 0;
};

/// Hands the events over in the order of time, each in the session of its object.
void hand_over(OcelLog ocel, Collector& log, Context& context, const ReadOptions& options);

}  // namespace tk::report
