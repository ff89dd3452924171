#pragma once

#include <map>
#include <string>

#include "core/json.hpp"
#include "db-update/json_split.hpp"

namespace tk::update {

/// The nodes of a world graph: {"id", "mapId", "zoneId"}. Its edges lead from node to node, ours from map to map.
class WorldNodes {
public:
    /// Throws InputError for a node without id or map; `source`: what messages call the file.
    WorldNodes(const Slice& list, const std::string& source);

    /// The edge with `from_map`, `to_map` and their zones for `from` and `to`. Throws Error when one of these is no
    /// node.
    Value edge(const JsonView& record) const;

private:
    struct Node {
        std::string map, zone;
    };
    std::map<std::string, Node> nodes_;
};

}  // namespace tk::update
