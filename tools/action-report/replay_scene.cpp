#include "action-report/replay_scene.hpp"

#include <algorithm>
#include <set>

#include "action-report/collector.hpp"
#include "action-report/layout.hpp"
#include "action-report/position.hpp"
#include "board/record.hpp"
#include "core/error.hpp"

namespace tk::report {

namespace {

/// A label keeps the digit its fighter's id ends with, so that it stays when others leave; else, or where two would get
/// the same, they are counted.
std::vector<Piece2D> label(std::vector<Fighter> fighters) {
    constexpr std::string_view counters = "123456789abcdefghijklmnpqrstuvwxyz";
    std::set<std::string> taken;
    std::vector<Piece2D> pieces;
    for (Fighter& fighter : fighters) {
        const char team = fighter.team == "ally" ? 'A' : fighter.team == "enemy" ? 'E' : 'F';
        std::string text{team, '+'};
        const char last = fighter.id.empty() ? '\0' : fighter.id.back();
        if (last >= '1' && last <= '9') text[1] = last;
        for (std::size_t i = 0; i < counters.size() && (text[1] == '+' || taken.contains(text)); ++i)
            text[1] = counters[i];
        taken.insert(text);
        pieces.push_back({std::move(text), std::move(fighter)});
    }
    return pieces;
}

/// Fills in what the record of a position says.
void read_place(Scene& scene, const std::string& record) {
    JsonParser parser;
    const JsonView view = parser.parse(record);
    const auto state = view.find("state");
    if (state && state->is_object()) {
        scene.pieces = label(read_position(record)->fighters);
    } else if (const auto entities = view.find("entities"); entities && entities->is_array()) {
        scene.pieces = label(read_position(R"({"state":{"entities":)" + entities->dump() + "}}")->fighters);
    }
    if (const auto image = view.find("image")) scene.picture = image->string("path").value_or("");
    auto board = state ? state->find("board") : std::nullopt;
    if (!board || !board->is_object()) board = view.find("grid");
    if (!board || !board->is_object() || !board->string("cells")) return;
    try {
        scene.board = board::read_board(*board);
    } catch (const Error& error) {
        scene.board_problem = error.what();
    }
}

/// The cells an action is about.
void read_cells(Scene& scene, const JsonView& record, const Mapping& mapping) {
    const auto params = mapping.params.find(record);
    if (!params) return;
    const auto add = [&](std::optional<std::int64_t> cell) {
        if (cell && *cell >= 0 && *cell < 1'000'000) scene.path.push_back(static_cast<board::Cell>(*cell));
    };
    add(params->integer("from"));
    if (const auto path = params->find("path")) {
        for (const JsonView& cell : path->elements()) add(cell.as_integer());
    }
    add(params->integer("to"));
    if (const auto cell = params->integer("cell"); cell && *cell >= 0 && *cell < 1'000'000)
        scene.aim = static_cast<board::Cell>(*cell);
}

std::string one_line(std::string_view answer) {
    std::string text = clean(answer, 2000);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

/// The lines of `steps`, which share a session; `position` is the record their names are looked up in.
std::vector<StepLine> lines_of(const ReplayLog& log, const std::vector<std::size_t>& steps, const std::string& position,
                               const Tongue& tongue) {
    Collector told{log.mapping(), steps.size()};
    JsonParser parser;
    if (!position.empty()) told.take({position, 0, "", parser.parse(position)});
    std::vector<StepLine> lines;
    for (const std::size_t index : steps) {
        const Step& step = log.steps()[index];
        StepLine line;
        line.step = index;
        if (step.kind == Step::Kind::position) {
            line.deed = tongue("position", "position");
        } else {
            const std::string text = log.text(step.spot);
            const JsonView view = parser.parse(text);
            if (step.kind == Step::Kind::answer) {
                line.deed = one_line(view.string("answer").value_or(""));
            } else {
                told.take({text, step.spot.line, "", view});
            }
        }
        lines.push_back(std::move(line));
    }
    std::size_t next = 0;
    const auto deeds = told.timeline().deeds();
    for (StepLine& line : lines) {
        if (log.steps()[line.step].kind != Step::Kind::action || next == deeds.size()) continue;
        const Deed& deed = *deeds[next++];
        const ActionKind& kind = told.tally().kinds()[deed.counted.kind];
        const Actor& actor = told.tally().actors().all()[deed.counted.actor];
        const std::string& known = told.name_of(actor.id);
        line.actor = actor.name.empty() && !known.empty() ? clean(known) : actor_text(tongue, actor);
        line.deed = deed_text(tongue, deed, kind, told);
        line.cost = cost_text(tongue, deed, kind);
        line.effect = effect_text(tongue, deed, kind, told);
        line.failed = deed.success == false;
    }
    return lines;
}

}  // namespace

std::string StepLine::text() const {
    std::string text = actor.empty() ? deed : actor + " " + deed;
    if (!cost.empty()) text += " · " + cost;
    if (!effect.empty()) text += " · " + effect;
    return text;
}

Scene make_scene(const ReplayLog& log, std::size_t step, std::size_t around, std::span<const KeyEvent> events,
                 const Tongue& tongue) {
    const std::vector<Step>& steps = log.steps();
    const Step& here = steps[step];
    Scene scene;
    scene.step = step;
    scene.turn = here.turn;
    scene.session = clean(log.names().text(here.session));
    for (const KeyEvent& event : events) {
        if (event.step == step) scene.events.push_back(key_event_text(tongue, event));
    }
    const std::string position = here.position == Step::none ? "" : log.text(log.positions()[here.position]);
    if (!position.empty()) read_place(scene, position);

    std::vector<std::size_t> near;
    const auto belongs = [&](std::size_t i) { return steps[i].turn == here.turn && steps[i].session == here.session; };
    std::size_t first = step;
    while (first > 0 && step - first < around && belongs(first - 1)) --first;
    for (std::size_t i = first; i < steps.size() && i <= step + around && (i <= step || belongs(i)); ++i)
        near.push_back(i);
    scene.around = lines_of(log, near, position, tongue);
    scene.line = scene.around[step - first];

    if (here.kind == Step::Kind::position) return scene;
    JsonParser parser;
    const std::string record = log.text(here.spot);
    const JsonView view = parser.parse(record);
    if (here.kind == Step::Kind::answer) {
        scene.answer = clean(view.string("answer").value_or(""), 20'000);
    } else {
        read_cells(scene, view, log.mapping());
    }
    return scene;
}

}  // namespace tk::report
