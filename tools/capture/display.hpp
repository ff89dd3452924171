#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tk::capture {

/// A rectangle of the screen, in its pixels.
struct Place {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

/// A window as its owner describes it.
struct Window {
    std::uint32_t id = 0;
    std::string title;       ///< UTF-8
    std::string class_name;  ///< of WM_CLASS
    std::int64_t pid = 0;    ///< 0: not known
    Place place;             ///< on the screen, without its frame
};

/// A monitor as the X server knows it.
struct Monitor {
    std::string name;  ///< of its output, such as "HDMI-1"
    Place place;
};

/// What a source of live pictures has to show at a moment.
struct Grab {
    enum class State {
        picture,
        unchanged,  ///< nothing was drawn since the grab before, or the wait for it was interrupted
        hidden,     ///< the window is not shown at the moment
        closed,     ///< for ever
    };
    State state = State::picture;
    const unsigned char* pixels = nullptr;  ///< rows of blue, green, red and an unused byte; valid until the next grab
    std::size_t stride = 0;                 ///< bytes from row to row
    int width = 0;
    int height = 0;
};

/// A window, a part of the screen or a camera whose pixels can be had again and again.
class LiveSource {
public:
    virtual ~LiveSource() = default;

    /// The pixels of now. `only_if_drawn`: do not fetch them when nothing was drawn since the last grab. Throws Error
    /// when the display does not answer any more.
    virtual Grab grab(bool only_if_drawn) = 0;
};

/// The X display that the environment names. Lies in a module; this is the seam.
class Display {
public:
    virtual ~Display() = default;

    /// The windows of programs, the lowest first.
    virtual std::vector<Window> windows() = 0;
    virtual std::vector<Monitor> monitors() = 0;
    virtual Place screen() = 0;

    /// The window itself, also where others cover it, wherever it moves and however its size changes.
    virtual std::unique_ptr<LiveSource> follow(const Window& window) = 0;
    virtual std::unique_ptr<LiveSource> part_of_screen(const Place& place) = 0;
};

/// Loads the module and connects. Throws Error with advice, on a Wayland session about what works there.
std::unique_ptr<Display> open_display();

/// What the module exports under the name "turnkit_open_display".
using OpenDisplay = std::unique_ptr<Display>();

}  // namespace tk::capture
