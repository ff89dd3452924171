#include "llm-ask/screen.hpp"

#include <unistd.h>

#include <cstdio>
#include <string>

#include "core/terminal.hpp"

namespace tk::llm {

namespace {

/// `text` of a model as it may go to a terminal, line ends kept.
std::string terminal_text(std::string_view text) {
    std::string clean;
    while (true) {
        const std::size_t end = text.find('\n');
        clean += printable(text.substr(0, end));
        if (end == std::string_view::npos) return clean;
        clean += '\n';
        text.remove_prefix(end + 1);
    }
}

}  // namespace

Screen::Screen(Context& context)
    : context_(context),
      shows_thinking_(!context.settings().quiet && (context.settings().verbose || ::isatty(STDERR_FILENO) == 1)),
      has_color_(wants_color(STDERR_FILENO, context.settings().color)) {}

Screen::~Screen() {
    end_thinking();
    if (at_line_start_) return;
    try {
        context_.out().write("\n");
    } catch (const std::exception&) {  // the reader went away: there is no line to end
    }
}

Sink Screen::sink(bool shows_text) {
    Sink sink;
    if (shows_text && context_.out_is_terminal()) {
        sink.text = [this](std::string_view piece) { text(piece); };
        sink.restart = [this] {
            if (!has_text_) return;
            has_text_ = false;
            end_line();
            context_.log().warning("the answer broke off; it begins anew");
        };
    }
    if (shows_thinking_) sink.thinking = [this](std::string_view piece) { thinking(piece); };
    return sink;
}

void Screen::text(std::string_view text) {
    if (text.empty()) return;
    end_thinking();
    context_.out().write(terminal_text(text));
    context_.out().flush();
    at_line_start_ = text.ends_with('\n');
    has_text_ = true;
}

void Screen::end_line() {
    end_thinking();
    if (!at_line_start_) context_.out().write("\n");
    context_.out().flush();
    at_line_start_ = true;
}

void Screen::thinking(std::string_view text) {
    in_thinking_ = true;
    const std::string shown = paint(terminal_text(text), Color::dim, has_color_);
    std::fwrite(shown.data(), 1, shown.size(), stderr);
    std::fflush(stderr);
}

void Screen::end_thinking() {
    if (!in_thinking_) return;
    in_thinking_ = false;
    std::fputs("\n\n", stderr);
}

}  // namespace tk::llm
