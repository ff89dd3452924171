#include "db-update/unwrap.hpp"

#include <algorithm>
#include <iterator>

#include "core/error.hpp"
#include "core/json.hpp"
#include "db-update/member_name.hpp"

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

constexpr std::string_view usual_lists[] = {
    "results", "records", "rows", "entries", "values",   "docs",    "objects",  "spells",  "monsters",    "maps",
    "items",   "recipes", "sets", "prices",  "listings", "actions", "sessions", "metrics", "interactions"};

bool is_usual_list(std::string_view name) {
    return std::find(std::begin(usual_lists), std::end(usual_lists), name) != std::end(usual_lists);
}

/// What a record has and a wrapper has not.
bool is_name_of_record_member(std::string_view name) {
    constexpr std::string_view names[] = {"id", "index", "name", "ankama_id", "mapId"};
    return std::any_of(std::begin(names), std::end(names),
                       [&](std::string_view known) { return is_same_name(name, known); });
}

bool starts_with_object(std::string_view list) {
    const std::size_t at = list.find_first_not_of(" \t\r\n", 1);
    return list.starts_with('[') && at != std::string_view::npos && list[at] == '{';
}

bool is_record(const Slice& object) {
    if (!object.text.starts_with('{')) return false;
    JsonSplitter splitter(object.text, "", object.line);
    splitter.begin_object();
    while (const auto member = splitter.next_member()) {
        if (is_name_of_record_member(member->first)) return true;
    }
    return false;
}

/// Whether all members are objects and the first is a record: {"fireball": {"name": ...}, ...}.
bool holds_records_by_id(const Slice& object) {
    if (!object.text.starts_with('{')) return false;
    bool any = false;
    try {
        JsonSplitter splitter(object.text, "", object.line);
        splitter.begin_object();
        while (const auto member = splitter.next_member()) {
            if (any ? !member->second.text.starts_with('{') : !is_record(member->second)) return false;
            any = true;
        }
    } catch (const InputError&) {
        return false;  // told when it is read
    }
    return any;
}

/// What the members of an object around records are, each seen once.
class Members {
public:
    explicit Members(JsonSplitter& splitter) {
        splitter.begin_object();
        while (const auto member = splitter.next_member()) see(std::string(member->first), member->second);
    }

    Wrapper wrapper() {
        find_lists();
        const bool has_lists = !wrapper_.lists.empty();
        if (!has_lists || !edges_) wrapper_.nodes.reset();
        if (!has_lists) wrapper_.shape.reset();
        if (!has_lists) wrapper_.unread.clear();
        wrapper_.is_by_id = !has_lists && first_ && only_objects_ && !has_id_ && is_record(*first_);
        return std::move(wrapper_);
    }

private:
    void see(const std::string& name, const Slice& value) {
        const bool is_list = value.text.starts_with('[');
        const bool is_object = value.text.starts_with('{');
        if (is_list && name == "data") data_ = value;
        if (is_list && name == "edges") edges_ = value;
        if (is_list && name == "nodes") wrapper_.nodes = value;
        if (is_object && name == "data") inner_ = value;
        if (is_object && name == "references") references_ = list_called("RefIds", value);
        if (name == "_links") has_links_ = true;
        if (is_name_of_record_member(name)) has_id_ = true;
        if (starts_with_object(value.text) || (is_usual_list(name) && holds_records_by_id(value)))
            lists_.push_back({name, value});
        if (!first_) first_ = value;
        if (!is_object) only_objects_ = false;
        if (name == "def") {
            wrapper_.shape = Shape::d2o;
            wrapper_.kind = first_class(value);
        }
        if ((name == "total" || name == "limit" || name == "skip") && !wrapper_.shape) wrapper_.shape = Shape::dofusdb;
        if (name == "game" && value.text.starts_with('"')) {
            JsonParser parser;
            wrapper_.game = std::string(parser.parse(value.text).as_string().value_or(""));
        }
    }

    void find_lists() {
        auto& found = wrapper_.lists;
        if (references_) {
            found = {{"RefIds", *references_}};
            wrapper_.shape = Shape::dofus_unity;
            return;
        }
        if (data_) {
            found = {{"data", *data_}};
        } else if (edges_ && wrapper_.nodes) {
            found = {{"edges", *edges_}};
        } else if (!has_id_) {
            for (const RecordList& list : lists_) {
                if (is_usual_list(list.name)) found.push_back(list);
            }
            if (found.size() == 1 && found.front().name == "items" && has_links_) wrapper_.shape = Shape::dofusdb;
            if (found.empty() && inner_) {
                look_inside(*inner_);
                return;
            }
        }
        for (const RecordList& list : lists_) {
            const bool is_read = std::any_of(found.begin(), found.end(),
                                             [&](const RecordList& other) { return other.name == list.name; });
            if (!is_read && list.name != "def" && list.name != "nodes" && list.name != "_links")
                wrapper_.unread.push_back(list.name);
        }
    }

    void look_inside(const Slice& object) {
        JsonSplitter splitter(object.text, "", object.line);
        Wrapper inner = Members(splitter).wrapper();
        if (inner.is_by_id) inner.lists = {{"data", object}};
        wrapper_.lists = std::move(inner.lists);
        wrapper_.unread = std::move(inner.unread);
        if (inner.game) wrapper_.game = std::move(inner.game);
        if (inner.shape) wrapper_.shape = inner.shape;
    }

    Wrapper wrapper_;
    std::optional<Slice> data_, edges_, inner_, references_, first_;
    std::vector<RecordList> lists_;  // all that hold objects
    bool has_links_ = false, has_id_ = false, only_objects_ = true;
};

}  // namespace

Wrapper unwrap(JsonSplitter& splitter) {
    return Members(splitter).wrapper();
}

}  // namespace tk::update
