#include "action-report/export.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "action-report/markup.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "core/timestamp.hpp"

namespace tk::report {

namespace {

/// The time as it was written: with its offset, without one, or a day.
std::string time_text(const Event& event) {
    if (!event.time) return {};
    const int minutes = event.offset.value_or(0);
    std::string text = format_timestamp(*event.time + minutes * 60.0);
    text.pop_back();  // the Z
    if (event.day_only) return text.substr(0, text.find('T'));
    if (!event.offset) return text;
    return minutes == 0 ? text + "Z"
                        : fmt::format("{}{}{:02}:{:02}", text, minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                                      std::abs(minutes) % 60);
}

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",;\t\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace

Export::Kind Export::kind_of(const std::string& path) {
    if (path.ends_with(".xes")) return Kind::xes;
    if (path.ends_with(".json")) return Kind::ocel;
    if (path.ends_with(".csv")) return Kind::csv;
    throw UsageError("--export: the name '" + path + "' does not tell the format",
                     "end it with .xes, .json (OCEL 2.0) or .csv");
}

void Export::add(const Event& event) {
    const auto [place, fresh] = place_of_session_.try_emplace(std::string(event.session), sessions_.size());
    if (fresh) sessions_.emplace_back();
    sessions_[place->second].push_back(events_.size());
    events_.push_back({std::string(event.id), std::string(event.session), std::string(event.actor),
                       std::string(event.actor_name), std::string(event.action), std::string(event.spell),
                       std::string(event.target), std::string(event.error), time_text(event), event.success,
                       event.duration, event.t, event.turn});
}

std::vector<Export::Attribute> Export::attributes_of(const Kept& event) {
    std::vector<Attribute> list;
    const auto text = [&](const char* name, const std::string& value) {
        if (!value.empty()) list.push_back({name, "string", value});
    };
    text("actor_name", event.actor_name);
    text("spell", event.spell);
    text("target", event.target);
    text("error", event.error);
    if (event.success) list.push_back({"success", "boolean", *event.success ? "true" : "false"});
    if (event.duration) list.push_back({"duration", "float", fmt::format("{}", *event.duration)});
    if (event.t) list.push_back({"t", "float", fmt::format("{}", *event.t)});
    if (event.turn) list.push_back({"turn", "int", std::to_string(*event.turn)});
    return list;
}

void Export::write(Writer& out) const {
    switch (kind_) {
        case Kind::xes: write_xes(out); break;
        case Kind::ocel: write_ocel(out); break;
        case Kind::csv: write_csv(out); break;
    }
}

void Export::write_xes(Writer& out) const {
    out.write(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<log xes.version=\"1849-2016\" xes.features=\"\" xmlns=\"http://www.xes-standard.org/\">\n"
        "  <extension name=\"Concept\" prefix=\"concept\" uri=\"http://www.xes-standard.org/concept.xesext\"/>\n"
        "  <extension name=\"Organizational\" prefix=\"org\" uri=\"http://www.xes-standard.org/org.xesext\"/>\n"
        "  <extension name=\"Time\" prefix=\"time\" uri=\"http://www.xes-standard.org/time.xesext\"/>\n"
        "  <classifier name=\"Action\" keys=\"concept:name\"/>\n");
    const auto attribute = [&](const char* type, const char* key, const std::string& value) {
        if (!value.empty()) out.write(fmt::format("      <{} key=\"{}\" value=\"{}\"/>\n", type, key, escaped(value)));
    };
    for (const auto& session : sessions_) {
        out.write(fmt::format("  <trace>\n    <string key=\"concept:name\" value=\"{}\"/>\n",
                              escaped(events_[session.front()].session)));
        for (const std::size_t at : session) {
            const Kept& event = events_[at];
            out.write("    <event>\n");
            attribute("string", "concept:name", event.action);
            attribute("string", "org:resource", event.actor);
            attribute("date", "time:timestamp", event.time);
            attribute("string", "identity:id", event.id);
            for (const Attribute& one : attributes_of(event)) attribute(one.type, one.name, one.text);
            out.write("    </event>\n");
        }
        out.write("  </trace>\n");
    }
    out.write("</log>\n");
}

void Export::write_ocel(Writer& out) const {
    std::map<std::string, std::map<std::string, std::string>> types;  // attributes and their types by type of event
    for (const Kept& event : events_) {
        auto& known = types[event.action];
        for (const Attribute& one : attributes_of(event)) known[one.name] = one.type;
        if (!event.actor.empty()) known["actor"] = "string";
        if (!event.id.empty()) known["id"] = "string";
    }
    out.write("{\"objectTypes\":[{\"name\":\"session\",\"attributes\":[]}],\n\"eventTypes\":[");
    const char* comma = "";
    for (const auto& [name, attributes] : types) {
        out.write(fmt::format("{}\n{{\"name\":{},\"attributes\":[", comma, json_quote(name)));
        comma = "";
        for (const auto& [key, type] : attributes) {
            const std::string of = type == "int" ? "integer" : type;
            out.write(fmt::format("{}{{\"name\":{},\"type\":\"{}\"}}", comma, json_quote(key), of));
            comma = ",";
        }
        out.write("]}");
        comma = ",";
    }
    out.write("],\n\"objects\":[");
    comma = "";
    for (const auto& session : sessions_) {
        const std::string& name = events_[session.front()].session;
        if (name.empty()) continue;
        out.write(fmt::format("{}\n{{\"id\":{},\"type\":\"session\",\"attributes\":[],\"relationships\":[]}}", comma,
                              json_quote(name)));
        comma = ",";
    }
    out.write("],\n\"events\":[");
    for (std::size_t i = 0; i < events_.size(); ++i) {
        const Kept& event = events_[i];
        // Readers order equal times by id: numbers of one width keep the order of the log.
        out.write(
            fmt::format("{}\n{{\"id\":\"e{:012}\",\"type\":{}", i == 0 ? "" : ",", i + 1, json_quote(event.action)));
        if (!event.time.empty()) out.write(",\"time\":" + json_quote(event.time));
        out.write(",\"attributes\":[");
        auto attributes = attributes_of(event);
        if (!event.actor.empty()) attributes.push_back({"actor", "string", event.actor});
        if (!event.id.empty()) attributes.push_back({"id", "string", event.id});
        comma = "";
        for (const Attribute& one : attributes) {
            const bool text = std::string_view(one.type) == "string";
            out.write(fmt::format("{}{{\"name\":\"{}\",\"value\":{}}}", comma, one.name,
                                  text ? json_quote(one.text) : one.text));
            comma = ",";
        }
        out.write("],\"relationships\":[");
        if (!event.session.empty())
            out.write(fmt::format("{{\"objectId\":{},\"qualifier\":\"session\"}}", json_quote(event.session)));
        out.write("]}");
    }
    out.write("]}\n");
}

void Export::write_csv(Writer& out) const {
    out.write("id,session,actor,actor_name,action,spell,target,error,success,duration,t,turn,time\n");
    const auto number = [](const std::optional<double>& value) { return value ? fmt::format("{}", *value) : ""; };
    for (const Kept& event : events_) {
        std::string line;
        for (const std::string* text : {&event.id, &event.session, &event.actor, &event.actor_name, &event.action,
                                        &event.spell, &event.target, &event.error})
            line += csv_field(*text) + ",";
        line += fmt::format("{},{},{},{},{}\n", event.success ? (*event.success ? "true" : "false") : "",
                            number(event.duration), number(event.t), event.turn ? std::to_string(*event.turn) : "",
                            event.time);
        out.write(line);
    }
}

}  // namespace tk::report
