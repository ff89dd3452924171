#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "action-report/replay.hpp"
#include "action-report/replay_screen.hpp"
#include "action-report/replay_terminal.hpp"
#include "core/error.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"
#include "preview/preview.hpp"

namespace tk::report {

namespace {

/// What the bottom line asks for.
enum class Prompt { none, turn, step };

/// The viewer: what is on the screen, and what each key does.
class Viewer {
public:
    Viewer(Context& context, ReplayLog& log, Navigator& navigator, int keyboard)
        : log_(log),
          navigator_(navigator),
          tongue_{context.language()},
          color_(context.out_has_color()),
          screen_(keyboard, STDOUT_FILENO) {}

    void run() {
        draw();
        for (;;) {
            // The rest of the index is built while the user looks.
            const auto key = screen_.wait(log_.complete() ? -1 : 0);
            if (!key) {
                log_.index(SIZE_MAX, Navigator::piece / 4);
                if (log_.complete()) draw();
                continue;
            }
            if (key->kind == Key::Kind::closed || !take(*key)) return;
            draw();
        }
    }

private:
    void draw() {
        const std::size_t columns = screen_.columns();
        const std::size_t rows = screen_.rows();
        const ScreenStyle style{
            .columns = columns, .rows = rows > 1 ? rows - 1 : 1, .color = color_, .tongue = tongue_};
        std::vector<std::string> lines;
        std::string picture;
        std::size_t picture_row = 0;
        if (help_) {
            lines = help(columns);
        } else {
            Scene scene = make_scene(log_, navigator_.here(), rows, navigator_.events(), tongue_);
            const Place place{navigator_.here() + 1, log_.steps().size(), log_.complete()};
            if (pictures_ && !scene.picture.empty()) {
                const std::string path = scene.picture;
                scene.board.reset();
                scene.pieces.clear();
                scene.around = {scene.line};
                lines = draw_scene(scene, place, style);
                lines.resize(std::min<std::size_t>(lines.size(), 2 + scene.events.size()));
                picture_row = lines.size() + 1;
                picture = add_picture(lines, path, columns, style.rows);
            } else {
                lines = draw_scene(scene, place, style);
            }
        }
        lines.resize(style.rows);
        if (rows > 1) lines.push_back(bottom(columns));
        if (had_picture_) screen_.clear();
        had_picture_ = !picture.empty();
        screen_.show(lines);
        if (!picture.empty()) screen_.put_picture(picture_row, picture);
    }

    /// Adds a picture of characters to the lines, or returns the text of one in the terminal's own format.
    std::string add_picture(std::vector<std::string>& lines, const std::string& path, std::size_t columns,
                            std::size_t rows) {
        if (lines.size() >= rows) return {};
        const std::size_t room = rows - lines.size();
        const auto asked = std::tuple(path, columns, room);
        try {
            if (asked != drawn_for_) drawn_ = preview::draw_picture({path, {}, columns, room});
            drawn_for_ = asked;
        } catch (const Error& error) {
            lines.push_back(fit(printable(error.what()), columns));
            return {};
        }
        if (!drawn_.is_characters) return drawn_.text;
        for (std::string& line : split(drawn_.text, '\n')) lines.push_back(std::move(line));
        return {};
    }

    std::string bottom(std::size_t columns) const {
        std::string text;
        if (prompt_ != Prompt::none) {
            text = fmt::format("{}{}_",
                               prompt_ == Prompt::turn ? tongue_("turn: ", "tour : ") : tongue_("step: ", "étape : "),
                               typed_);
        } else if (!note_.empty()) {
            text = note_;
        } else {
            text = tongue_("→ next  ← back  ↓ ↑ turn  t to a turn  e key event  ? keys  q quit",
                           "→ suite  ← retour  ↓ ↑ tour  t au tour  e fait marquant  ? touches  q quitter");
        }
        if (log_.unreadable() > 0) {
            text += "  " + tongue_.count(log_.unreadable(), tongue_("line unreadable", "ligne illisible"),
                                         tongue_("lines unreadable", "lignes illisibles"));
        }
        return paint(fit(text, columns), prompt_ == Prompt::none ? Color::dim : Color::bold, color_);
    }

