#include <fmt/format.h>

#include <charconv>
#include <map>

#include "action-report/readers.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

/// One battle, line by line. Source of the protocol: smogon/pokemon-showdown:sim/SIM-PROTOCOL.md.
class Battle {
public:
    Battle(Collector& log, std::string session) : log_(log), session_(std::move(session)) {}

    void line(std::string_view text) {
        ++line_;
        if (!text.starts_with('|')) return;
        log_.count_record("showdown line");
        const std::vector<std::string> parts = split(text.substr(1), '|');
        const auto part = [&](std::size_t i) {
            return i < parts.size() ? std::string_view(parts[i]) : std::string_view();
        };
        const std::string_view kind = part(0);
        if (kind == "-fail" || kind == "-miss" || kind == "-notarget" || kind == "-immune") {
            failed_ = true;
            error_ = kind.substr(1);
            return;
        }
        if (kind == "-damage" || kind == "-heal") {
            hit(part(1), part(2), kind == "-damage", text.find("|[from]") != std::string_view::npos);
            return;
        }
        if (kind.starts_with('-')) return;
        flush();
        if (kind == "t:") {
            double seconds = 0;
            if (std::from_chars(part(1).data(), part(1).data() + part(1).size(), seconds).ec == std::errc{})
                time_ = seconds;
        } else if (kind == "player" && !part(2).empty()) {
            const bool is_new = players_.emplace(std::string(part(1)), std::string(part(2))).second;
            if (is_new) act(part(1), "appear", {}, {}, {});
        } else if (kind == "turn") {
            turn_ = std::strtoll(std::string(part(1)).c_str(), nullptr, 10);
        } else if (kind == "move") {
            move_ = Pending{std::string(part(1)), std::string(part(2)), std::string(part(3))};
            failed_ =
                text.find("|[miss]") != std::string_view::npos || text.find("|[notarget]") != std::string_view::npos;
            error_ = failed_ ? "miss" : "";
        } else if (kind == "switch" || kind == "drag") {
            hp_[pokemon(part(1))] = health(part(3));
            act(side(part(1)), "switch", pokemon(part(1)), {}, {});
        } else if (kind == "cant") {
            act(side(part(1)), "cant", {}, false, part(2));
        } else if (kind == "faint") {
            act(side(part(1)), "die", pokemon(part(1)), {}, {});
        } else if (kind == "win") {
            for (const auto& [id, name] : players_) act(id, name == part(1) ? "win" : "loss", {}, {}, {});
        } else if (kind == "tie") {
            for (const auto& [id, name] : players_) act(id, "draw", {}, {}, {});
        }
    }
    void finish() { flush(); }

private:
    struct Pending {
        std::string who, move, target;
    };

    static std::string_view side(std::string_view ident) { return ident.substr(0, 2); }
    static std::string pokemon(std::string_view ident) {
        return std::string(ident.substr(0, 2)) + std::string(ident.substr(std::min(ident.size(), std::size_t{3})));
    }
    /// "63/100 par" -> 63; "0 fnt" -> 0.
    static double health(std::string_view text) { return std::strtod(std::string(text).c_str(), nullptr); }

    Event begin(std::string_view id, std::string_view action) {
        Event event;
        // What happens twice within a second happens twice: it is no record that came twice.
        id_ = std::to_string(line_) + '/' + std::to_string(++of_line_);
        event.id = id_;
        event.session = session_;
        event.actor = id;
        if (const auto player = players_.find(std::string(id)); player != players_.end())
            event.actor_name = player->second;
        event.action = action;
        if (time_) event.bad_time = !set_time(event, *time_);
        if (event.time) event.offset = 0;
        event.turn = turn_;
        return event;
    }
    void act(std::string_view id, std::string_view action, std::string_view target, std::optional<bool> success,
             std::string_view error) {
        Event event = begin(id, action);
        event.target = target;
        event.success = success;
        event.error = error;
        log_.take_event(std::move(event));
    }
    /// A loss or gain of hit points, by what was known of them before. `has_other_cause`: weather, a condition, an
    /// item.
    void hit(std::string_view ident, std::string_view now, bool loses, bool has_other_cause) {
        double& before = hp_.try_emplace(pokemon(ident), 100).first->second;
        const double after = health(now);
        const double amount = loses ? before - after : after - before;
        before = after;
        const bool is_own = move_ && side(ident) == side(move_->who);
        // A move that costs its user hit points does no damage.
        const bool is_of_move = move_ && !has_other_cause && !(loses && is_own);
        waiting_.push_back({std::string(side(ident)), loses ? losing : gaining, std::max(0.0, amount), is_of_move,
                            loses && after <= 0});
    }
    /// A move is told once its line's failures are known, and before the hits that follow it.
    void flush() {
        if (move_) {
            Event event = begin(side(move_->who), "use_move");
            event.spell = move_->move;
            const std::string target = move_->target.empty() ? "" : pokemon(move_->target);
            event.target = target;
            event.success = !failed_;
            if (failed_) event.error = error_;
            event.hits = hits_of_move();
            log_.take_event(std::move(event));
            move_.reset();
        }
        for (const Change& change : waiting_) {
            Event event = begin(change.side, change.action);
            event.amount = change.amount;
            log_.take_event(std::move(event));
        }
        waiting_.clear();
        failed_ = false;
    }

    /// What the move did, without whom it hit: the losses and gains that follow tell that.
    std::vector<Hit> hits_of_move() const {
        std::vector<Hit> hits;
        for (const Change& change : waiting_) {
            if (!change.is_of_move) continue;
            Hit& hit = hits.emplace_back();
            (change.action == losing ? hit.damage : hit.heal) = change.amount;
            hit.killed = change.kills;
        }
        return hits;
    }

    static constexpr std::string_view losing = "lose_hp", gaining = "gain_hp";
    struct Change {
        std::string side;
        std::string_view action;
        double amount;
        bool is_of_move, kills;
    };

    Collector& log_;
    std::string session_;
    std::map<std::string, std::string> players_;
    std::map<std::string, double> hp_;
    std::optional<Pending> move_;
    std::vector<Change> waiting_;
    std::optional<double> time_;
    std::optional<std::int64_t> turn_;
    bool failed_ = false;
    std::string error_, id_;
    std::size_t line_ = 0, of_line_ = 0;
};

std::string session_name(const std::string& source) {
    return source.substr(source.find_last_of('/') + 1);
}

void read_battle(std::string_view text, const std::string& source, Battle& battle, Collector& log, Context& context) {
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        ++context.counters().records_in;
        if (valid_utf8(line)) {
            battle.line(line);
        } else {
            const InputError error{source, number, "not valid UTF-8"};
            log.unreadable(error.what());
            context.problem(error);
        }
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    battle.finish();
}

constexpr std::size_t most_battle = std::size_t{64} << 20;

}  // namespace

void read_showdown(ByteStream& in, Collector& log, Context& context) {
    Battle battle{log, session_name(in.source())};
    read_battle(in.read_all(most_battle), in.source(), battle, log, context);
}

void read_showdown_json(ByteStream& in, Collector& log, Context& context) {
    const std::string text = in.read_all(most_battle);
    JsonParser parser;
    const JsonView view = parser.parse(text);
    Battle battle{log, std::string(view.string("id").value_or(session_name(in.source())))};
    read_battle(view.string("log").value_or(""), in.source(), battle, log, context);
}

}  // namespace tk::report
