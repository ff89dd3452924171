#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tk::report {

/// What was typed, or happened, on the terminal.
struct Key {
    enum class Kind : std::uint8_t {
        character,  ///< `character` says which
        left,
        right,
        up,
        down,
        page_up,
        page_down,
        home,
        end,
        enter,
        backspace,
        escape,
        resized,
        suspended,  ///< the user wants the shell back (Ctrl-Z)
        closed,     ///< the terminal is gone
    };
    Kind kind = Kind::character;
    char character = 0;
};

/// Decodes what a terminal sends: characters, and the escape sequences of the keys above (ECMA-48 as xterm and the
/// Linux console spell them). Bytes that mean nothing are passed over.
class KeyDecoder {
public:
    /// The keys that are complete with these bytes.
    std::vector<Key> take(std::string_view bytes);
    /// Nothing more came after an escape: it was the key itself.
    std::optional<Key> lonely_escape();
    bool waiting() const { return !pending_.empty(); }

private:
    std::string pending_;  // the beginning of a sequence
};

/// The whole screen of a terminal, taken on construction and given back with everything as it was on destruction, and
/// also when a signal ends the process. Only one at a time.
class FullScreen {
public:
    /// `in` and `out`: descriptors of a terminal. Throws Error when its settings cannot be changed.
    FullScreen(int in, int out);
    ~FullScreen();
    FullScreen(const FullScreen&) = delete;
    FullScreen& operator=(const FullScreen&) = delete;

    std::size_t columns() const;
    std::size_t rows() const;

    /// Shows the lines from the top, each cut by the caller to fit, and nothing below them.
    void show(const std::vector<std::string>& lines);
    /// Puts a picture in the terminal's own format on the screen, `row` (counts from 1) being its first line. Call
    /// after `show`.
    void put_picture(std::size_t row, std::string_view picture);
    /// Empties the screen of everything, such pictures included.
    void clear();
    /// Waits for a key, at most `timeout_ms` (-1: as long as it takes); nothing when the time is over. Throws
    /// Interrupted once SIGINT or SIGTERM has arrived.
    std::optional<Key> wait(int timeout_ms);
    /// Gives the terminal back, stops the process, and takes the terminal again when it is continued.
    void suspend();

private:
    void enter();
    void leave();

    int in_;
    int out_;
    KeyDecoder decoder_;
    std::vector<Key> ready_;
};

}  // namespace tk::report