    std::vector<std::string> help(std::size_t columns) const {
        std::vector<std::string> lines;
        const auto add = [&](const char* keys, const char* english, const char* french) {
            const std::string pad(16 - std::min<std::size_t>(display_width(keys), 15), ' ');
            lines.push_back(fit(std::string("  ") + keys + pad + tongue_(english, french), columns));
        };
        lines.push_back(paint(tongue_("Keys", "Touches"), Color::bold, color_));
        add("→ l Space", "next step", "étape suivante");
        add("← h Backspace", "step back", "étape précédente");
        add("↓ j PgDn", "next turn", "tour suivant");
        add("↑ k PgUp", "start of the turn, turn before", "début du tour, tour d'avant");
        add("Home g", "first step", "première étape");
        add("End G", "last step", "dernière étape");
        add("t 5 Enter", "to turn 5", "au tour 5");
        add("s 12 Enter", "to step 12", "à l'étape 12");
        add("e E", "next and previous key event", "fait marquant suivant, précédent");
        add("d", "next death, first one again at the end", "mort suivante, puis la première");
        add("b", "biggest loss", "plus grosse perte");
        add("a", "next anomaly", "anomalie suivante");
        add("p", "the frame's picture, or the board", "l'image, ou le plateau");
        add("q", "quit", "quitter");
        lines.emplace_back();
        lines.push_back(
            fit(tongue_("On the board: A ally, E enemy, F other, + way, * aim, # obstacle, o hole",
                        "Sur le plateau : A allié, E ennemi, F autre, + trajet, * cible, # obstacle, o trou"),
                columns));
        return lines;
    }

    /// False when the viewer is left.
    bool take(const Key& key) {
        note_.clear();
        if (key.kind == Key::Kind::suspended) {
            screen_.suspend();
            return true;
        }
        if (key.kind == Key::Kind::resized) return true;
        if (prompt_ != Prompt::none) {
            take_prompt(key);
            return true;
        }
        if (help_) {
            help_ = false;
            return true;
        }
        switch (key.kind) {
            case Key::Kind::right: return moved(navigator_.next());
            case Key::Kind::left:
            case Key::Kind::backspace: return moved(navigator_.back());
            case Key::Kind::down:
            case Key::Kind::page_down: return moved(navigator_.next_turn());
            case Key::Kind::up:
            case Key::Kind::page_up: return moved(navigator_.previous_turn());
            case Key::Kind::home: return moved(navigator_.first());
            case Key::Kind::end: return moved(navigator_.last());
            case Key::Kind::character: return take_character(key.character);
            default: return true;
        }
    }

    bool take_character(char key) {
        using Kind = KeyEvent::Kind;
        switch (key) {
            case 'q': return false;
            case ' ':
            case 'l': return moved(navigator_.next());
            case 'h': return moved(navigator_.back());
            case 'j': return moved(navigator_.next_turn());
            case 'k': return moved(navigator_.previous_turn());
            case 'g': return moved(navigator_.first());
            case 'G': return moved(navigator_.last());
            case 'e': return moved(navigator_.next_event());
            case 'E': return moved(navigator_.previous_event());
            case 'd': return moved(navigator_.to_event({Kind::first_death, Kind::death}));
            case 'b': return moved(navigator_.to_event({Kind::biggest_loss}));
            case 'a': return moved(navigator_.to_event({Kind::long_duration, Kind::unusual_loss}));
            case 't': prompt_ = Prompt::turn; break;
            case 's': prompt_ = Prompt::step; break;
            case '?': help_ = true; break;
            case 'p':
                pictures_ = !pictures_;
                if (pictures_ && !color_) note_ = tongue_("pictures need colours", "les images demandent des couleurs");
                pictures_ = pictures_ && color_;
                break;
            default: break;
        }
        typed_.clear();
        return true;
    }

    void take_prompt(const Key& key) {
        constexpr std::size_t longest = 9;
        if (key.kind == Key::Kind::character && key.character >= '0' && key.character <= '9') {
            if (typed_.size() < longest) typed_ += key.character;
        } else if (key.kind == Key::Kind::backspace && !typed_.empty()) {
            typed_.pop_back();
        } else if (key.kind == Key::Kind::enter) {
            std::size_t number = 0;
            const auto read = std::from_chars(typed_.data(), typed_.data() + typed_.size(), number);
            const Prompt asked = prompt_;
            prompt_ = Prompt::none;
            if (read.ec != std::errc{}) return;
            moved(asked == Prompt::turn ? navigator_.to_turn(static_cast<std::int64_t>(number))
                                        : navigator_.to_step(number));
        } else if (key.kind == Key::Kind::escape || key.kind == Key::Kind::character) {
            prompt_ = Prompt::none;
        }
    }

    bool moved(bool found) {
        if (!found) note_ = tongue_("there is none", "il n'y en a pas");
        return true;
    }

    ReplayLog& log_;
    Navigator& navigator_;
    Tongue tongue_;
    bool color_;
    bool help_ = false;
    bool pictures_ = false;
    bool had_picture_ = false;        // one in the terminal's own format is on the screen
    preview::TerminalPicture drawn_;  // the last one, and what it was drawn for
    std::tuple<std::string, std::size_t, std::size_t> drawn_for_;
    Prompt prompt_ = Prompt::none;
    std::string typed_;
    std::string note_;
    FullScreen screen_;
};

}  // namespace

void view_replay(Context& context, ReplayLog& log, Navigator& navigator, int keyboard) {
    Viewer{context, log, navigator, keyboard}.run();
}

}  // namespace tk::report
