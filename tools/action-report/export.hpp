#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "action-report/event.hpp"
#include "core/writer.hpp"

namespace tk::report {

/// The actions of a log for other programs: XES (IEEE 1849), OCEL 2.0 in JSON, or CSV (RFC 4180). Who did what, when,
/// in which session and turn, how it ended and how long it took; what was hit is not in these formats. All is kept
/// until it is written, for XES groups by session and OCEL lists its types and objects.
class Export {
public:
    enum class Kind { xes, ocel, csv };

    explicit Export(Kind kind) : kind_(kind) {}
    /// By the end of the name: .xes, .json (OCEL), .csv. Throws UsageError for another.
    static Kind kind_of(const std::string& path);

    void add(const Event& event);
    void write(Writer& out) const;

private:
    /// An event whose texts are its own.
    struct Kept {
        std::string id, session, actor, actor_name, action, spell, target, error, time;
        std::optional<bool> success;
        std::optional<double> duration, t;
        std::optional<std::int64_t> turn;
    };
    /// What is known besides session, actor, action, id and time.
    struct Attribute {
        const char* name;
        const char* type;  ///< in XES and OCEL: string, boolean, float, int
        std::string text;
    };
    static std::vector<Attribute> attributes_of(const Kept& event);
    void write_xes(Writer& out) const;
    void write_ocel(Writer& out) const;
    void write_csv(Writer& out) const;

    Kind kind_;
    std::vector<Kept> events_;
    std::map<std::string, std::size_t> place_of_session_;
    std::vector<std::vector<std::size_t>> sessions_;  // events, in the order in which sessions began
};

}  // namespace tk::report
