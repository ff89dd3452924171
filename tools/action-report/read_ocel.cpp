#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <set>

#include "action-report/ocel.hpp"
#include "action-report/readers.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_whole = std::size_t{1} << 30;

std::string attribute_of(const OcelEvent& event, const std::string& map, std::string_view field,
                         std::initializer_list<std::string_view> usual) {
    std::vector<std::string> names;
    for (const std::string& pair : split(map, ',')) {
        const auto equals = pair.find('=');
        if (equals != std::string::npos && trim(pair.substr(0, equals)) == field)
            names.emplace_back(trim(pair.substr(equals + 1)));
    }
    if (names.empty()) names.assign(usual.begin(), usual.end());
    for (const std::string& name : names) {
        for (const auto& [key, value] : event.attributes) {
            if (key == name) return value;
        }
    }
    return {};
}

std::string text_of(const JsonView& view) {
    if (const auto text = view.as_string()) return std::string(*text);
    return view.dump();
}

std::optional<double> number_of(const std::string& text) {
    double value = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || failure != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string text_at(const JsonView& view, std::string_view key) {
    const auto found = view.find(key);
    return found ? text_of(*found) : std::string();
}

/// The elements of a list in OCEL's XML.
class OcelXml {
public:
    void start(std::string_view tag, const char** attributes) {
        const auto at = [&](std::string_view name) -> std::string {
            for (const char** one = attributes; *one != nullptr; one += 2) {
                if (name == one[0]) return one[1];
            }
            return {};
        };
        path_.emplace_back(tag);
        text_.clear();
        if (tag == "object-type") log.object_types.insert(at("name"));
        if (tag == "event-type") log.event_types.insert(at("name"));
        if (tag == "object" && !at("id").empty()) {
            object_ = at("id");
            log.type_of[object_] = at("type");
            log.object_types.insert(at("type"));
        }
        if (tag == "event" && !at("id").empty()) {
            log.events.push_back({at("id"), at("type"), at("time"), {}, {}});
            log.event_types.insert(at("type"));
            in_event_ = true;
        }
        if (tag == "relationship" || (tag == "object" && at("id").empty())) {
            const std::string id = at("object-id");
            if (in_event_) {
                log.events.back().objects.push_back(id);
            } else if (!id.empty()) {
                ++log.object_object_links;
            }
        }
        if (tag == "attribute") name_ = at("name");
    }
    void text(std::string_view part) {
        if (!path_.empty() && path_.back() == "attribute") text_ += part;
    }
    void end(std::string_view tag) {
        if (tag == "attribute" && in_event_) log.events.back().attributes.emplace_back(name_, text_);
        if (tag == "event") in_event_ = false;
        path_.pop_back();
    }
    OcelLog log;

private:
    std::vector<std::string> path_;
    std::string object_, name_, text_;
    bool in_event_ = false;
};

struct ParserDeleter {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

void hand_over(OcelLog ocel, Collector& log, Context& context, const ReadOptions& options) {
    if (!options.object_type.empty() && !ocel.object_types.contains(options.object_type)) {
        std::string known;
        for (const std::string& type : ocel.object_types) known += (known.empty() ? "" : ", ") + type;
        throw Error("there are no objects of type '" + options.object_type + "'", "the types are " + known);
    }
    Objects counts;
    counts.event_types = ocel.event_types.size();
    counts.object_object_links = ocel.object_object_links;
    counts.events = ocel.events.size();
    for (const std::string& type : ocel.object_types) counts.by_type[type];
    for (const auto& [id, type] : ocel.type_of) ++counts.by_type[type];
    std::stable_sort(ocel.events.begin(), ocel.events.end(), [](const OcelEvent& a, const OcelEvent& b) {
        Event first;
        Event second;
        set_time(first, a.time);
        set_time(second, b.time);
        return first.time != second.time ? first.time < second.time : a.id < b.id;
    });
    for (const OcelEvent& event : ocel.events) {
        counts.event_object_links += event.objects.size();
        std::string session;
        for (const std::string& object : event.objects) {
            const auto type = ocel.type_of.find(object);
            const bool fits =
                options.object_type.empty() || (type != ocel.type_of.end() && type->second == options.object_type);
            if (fits && (session.empty() || object < session)) session = object;
        }
        if (!options.object_type.empty() && session.empty()) continue;
        log.count_record("ocel event");
        ++context.counters().records_in;
        Event out;
        out.id = event.id;
        out.session = session;
        out.action = event.type;
        if (!event.time.empty()) out.bad_time = !set_time(out, event.time);
        const std::string actor =
            attribute_of(event, options.map, "actor", {"org:resource", "resource", "actor", "user"});
        const auto text = [&](const char* field) { return attribute_of(event, options.map, field, {field}); };
        const std::string success = text("success");
        const std::string id = text("id");
        const std::string name = text("actor_name");
        const std::string spell = text("spell");
        const std::string target = text("target");
        const std::string error = text("error");
        if (!id.empty()) out.id = id;
        out.actor_name = name;
        out.spell = spell;
        out.target = target;
        out.error = error;
        out.t = seconds_from_start(number_of(text("t")));
        if (const std::string duration = text("duration"); !duration.empty()) {
            out.duration = number_of(duration);
            out.bad_duration = !out.duration || !(*out.duration >= 0 && *out.duration <= 1e12);
            if (out.bad_duration) out.duration.reset();
        }
        if (const auto turn = number_of(text("turn")); turn && std::abs(*turn) < 1e15)
            out.turn = static_cast<std::int64_t>(*turn);
        out.actor = actor;
        if (success == "true") out.success = true;
        if (success == "false") out.success = false;
        log.take_event(std::move(out));
    }
    log.set_objects(std::move(counts));
}

void read_ocel_json(ByteStream& in, Collector& log, Context& context, const ReadOptions& options) {
    const std::string text = in.read_all(most_whole);
    JsonParser parser;
    const JsonView view = [&] {
        try {
            return parser.parse(text);
        } catch (const Error& error) {
            throw Error(in.source() + ": " + error.what());
        }
    }();
    OcelLog ocel;
    const auto each = [&](const JsonView& of, const char* key, auto work) {
        if (const auto list = of.find(key)) {
            for (const JsonView& element : list->elements()) work(element);
        }
    };
    each(view, "objectTypes", [&](const JsonView& type) { ocel.object_types.insert(text_at(type, "name")); });
    each(view, "eventTypes", [&](const JsonView& type) { ocel.event_types.insert(text_at(type, "name")); });
    each(view, "objects", [&](const JsonView& object) {
        ocel.type_of[text_at(object, "id")] = text_at(object, "type");
        ocel.object_types.insert(text_at(object, "type"));
        each(object, "relationships", [&](const JsonView&) { ++ocel.object_object_links; });
    });
    each(view, "events", [&](const JsonView& event) {
        OcelEvent& one = ocel.events.emplace_back();
        one.id = text_at(event, "id");
        one.type = text_at(event, "type");
        one.time = text_at(event, "time");
        ocel.event_types.insert(one.type);
        each(event, "attributes",
             [&](const JsonView& pair) { one.attributes.emplace_back(text_at(pair, "name"), text_at(pair, "value")); });
        each(event, "relationships", [&](const JsonView& link) { one.objects.push_back(text_at(link, "objectId")); });
    });
    hand_over(std::move(ocel), log, context, options);
}

void read_ocel_xml(ByteStream& in, Collector& log, Context& context, const ReadOptions& options) {
    const std::string text = in.read_all(std::size_t{1} << 30);
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserDeleter> parser{XML_ParserCreate(nullptr)};
    if (!parser) throw Error("expat cannot start");
    OcelXml handler;
    XML_SetUserData(parser.get(), &handler);
    XML_SetElementHandler(
        parser.get(),
        [](void* data, const char* name, const char** attributes) {
            static_cast<OcelXml*>(data)->start(name, attributes);
        },
        [](void* data, const char* name) { static_cast<OcelXml*>(data)->end(name); });
    XML_SetCharacterDataHandler(parser.get(), [](void* data, const char* part, int length) {
        static_cast<OcelXml*>(data)->text({part, static_cast<std::size_t>(length)});
    });
    if (XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_ERROR) {
        throw InputError(in.source(), XML_GetCurrentLineNumber(parser.get()),
                         std::string("not XML: ") + XML_ErrorString(XML_GetErrorCode(parser.get())));
    }
    hand_over(std::move(handler.log), log, context, options);
}

}  // namespace tk::report
