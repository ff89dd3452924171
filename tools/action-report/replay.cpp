#include "action-report/replay.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "action-report/layout.hpp"
#include "action-report/replay_screen.hpp"
#include "action-report/replay_source.hpp"
#include "core/error.hpp"
#include "core/progress.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

/// Where keys can be read from, when the replay is to be looked at on a terminal: stdin, or the terminal itself where
/// stdin is the replay. Nothing where text is wanted.
class Keyboard {
public:
    Keyboard(const Context& context, const ReplayOptions& options) {
        const char* const terminal = std::getenv("TERM");
        const bool can = terminal != nullptr && std::string_view{terminal} != "dumb" && *terminal != '\0';
        if (options.text || !can || !context.out_is_terminal() || context.settings().format != "auto") return;
        if (::isatty(STDIN_FILENO) == 1) {
            descriptor_ = STDIN_FILENO;
        } else {
            descriptor_ = own_ = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
        }
    }
    ~Keyboard() {
        if (own_ >= 0) ::close(own_);
    }
    Keyboard(const Keyboard&) = delete;
    Keyboard& operator=(const Keyboard&) = delete;

    int descriptor() const { return descriptor_; }

private:
    int descriptor_ = -1;
    int own_ = -1;
};

/// What cannot be read is told like everywhere: the first few lines, and how many there are.
void tell_unreadable(Context& context, const ReplayLog& log) {
    for (const std::string& what : log.first_unreadable()) context.problem(Error(what));
    if (log.unreadable() > log.first_unreadable().size()) {
        context.problem(Error(fmt::format("{}: {} more lines cannot be read", log.source(),
                                          log.unreadable() - log.first_unreadable().size())));
    }
}

/// Why nothing is selected.
std::string nothing_text(ReplayLog& log, const ReplayOptions& options) {
    log.index(SIZE_MAX);
    if (log.steps().empty()) return log.source() + ": no action, position or answer to replay";
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> most;
    for (const Step& step : log.steps()) {
        if (!step.turn) continue;
        least = std::min(least.value_or(*step.turn), *step.turn);
        most = std::max(most.value_or(*step.turn), *step.turn);
    }
    if (options.turn && most && (*options.turn < *least || *options.turn > *most)) {
        return fmt::format("{}: no turn {}: the turns are {} to {}", log.source(), *options.turn, *least, *most);
    }
    return fmt::format("{}: none of the {} steps fits what was asked for", log.source(), log.steps().size());
}

}  // namespace

Status replay(Context& context, const ReplayOptions& options, const std::string& map) {
    if (options.inputs.size() > 1)
        throw UsageError("replay looks at one file at a time", "join them first: cat A B | action-report replay -");
    if (context.settings().format == "csv" || context.settings().format == "json") {
        throw UsageError("a replay is text or the records themselves", "use --format jsonl for the records");
    }
    const Keyboard keyboard{context, options};
    ReplayOptions wanted = options;
    wanted.text = keyboard.descriptor() < 0;
    const std::string path = options.inputs.empty() ? "-" : options.inputs.front();
    const Mapping mapping = parse_mapping(map);
    const std::optional<Records> records = as_records(context, path, map);
    ReplayLog log = records ? ReplayLog{records->source, records->descriptor, records->mapped ? Mapping{} : mapping}
                            : ReplayLog{path, mapping};
    Navigator navigator{log, wanted};
    bool any = true;
    if (keyboard.descriptor() >= 0) {
        any = navigator.start() && (!options.turn || navigator.to_turn(*options.turn));
        if (any) view_replay(context, log, navigator, keyboard.descriptor());
    } else {
        Progress progress("index", log.bytes(), "bytes", !context.settings().quiet);
        navigator.finish([&] {
            context.check_interrupt();
            progress.advance_to(log.bytes_indexed());
        });
        any = print_replay(context, log, navigator);
    }
    tell_unreadable(context, log);
    if (!any) context.log().warning(nothing_text(log, options));
    return any || context.status() != Status::done ? context.status() : Status::nothing;
}

namespace {

/// A step of a replay without positions: one line below the heading of its turn.
void print_line(Context& context, const Scene& scene, const Step* before, const Step& step, const ScreenStyle& style) {
    if (before == nullptr || before->turn != step.turn || before->session != step.session) {
        std::string title;
        if (scene.turn) title = fmt::format("{} {}", style.tongue("Turn", "Tour"), *scene.turn);
        if (!scene.session.empty())
            title +=
                fmt::format("{}{} {}", title.empty() ? "" : " · ", style.tongue("session", "session"), scene.session);
        if (before != nullptr) context.out().line("");
        if (!title.empty()) context.out().line(paint(fit(title, style.columns), Color::bold, style.color));
    }
    const std::string number = fmt::format("{:>6}  ", scene.step + 1);
    const std::string text = scene.answer.empty() ? scene.line.text() : scene.answer;
    const std::size_t room = style.columns > number.size() + 10 ? style.columns - number.size() : 10;
    bool first = true;
    for (const std::string& line : wrap(text, room)) {
        context.out().line((first ? number : std::string(number.size(), ' ')) +
                           (scene.line.failed ? paint(line, Color::yellow, style.color) : line));
        first = false;
    }
    for (const std::string& event : scene.events) {
        context.out().line(std::string(number.size(), ' ') +
                           paint(fit("! " + event, room), Color::magenta, style.color));
    }
}

}  // namespace

bool print_replay(Context& context, ReplayLog& log, Navigator& navigator) {
    const bool records = context.settings().format == "jsonl";
    const ScreenStyle style{.columns = terminal_width(STDOUT_FILENO),
                            .rows = 0,
                            .color = context.out_has_color(),
                            .tongue = Tongue{context.language()}};
    if (!navigator.start()) return false;
    std::uint32_t shown = Step::none;
    std::optional<std::size_t> before;
    do {
        context.check_interrupt();
        const std::size_t here = navigator.here();
        const Step& step = log.steps()[here];
        ++context.counters().records_out;
        if (records) {
            context.out().line(log.text(step.spot));
            continue;
        }
        Scene scene = make_scene(log, here, 0, navigator.events(), style.tongue);
        if (log.positions().empty()) {
            print_line(context, scene, before ? &log.steps()[*before] : nullptr, step, style);
            before = here;
            continue;
        }
        if (step.position == shown) {
            scene.board.reset();
            scene.board_problem.clear();
            scene.pieces.clear();
        }
        shown = step.position;
        if (before) context.out().line("");
        before = here;
        for (const std::string& line : draw_scene(scene, {here + 1, log.steps().size(), log.complete()}, style))
            context.out().line(line);
    } while (navigator.next());
    return true;
}

}  // namespace tk::report
