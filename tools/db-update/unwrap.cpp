#include "db-update/unwrap.hpp"

#include <algorithm>
#include <iterator>

#include "core/error.hpp"
#include "core/json.hpp"

namespace tk::update {

namespace {

/// `memberName` of the first definition.
std::string first_class(const Slice& definitions) {
    try {
        JsonParser parser;
        const JsonView view = parser.parse(definitions.text);
        const auto all = view.is_array() ? view.elements() : std::vector<JsonView>{view};
        return all.empty() ? std::string() : std::string(all.front().string("memberName").value_or(""));
    } catch (const Error&) {
        return {};
    }
}

std::optional<Slice> list_called(std::string_view name, const Slice& object) {
    JsonSplitter splitter(object.text, "", object.line);
    splitter.begin_object();
    while (const auto member = splitter.next_member()) {
        if (member->first == name && member->second.text.starts_with('[')) return member->second;
        // In the raw tree of a bundle a list is {"Array": [...]}.
        if (member->first == name && member->second.text.starts_with('{')) return list_called("Array", member->second);
    }
    return std::nullopt;
}

constexpr std::string_view usual_lists[] = {"results", "records",  "rows",     "entries",  "values",  "docs",
                                            "objects", "spells",   "monsters", "maps",     "recipes", "sets",
                                            "prices",  "listings", "actions",  "sessions", "metrics", "interactions"};

bool is_usual_list(std::string_view name) {
    return std::find(std::begin(usual_lists), std::end(usual_lists), name) != std::end(usual_lists);
}

/// What a record has and a wrapper has not.
bool is_name_of_record_member(std::string_view name) {
    return name == "id" || name == "index" || name == "name" || name == "ankama_id" || name == "mapId";
}

bool starts_with_object(std::string_view list) {
    const std::size_t at = list.find_first_not_of(" \t\r\n", 1);
    return list.starts_with('[') && at != std::string_view::npos && list[at] == '{';
}

bool is_record(const Slice& object) {
    JsonSplitter splitter(object.text, "", object.line);
    splitter.begin_object();
    while (const auto member = splitter.next_member()) {
        if (is_name_of_record_member(member->first)) return true;
    }
    return false;
}

}  // namespace

Wrapper unwrap(JsonSplitter& splitter) {
    Wrapper wrapper;
    std::optional<Slice> edges, items;
    bool has_links = false;
    bool has_id = false;
    bool only_records = true;
    std::optional<Slice> usual;
    std::optional<Slice> first;
    splitter.begin_object();
    while (const auto member = splitter.next_member()) {
        const auto& [name, value] = *member;
        const bool is_list = value.text.starts_with('[');
        const bool is_object = value.text.starts_with('{');
        if (name == "data" && is_list) wrapper.list = value;
        if (name == "edges" && is_list) edges = value;
        if (name == "nodes" && is_list) wrapper.nodes = value;
        if (name == "items" && is_list) items = value;
        if (name == "_links") has_links = true;
        if (is_name_of_record_member(name)) has_id = true;
        if (is_usual_list(name) && starts_with_object(value.text)) usual = value;
        if (!first) first = value;
        if (!is_object) only_records = false;
        if (name == "def") {
            wrapper.shape = Shape::d2o;
            wrapper.kind = first_class(value);
        }
        if ((name == "total" || name == "limit" || name == "skip") && !wrapper.shape) wrapper.shape = Shape::dofusdb;
        if (name == "references" && is_object) {
            if (const auto list = list_called("RefIds", value)) {
                wrapper.list = list;
                wrapper.shape = Shape::dofus_unity;
            }
        }
        if (name == "game" && value.text.starts_with('"')) {
            JsonParser parser;
            wrapper.game = std::string(parser.parse(value.text).as_string().value_or(""));
        }
    }
    if (!wrapper.list && usual && !has_id) wrapper.list = usual;
    if (!wrapper.list && edges && wrapper.nodes) {
        wrapper.list = edges;
    } else {
        wrapper.nodes.reset();
    }
    if (!wrapper.list && items && has_links) {
        wrapper.list = items;
        wrapper.shape = Shape::dofusdb;
    }
    if (!wrapper.list) wrapper.shape.reset();
    wrapper.is_by_id = !wrapper.list && first && only_records && !has_id && is_record(*first);
    return wrapper;
}

}  // namespace tk::update
