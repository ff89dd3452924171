#include "db-update/world_nodes.hpp"

#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace tk::update {

WorldNodes::WorldNodes(const Slice& list, const std::string& source) {
    JsonSplitter splitter(list.text, source, list.line);
    splitter.begin_array();
    JsonParser parser;
    while (const auto slice = splitter.next_element()) {
        JsonView node;
        try {
            node = parser.parse(slice->text);
        } catch (const Error& error) {
            throw InputError(source, slice->line, error.what());
        }
        const auto id = node.integer("id");
        const auto map = node.integer("mapId");
        if (!id || !map) throw InputError(source, slice->line, "a node of the graph lacks id or mapId");
        const auto zone = node.integer("zoneId");
        nodes_[std::to_string(*id)] = {std::to_string(*map), zone ? std::to_string(*zone) : std::string()};
    }
}

Value WorldNodes::edge(const JsonView& record) const {
    Value ours = record.value();
    for (const std::string end : {"from", "to"}) {
        const auto node = record.integer(end);
        const auto found = node ? nodes_.find(std::to_string(*node)) : nodes_.end();
        if (found == nodes_.end()) throw Error("the edge's member " + end + " is no node");
        ours.erase(end);
        ours[end + "_map"] = found->second.map;
        if (!found->second.zone.empty()) ours[end + "_zone"] = found->second.zone;
    }
    return ours;
}

}  // namespace tk::update
