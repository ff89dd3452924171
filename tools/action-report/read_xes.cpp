#include <expat.h>
#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "action-report/readers.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

/// The names of the attributes that tell actor, action and so on, as --map may change them.
struct Keys {
    std::string session = "concept:name";
    std::string action = "concept:name";
    std::string actor = "org:resource";
    std::string time = "time:timestamp";
    std::string success = "success";
    std::string duration = "duration";
    std::string error = "error";
    std::string id = "identity:id";
    std::string turn = "turn";
};

Keys keys_of(const std::string& map) {
    Keys keys;
    for (const std::string& pair : split(map, ',')) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos) continue;
        const std::string field(trim(pair.substr(0, equals)));
        const std::string key(trim(pair.substr(equals + 1)));
        if (field == "session") keys.session = key;
        if (field == "action") keys.action = key;
        if (field == "actor") keys.actor = key;
        if (field == "time") keys.time = key;
        if (field == "success") keys.success = key;
        if (field == "duration") keys.duration = key;
        if (field == "error") keys.error = key;
        if (field == "turn") keys.turn = key;
    }
    return keys;
}

/// The handler of one log. Depth 1 is <log>, 2 <trace> (or an event without one), 3 <event> or an attribute of a trace.
class XesHandler {
public:
    XesHandler(Collector& log, Context& context, const ReadOptions& options)
        : log_(log), context_(context), keys_(keys_of(options.map)), with_lifecycle_(options.with_lifecycle) {}

    void start(const char* name, const char** attributes) {
        ++depth_;
        if (event_depth_ > 0) {
            if (depth_ == event_depth_ + 1) event_attribute(attributes);
            return;
        }
        if (depth_ == 1 && std::string_view(name) != "log")
            throw Error("not XES: the root is <" + std::string(name) + ">, not <log>");
        const std::string_view tag = name;
        if (tag == "event" && (depth_ == 3 || depth_ == 2)) {
            event_depth_ = depth_;
            values_.clear();
        } else if (tag == "trace" && depth_ == 2) {
            in_trace_ = true;
            ++traces_;
            session_ = fmt::format("trace {}", traces_);
        } else if (in_trace_ && depth_ == 3) {
            const auto [key, value] = key_value(attributes);
            if (key == keys_.session) session_ = value;
        }
    }

    void end() {
        if (event_depth_ == depth_) {
            finish_event();
            event_depth_ = 0;
        } else if (depth_ == 2) {
            in_trace_ = false;
        }
        --depth_;
    }

    std::uint64_t events() const { return events_; }

private:
    struct Values {
        std::string action, actor, time, success, duration, error, id, lifecycle, turn, t, spell, target, actor_name;
        void clear() {
            for (std::string* text : {&action, &actor, &time, &success, &duration, &error, &id, &lifecycle, &turn, &t,
                                      &spell, &target, &actor_name})
                text->clear();
        }
    };

    static std::pair<std::string_view, std::string_view> key_value(const char** attributes) {
        std::string_view key;
        std::string_view value;
        for (; *attributes != nullptr; attributes += 2) {
            const std::string_view name = attributes[0];
            if (name == "key") key = attributes[1];
            if (name == "value") value = attributes[1];
        }
        return {key, value};
    }

    void event_attribute(const char** attributes) {
        const auto [key, value] = key_value(attributes);
        if (key == keys_.action) {
            values_.action = value;
        } else if (key == keys_.actor) {
            values_.actor = value;
        } else if (key == keys_.time) {
            values_.time = value;
        } else if (key == "lifecycle:transition") {
            values_.lifecycle = value;
        } else if (key == keys_.success) {
            values_.success = value;
        } else if (key == keys_.duration) {
            values_.duration = value;
        } else if (key == keys_.error) {
            values_.error = value;
        } else if (key == keys_.id) {
            values_.id = value;
        } else if (key == keys_.turn) {
            values_.turn = value;
        } else if (key == "t") {
            values_.t = value;
        } else if (key == "spell") {
            values_.spell = value;
        } else if (key == "target") {
            values_.target = value;
        } else if (key == "actor_name") {
            values_.actor_name = value;
        }
    }

