#include "capture/x11/connection.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace tk::capture::x11 {

namespace {

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

[[noreturn]] void refuse() {
    const std::string display = variable("DISPLAY");
    if (!variable("WAYLAND_DISPLAY").empty() && display.empty()) {
        throw Error(
            "this is a Wayland session without X: no program may look at another's window there",
            "hand over pictures that the session takes: `while grim -t ppm -; do sleep 1; done | capture -`, or "
            "run the game under Xwayland");
    }
    if (display.empty()) {
        throw Error("there is no X display: DISPLAY is not set",
                    "run capture within a graphical session, or name its display: DISPLAY=:0 capture ...");
    }
    throw Error(fmt::format("the X display {} cannot be opened", display),
                "check DISPLAY, and that the session allows this user (XAUTHORITY)");
}

bool is_there(xcb_connection_t* connection, xcb_extension_t* extension) {
    const auto* const data = xcb_get_extension_data(connection, extension);
    return data != nullptr && data->present != 0;
}

}  // namespace

Connection::Connection() {
    int number = 0;
    connection_ = xcb_connect(nullptr, &number);
    if (xcb_connection_has_error(connection_) != 0) {
        xcb_disconnect(connection_);
        refuse();
    }
    auto screens = xcb_setup_roots_iterator(&setup());
    for (int i = 0; i < number && screens.rem > 1; ++i) xcb_screen_next(&screens);
    screen_ = screens.data;
    find_extensions();
}

Connection::~Connection() {
    xcb_disconnect(connection_);
}

void Connection::find_extensions() {
    for (xcb_extension_t* extension : {&xcb_composite_id, &xcb_shm_id, &xcb_damage_id, &xcb_res_id, &xcb_randr_id}) {
        xcb_prefetch_extension_data(connection_, extension);
    }
    if (is_there(connection_, &xcb_composite_id)) {
        const Owned<xcb_composite_query_version_reply_t> version(
            xcb_composite_query_version_reply(connection_, xcb_composite_query_version(connection_, 0, 4), nullptr));
        has_composite_ = version && (version->major_version > 0 || version->minor_version >= 2);
    }
    if (is_there(connection_, &xcb_shm_id)) {
        const Owned<xcb_shm_query_version_reply_t> version(
            xcb_shm_query_version_reply(connection_, xcb_shm_query_version(connection_), nullptr));
        // From 1.2 on memory is handed over as a descriptor: nothing is left in the system when a program is killed.
        has_shared_memory_ = version && (version->major_version > 1 || version->minor_version >= 2);
    }
    if (is_there(connection_, &xcb_damage_id)) {
        const Owned<xcb_damage_query_version_reply_t> version(
            xcb_damage_query_version_reply(connection_, xcb_damage_query_version(connection_, 1, 1), nullptr));
        if (version) damage_event_ = xcb_get_extension_data(connection_, &xcb_damage_id)->first_event;
    }
    if (is_there(connection_, &xcb_res_id)) {
        const Owned<xcb_res_query_version_reply_t> version(
            xcb_res_query_version_reply(connection_, xcb_res_query_version(connection_, 1, 2), nullptr));
        has_client_ids_ = version && (version->server_major > 1 || version->server_minor >= 2);
    }
}

void Connection::check() const {
    if (xcb_connection_has_error(connection_) != 0) throw Error("the X display has gone away");
}

xcb_atom_t Connection::atom(const std::string& name) const {
    const auto cookie = xcb_intern_atom(connection_, 0, static_cast<std::uint16_t>(name.size()), name.c_str());
    const Owned<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(connection_, cookie, nullptr));
    return reply ? reply->atom : static_cast<xcb_atom_t>(XCB_ATOM_NONE);
}

}  // namespace tk::capture::x11
