#pragma once

#include "capture/x11/image.hpp"

namespace tk::capture::x11 {

/// Tells whether anything was drawn into a window, without looking at its pixels.
class DrawWatch {
public:
    DrawWatch(const Connection& x, xcb_window_t window);
    ~DrawWatch();
    DrawWatch(const DrawWatch&) = delete;
    DrawWatch& operator=(const DrawWatch&) = delete;

    /// To be called for each event.
    void see(const xcb_generic_event_t& event);
    /// Whether something was drawn since the last call; always true where the server cannot tell. What is drawn from
    /// now on counts for the next call.
    bool take();

private:
    const Connection& x_;
    xcb_damage_damage_t damage_ = 0;
    bool is_drawn_ = true;
};

/// A window, taken from the memory into which the server draws it (XComposite), so that it does not matter what covers
/// it or where it is. Without XComposite it is taken from the screen.
class WindowSource : public LiveSource {
public:
    /// `x` must outlive this.
    WindowSource(const Connection& x, const Window& window);
    ~WindowSource() override;
    Grab grab(bool only_if_drawn) override;

private:
    void look_at_events();
    void see(const xcb_generic_event_t& event);
    void find_memory();
    void forget_memory();

    const Connection& x_;
    xcb_window_t window_;
    ImageFetcher fetcher_;
    DrawWatch watch_;
    xcb_visualid_t visual_ = 0;
    xcb_pixmap_t memory_ = 0;  ///< 0: to be asked for
    Place place_;              ///< of the window within its memory
    bool is_redirected_ = false;
    bool is_shown_ = false;
    bool is_closed_ = false;
    bool is_resized_ = true;
};

/// A part of the screen as it is seen.
class ScreenSource : public LiveSource {
public:
    /// `x` must outlive this.
    ScreenSource(const Connection& x, const Place& place);
    Grab grab(bool only_if_drawn) override;

private:
    const Connection& x_;
    Place place_;
    ImageFetcher fetcher_;
    DrawWatch watch_;
};

}  // namespace tk::capture::x11
