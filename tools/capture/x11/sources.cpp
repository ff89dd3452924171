#include "capture/x11/sources.hpp"

#include "core/error.hpp"

namespace tk::capture::x11 {

namespace {

constexpr std::uint8_t event_number = 0x7F;  // the bit above tells that another program sent it

template <typename Event>
const Event& as(const xcb_generic_event_t& event) {
    return reinterpret_cast<const Event&>(event);
}

}  // namespace

DrawWatch::DrawWatch(const Connection& x, xcb_window_t window) : x_(x) {
    if (x.damage_event() == 0) return;
    damage_ = xcb_generate_id(x.get());
    const Owned<xcb_generic_error_t> failed(xcb_request_check(
        x.get(), xcb_damage_create_checked(x.get(), damage_, window, XCB_DAMAGE_REPORT_LEVEL_NON_EMPTY)));
    if (failed) damage_ = 0;
}

DrawWatch::~DrawWatch() {
    if (damage_ != 0) xcb_damage_destroy(x_.get(), damage_);
}

void DrawWatch::see(const xcb_generic_event_t& event) {
    const bool is_damage = x_.damage_event() != 0 && (event.response_type & event_number) == x_.damage_event();
    if (is_damage && as<xcb_damage_notify_event_t>(event).damage == damage_) is_drawn_ = true;
}

bool DrawWatch::take() {
    if (damage_ == 0) return true;
    const bool drawn = is_drawn_;
    if (drawn) xcb_damage_subtract(x_.get(), damage_, XCB_NONE, XCB_NONE);
    is_drawn_ = false;
    return drawn;
}

WindowSource::WindowSource(const Connection& x, const Window& window)
    : x_(x), window_(window.id), fetcher_(x), watch_(x, window.id) {
    const std::uint32_t events = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    xcb_change_window_attributes(x.get(), window_, XCB_CW_EVENT_MASK, &events);
    if (x.has_composite()) {
        const Owned<xcb_generic_error_t> failed(xcb_request_check(
            x.get(), xcb_composite_redirect_window_checked(x.get(), window_, XCB_COMPOSITE_REDIRECT_AUTOMATIC)));
        is_redirected_ = !failed;
    }
    const Owned<xcb_get_window_attributes_reply_t> state(
        xcb_get_window_attributes_reply(x.get(), xcb_get_window_attributes(x.get(), window_), nullptr));
    is_closed_ = !state;
    if (!state) return;
    visual_ = state->visual;
    is_shown_ = state->map_state == XCB_MAP_STATE_VIEWABLE;
}

WindowSource::~WindowSource() {
    forget_memory();
    if (is_redirected_ && !is_closed_) {
        xcb_composite_unredirect_window(x_.get(), window_, XCB_COMPOSITE_REDIRECT_AUTOMATIC);
        xcb_flush(x_.get());
    }
}

void WindowSource::see(const xcb_generic_event_t& event) {
    watch_.see(event);
    switch (event.response_type & event_number) {
        case XCB_DESTROY_NOTIFY:
            is_closed_ = is_closed_ || as<xcb_destroy_notify_event_t>(event).window == window_;
            break;
        case XCB_UNMAP_NOTIFY: is_shown_ = false; break;
        case XCB_MAP_NOTIFY:
            is_shown_ = true;
            is_resized_ = true;
            break;
        case XCB_CONFIGURE_NOTIFY: {
            const auto& change = as<xcb_configure_notify_event_t>(event);
            if (change.width != place_.width || change.height != place_.height || change.border_width != place_.x) {
                is_resized_ = true;
            }
            break;
        }
        default: break;
    }
}

void WindowSource::look_at_events() {
    while (const Owned<xcb_generic_event_t> event{xcb_poll_for_event(x_.get())}) see(*event);
    x_.check();
}

void WindowSource::forget_memory() {
    if (memory_ != 0 && memory_ != window_) xcb_free_pixmap(x_.get(), memory_);
    memory_ = 0;
}

void WindowSource::find_memory() {
    forget_memory();
    const Owned<xcb_get_geometry_reply_t> size(
        xcb_get_geometry_reply(x_.get(), xcb_get_geometry(x_.get(), window_), nullptr));
    if (!size) {
        is_closed_ = true;
        return;
    }
    place_ = {size->border_width, size->border_width, size->width, size->height};
    is_resized_ = false;
    if (!is_redirected_) {
        place_.x = place_.y = 0;
        memory_ = window_;
        return;
    }
    const xcb_pixmap_t memory = xcb_generate_id(x_.get());
    const Owned<xcb_generic_error_t> failed(
        xcb_request_check(x_.get(), xcb_composite_name_window_pixmap_checked(x_.get(), window_, memory)));
    if (!failed) memory_ = memory;
}

Grab WindowSource::grab(bool only_if_drawn) {
    // A window that is resized while it is fetched gets a second try, with its new memory.
    for (int tries = 0; tries < 3; ++tries) {
        look_at_events();
        if (is_closed_) return {Grab::State::closed};
        if (!is_shown_) return {Grab::State::hidden};
        const bool is_new = is_resized_ || memory_ == 0;
        if (is_new) find_memory();
        if (is_closed_) return {Grab::State::closed};
        if (memory_ == 0) continue;
        const bool is_drawn = watch_.take();
        if (only_if_drawn && !is_drawn && !is_new) return {Grab::State::unchanged};
        if (const auto grab = fetcher_.fetch(memory_, visual_, place_)) return *grab;
        is_resized_ = true;
    }
    return {Grab::State::hidden};
}

ScreenSource::ScreenSource(const Connection& x, const Place& place)
    : x_(x), place_(place), fetcher_(x), watch_(x, x.screen().root) {}

Grab ScreenSource::grab(bool only_if_drawn) {
    while (const Owned<xcb_generic_event_t> event{xcb_poll_for_event(x_.get())}) watch_.see(*event);
    x_.check();
    const bool is_drawn = watch_.take();
    if (only_if_drawn && !is_drawn) return {Grab::State::unchanged};
    if (const auto grab = fetcher_.fetch(x_.screen().root, x_.screen().root_visual, place_)) return *grab;
    x_.check();
    throw Error("the part of the screen cannot be fetched any more", "has its resolution changed? start capture again");
}

}  // namespace tk::capture::x11