    void finish_event() {
        if ((++events_ & 4095) == 0) context_.check_interrupt();
        log_.count_record("xes event");
        Event event;
        event.session = in_trace_ ? std::string_view(session_) : std::string_view();
        if (with_lifecycle_ && !values_.lifecycle.empty()) values_.action += "+" + values_.lifecycle;
        event.action = values_.action;
        event.actor = values_.actor;
        event.id = values_.id;
        event.error = values_.error;
        event.spell = values_.spell;
        event.target = values_.target;
        event.actor_name = values_.actor_name;
        if (!values_.time.empty()) event.bad_time = !set_time(event, values_.time);
        if (values_.success == "true" || values_.success == "1") event.success = true;
        if (values_.success == "false" || values_.success == "0") event.success = false;
        if (!values_.duration.empty()) {
            const char* const last = values_.duration.data() + values_.duration.size();
            double seconds = 0;
            const auto [stop, failure] = std::from_chars(values_.duration.data(), last, seconds);
            event.bad_duration = failure != std::errc{} || stop != last || !(seconds >= 0 && seconds <= 1e12);
            if (!event.bad_duration) event.duration = seconds;
        }
        std::int64_t turn = 0;
        const auto number = std::from_chars(values_.turn.data(), values_.turn.data() + values_.turn.size(), turn);
        if (!values_.turn.empty() && number.ec == std::errc{}) event.turn = turn;
        double t = 0;
        const auto start = std::from_chars(values_.t.data(), values_.t.data() + values_.t.size(), t);
        if (!values_.t.empty() && start.ec == std::errc{}) event.t = seconds_from_start(t);
        log_.take_event(std::move(event));
    }

    Collector& log_;
    Context& context_;
    Keys keys_;
    bool with_lifecycle_;
    int depth_ = 0;
    int event_depth_ = 0;
    bool in_trace_ = false;
    std::uint64_t traces_ = 0, events_ = 0;
    std::string session_;
    Values values_;
};

struct ParserDeleter {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserDeleter>;

/// What the callbacks of expat, which is C, are handed: an exception must not fly through it.
struct Guarded {
    XesHandler& handler;
    XML_Parser parser;
    std::exception_ptr thrown;

    template <typename Work>
    void run(Work work) {
        if (thrown) return;
        try {
            work();
        } catch (...) {
            thrown = std::current_exception();
            XML_StopParser(parser, XML_FALSE);
        }
    }
};

void on_start(void* data, const char* name, const char** attributes) {
    auto& guarded = *static_cast<Guarded*>(data);
    guarded.run([&] { guarded.handler.start(name, attributes); });
}

void on_end(void* data, const char*) {
    auto& guarded = *static_cast<Guarded*>(data);
    guarded.run([&] { guarded.handler.end(); });
}

}  // namespace

void read_xes(ByteStream& in, Collector& log, Context& context, const ReadOptions& options) {
    XesHandler handler{log, context, options};
    const Parser parser{XML_ParserCreate(nullptr)};
    if (!parser) throw Error("expat cannot start");
    Guarded guarded{handler, parser.get(), nullptr};
    XML_SetUserData(parser.get(), &guarded);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    constexpr int block = 256 << 10;
    while (true) {
        void* const buffer = XML_GetBuffer(parser.get(), block);
        if (buffer == nullptr) throw Error(in.source() + ": not enough memory for its XML");
        const std::size_t count = in.read(static_cast<char*>(buffer), block);
        const auto status = XML_ParseBuffer(parser.get(), static_cast<int>(count), count == 0 ? 1 : 0);
        if (guarded.thrown) std::rethrow_exception(guarded.thrown);
        if (status == XML_STATUS_ERROR) {
            const InputError error{in.source(), XML_GetCurrentLineNumber(parser.get()),
                                   fmt::format("not XML: {}; what stands before it is reported",
                                               XML_ErrorString(XML_GetErrorCode(parser.get())))};
            log.unreadable(error.what());
            context.problem(error);
            return;
        }
        if (count == 0) return;
    }
}

}  // namespace tk::report
