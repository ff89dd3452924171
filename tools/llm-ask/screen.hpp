#pragma once

#include <string_view>

#include "core/program.hpp"
#include "llm-ask/client.hpp"

namespace tk::llm {

/// Shows an answer while it comes: its text on stdout when that is a terminal, reasoning dimmed on stderr when that is
/// one (or with -v). Whatever way it ends, the line is ended.
class Screen {
public:
    explicit Screen(Context& context);
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    /// `shows_text`: whether the text is final as it comes.
    Sink sink(bool shows_text);
    void text(std::string_view text);
    void end_line();

private:
    void thinking(std::string_view text);
    void end_thinking();

    Context& context_;
    bool shows_thinking_;
    bool has_color_;
    bool in_thinking_ = false;
    bool at_line_start_ = true;
    bool has_text_ = false;  // some of the answer under way was shown
};

}  // namespace tk::llm
