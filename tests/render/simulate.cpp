#include "render/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <stdexcept>

namespace tk::render {
namespace {

class Player {
public:
    explicit Player(const Script& script) : script_(script) {
        board_.kind = script.board;
        board_.cols = script.cols;
        board_.rows = script.rows;
        state_.fighters = script.fighters;
        for (const Fighter& fighter : script.fighters) {
            if (script.cells.at(static_cast<std::size_t>(fighter.cell)) != '.') {
                throw std::runtime_error(fighter.name + " does not stand on floor");
            }
        }
        finish_frame();
    }

    void play(const Step& step) {
        state_.hit.clear();
        Event event;
        event.frame = fight_.states.size();
        event.actor = state_.active;
        event.turn = state_.turn;
        const Fighter& actor = state_.fighters[state_.active];
        event.hp = actor.hp;
        event.ap = actor.ap;
        event.mp = actor.mp;
        event.from = actor.cell;
        switch (step.kind) {
            case Step::Kind::move: move(step, std::move(event)); break;
            case Step::Kind::cast: cast(step, std::move(event)); break;
            case Step::Kind::end_turn: end_turn(std::move(event)); break;
        }
        finish_frame();
    }

    Fight take() { return std::move(fight_); }

private:
    // Steps from `from` to every cell that can be walked to, -1 elsewhere. Fighters and anything but floor block.
    std::vector<int> steps_from(int from) const {
        std::vector<int> steps(static_cast<std::size_t>(board_.cells()), -1);
        std::deque<int> queue{from};
        steps[static_cast<std::size_t>(from)] = 0;
        while (!queue.empty()) {
            const int cell = queue.front();
            queue.pop_front();
            for (const int next : board_.neighbours(cell)) {
                const auto at = static_cast<std::size_t>(next);
                if (steps[at] >= 0 || script_.cells[at] != '.' || taken(next)) continue;
                steps[at] = steps[static_cast<std::size_t>(cell)] + 1;
                queue.push_back(next);
            }
        }
        return steps;
    }

    bool taken(int cell) const {
        return std::any_of(state_.fighters.begin(), state_.fighters.end(),
                           [&](const Fighter& f) { return f.hp > 0 && f.cell == cell; });
    }

    void move(const Step& step, Event event) {
        Fighter& actor = state_.fighters[state_.active];
        const auto steps = steps_from(actor.cell);
        const int cost = steps.at(static_cast<std::size_t>(step.cell));
        if (cost <= 0 || cost > actor.mp) {
            throw std::runtime_error(fmt::format("{} cannot walk to cell {} ({} steps)", actor.name, step.cell, cost));
        }
        for (int cell = step.cell; cell != actor.cell;) {
            event.path.push_back(cell);
            for (const int next : board_.neighbours(cell)) {
                if (steps[static_cast<std::size_t>(next)] == steps[static_cast<std::size_t>(cell)] - 1) {
                    cell = next;
                    break;
                }
            }
        }
        std::reverse(event.path.begin(), event.path.end());
        event.kind = Event::Kind::move;
        event.cell = step.cell;
        event.cost = cost;
        actor.cell = step.cell;
        actor.mp -= cost;
        fight_.events.push_back(std::move(event));
    }

    void cast(const Step& step, Event event) {
        Fighter& actor = state_.fighters[state_.active];
        if (step.cost > actor.ap) throw std::runtime_error(actor.name + " has too few points for " + step.spell);
        event.kind = Event::Kind::cast;
        event.spell = step.spell;
        event.element = step.element;
        event.on = step.on;
        event.cell = step.on.empty() ? step.cell : state_.fighters[index_of(step.on)].cell;
        event.cost = step.cost;
        event.distance = board_.distance(actor.cell, event.cell);
        actor.ap -= step.cost;
        for (int cell = 0; cell < board_.cells(); ++cell) {
            const bool is_floor = script_.cells[static_cast<std::size_t>(cell)] == '.';
            if (is_floor && board_.distance(event.cell, cell) <= step.radius) state_.hit.push_back(cell);
        }
        const std::string aimed = step.on.empty() ? "" : " sur " + step.on;
        say(ChatLine::Kind::cast, fmt::format("{} lance {}{}.", actor.name, step.spell, aimed));
        for (const Effect& effect : step.damage) {
            const std::size_t who = index_of(effect.target);
            Fighter& target = state_.fighters[who];
            target.hp = std::max(0, target.hp - effect.amount);
            event.hits.push_back({who, effect.amount, false, target.hp == 0});
            say(ChatLine::Kind::damage, fmt::format("{} : -{} PV ({}).", target.name, effect.amount, step.element));
        }
        for (const Effect& effect : step.heal) {
            const std::size_t who = index_of(effect.target);
            Fighter& target = state_.fighters[who];
            target.hp = std::min(target.max_hp, target.hp + effect.amount);
            event.hits.push_back({who, effect.amount, true, false});
            say(ChatLine::Kind::heal, fmt::format("{} : +{} PV.", target.name, effect.amount));
        }
        const auto hits = event.hits;
        const auto frame = event.frame;
        fight_.events.push_back(std::move(event));
        for (const Hit& hit : hits) {
            if (hit.kills) die(hit.target, frame);
        }
    }

    void die(std::size_t who, std::size_t frame) {
        const Fighter& dead = state_.fighters[who];
        Event event;
        event.kind = Event::Kind::die;
        event.frame = frame;
        event.actor = who;
        event.turn = state_.turn;
        event.from = dead.cell;
        say(ChatLine::Kind::death, fmt::format("{} est {}.", dead.name, dead.feminine ? "morte" : "mort"));
        fight_.events.push_back(std::move(event));
    }

    void end_turn(Event event) {
        say(ChatLine::Kind::turn, state_.fighters[state_.active].name + " termine son tour.");
        fight_.events.push_back(std::move(event));
        do {
            state_.active = (state_.active + 1) % state_.fighters.size();
            if (state_.active == 0) ++state_.turn;
        } while (state_.fighters[state_.active].hp == 0);
        Fighter& next = state_.fighters[state_.active];
        next.ap = next.max_ap;
        next.mp = next.max_mp;
    }

    void finish_frame() {
        const Fighter& active = state_.fighters[state_.active];
        state_.reachable.clear();
        if (active.team == "ally") {
            const auto steps = steps_from(active.cell);
            for (int cell = 0; cell < board_.cells(); ++cell) {
                const int cost = steps[static_cast<std::size_t>(cell)];
                if (cost > 0 && cost <= active.mp) state_.reachable.push_back(cell);
            }
        }
        fight_.states.push_back(state_);
    }

    std::size_t index_of(const std::string& name) const {
        for (std::size_t i = 0; i < state_.fighters.size(); ++i) {
            if (state_.fighters[i].name == name && state_.fighters[i].hp > 0) return i;
        }
        throw std::runtime_error("nobody alive is called " + name);
    }

    void say(ChatLine::Kind kind, std::string text) { state_.chat.push_back({kind, std::move(text)}); }

    const Script& script_;
    Geometry board_;
    State state_;
    Fight fight_;
};

}  // namespace

Fight simulate(const Script& script) {
    Player player(script);
    for (const Step& step : script.steps) player.play(step);
    return player.take();
}

}  // namespace tk::render
