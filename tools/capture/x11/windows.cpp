#include "capture/x11/windows.hpp"

#include <fmt/format.h>

#include <optional>

#include "core/text.hpp"

namespace tk::capture::x11 {

namespace {

struct Property {
    xcb_atom_t type = XCB_ATOM_NONE;
    std::string bytes;
};

/// A property of a window; longer ones are cut, none that is asked for here is.
std::optional<Property> property(const Connection& x, xcb_window_t window, xcb_atom_t name) {
    constexpr std::uint32_t most_words = 1 << 16;
    const auto cookie = xcb_get_property(x.get(), 0, window, name, XCB_GET_PROPERTY_TYPE_ANY, 0, most_words);
    const Owned<xcb_get_property_reply_t> reply(xcb_get_property_reply(x.get(), cookie, nullptr));
    if (!reply || reply->type == XCB_ATOM_NONE) return std::nullopt;
    const auto* const value = static_cast<const char*>(xcb_get_property_value(reply.get()));
    return Property{reply->type,
                    std::string(value, static_cast<std::size_t>(xcb_get_property_value_length(reply.get())))};
}

std::vector<std::uint32_t> numbers(const std::optional<Property>& property) {
    if (!property) return {};
    std::vector<std::uint32_t> result(property->bytes.size() / sizeof(std::uint32_t));
    property->bytes.copy(reinterpret_cast<char*>(result.data()), result.size() * sizeof(std::uint32_t));
    return result;
}

std::string from_latin1(const std::string& bytes) {
    std::u32string points;
    for (const char c : bytes) points += static_cast<char32_t>(static_cast<unsigned char>(c));
    return encode_utf8(points);
}

/// Asks for the names once.
struct Names {
    explicit Names(const Connection& x)
        : net_name(x.atom("_NET_WM_NAME")), net_pid(x.atom("_NET_WM_PID")), state(x.atom("WM_STATE")) {}
    xcb_atom_t net_name;
    xcb_atom_t net_pid;
    xcb_atom_t state;
};

std::string title_of(const Connection& x, xcb_window_t window, const Names& names) {
    if (const auto title = property(x, window, names.net_name)) {
        return encode_utf8(decode_utf8(title->bytes.substr(0, title->bytes.find('\0'))));
    }
    const auto old = property(x, window, XCB_ATOM_WM_NAME);
    if (!old) return {};
    return old->type == XCB_ATOM_STRING || !valid_utf8(old->bytes) ? from_latin1(old->bytes) : old->bytes;
}

/// The second of the two names in WM_CLASS (ICCCM 4.1.2.5).
std::string class_of(const Connection& x, xcb_window_t window) {
    const auto both = property(x, window, XCB_ATOM_WM_CLASS);
    if (!both) return {};
    const std::vector<std::string> parts = split(both->bytes, '\0');
    return from_latin1(parts.size() > 1 && !parts[1].empty() ? parts[1] : parts[0]);
}

std::int64_t pid_of(const Connection& x, xcb_window_t window, const Names& names) {
    const std::vector<std::uint32_t> told = numbers(property(x, window, names.net_pid));
    if (!told.empty()) return told.front();
    if (!x.has_client_ids()) return 0;
    // Programs that say nothing: the server knows who is connected.
    const xcb_res_client_id_spec_t wanted{window, XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID};
    const Owned<xcb_res_query_client_ids_reply_t> reply(
        xcb_res_query_client_ids_reply(x.get(), xcb_res_query_client_ids(x.get(), 1, &wanted), nullptr));
    if (!reply) return 0;
    for (auto id = xcb_res_query_client_ids_ids_iterator(reply.get()); id.rem > 0; xcb_res_client_id_value_next(&id)) {
        if ((id.data->spec.mask & XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID) != 0 && id.data->length >= 4) {
            return *xcb_res_client_id_value_value(id.data);
        }
    }
    return 0;
}

Place place_of(const Connection& x, xcb_window_t window) {
    const auto size_cookie = xcb_get_geometry(x.get(), window);
    const auto place_cookie = xcb_translate_coordinates(x.get(), window, x.screen().root, 0, 0);
    const Owned<xcb_get_geometry_reply_t> size(xcb_get_geometry_reply(x.get(), size_cookie, nullptr));
    const Owned<xcb_translate_coordinates_reply_t> place(
        xcb_translate_coordinates_reply(x.get(), place_cookie, nullptr));
    if (!size || !place) return {};
    return {place->dst_x, place->dst_y, size->width, size->height};
}

bool is_shown(const Connection& x, xcb_window_t window) {
    const Owned<xcb_get_window_attributes_reply_t> state(
        xcb_get_window_attributes_reply(x.get(), xcb_get_window_attributes(x.get(), window), nullptr));
    return state && state->_class == XCB_WINDOW_CLASS_INPUT_OUTPUT && state->map_state == XCB_MAP_STATE_VIEWABLE;
}

std::vector<xcb_window_t> children_of(const Connection& x, xcb_window_t window) {
    const Owned<xcb_query_tree_reply_t> tree(xcb_query_tree_reply(x.get(), xcb_query_tree(x.get(), window), nullptr));
    if (!tree) return {};
    const xcb_window_t* const first = xcb_query_tree_children(tree.get());
    return {first, first + xcb_query_tree_children_length(tree.get())};
}

/// The window of a program at or below `window`, which may be a frame of the window manager; 0: none.
xcb_window_t program_window(const Connection& x, xcb_window_t window, const Names& names, int depth) {
    if (property(x, window, names.state) || property(x, window, XCB_ATOM_WM_CLASS) ||
        property(x, window, XCB_ATOM_WM_NAME)) {
        return window;
    }
    if (depth == 0) return 0;
    for (const xcb_window_t child : children_of(x, window)) {
        if (const xcb_window_t found = program_window(x, child, names, depth - 1)) return found;
    }
    return 0;
}

}  // namespace

std::vector<Window> list_windows(const Connection& x) {
    const Names names(x);
    std::vector<xcb_window_t> ids = numbers(property(x, x.screen().root, x.atom("_NET_CLIENT_LIST_STACKING")));
    if (ids.empty()) ids = numbers(property(x, x.screen().root, x.atom("_NET_CLIENT_LIST")));
    if (ids.empty()) {
        constexpr int frame_depth = 2;
        for (const xcb_window_t child : children_of(x, x.screen().root)) {
            if (!is_shown(x, child)) continue;
            const xcb_window_t found = program_window(x, child, names, frame_depth);
            ids.push_back(found != 0 ? found : child);
        }
    }
    std::vector<Window> windows;
    for (const xcb_window_t id : ids) {
        Window window{id, title_of(x, id, names), class_of(x, id), pid_of(x, id, names), place_of(x, id)};
        // One pixel is what programs keep for messages; no size means that it has closed meanwhile.
        if (window.place.width > 1 && window.place.height > 1) windows.push_back(std::move(window));
    }
    x.check();
    return windows;
}

std::vector<Monitor> list_monitors(const Connection& x) {
    std::vector<Monitor> monitors;
    const auto* const randr = xcb_get_extension_data(x.get(), &xcb_randr_id);
    if (randr == nullptr || randr->present == 0) return monitors;
    const Owned<xcb_randr_get_monitors_reply_t> reply(
        xcb_randr_get_monitors_reply(x.get(), xcb_randr_get_monitors(x.get(), x.screen().root, 1), nullptr));
    if (!reply) return monitors;
    auto monitor = xcb_randr_get_monitors_monitors_iterator(reply.get());
    for (; monitor.rem > 0; xcb_randr_monitor_info_next(&monitor)) {
        const Owned<xcb_get_atom_name_reply_t> name(
            xcb_get_atom_name_reply(x.get(), xcb_get_atom_name(x.get(), monitor.data->name), nullptr));
        std::string text;
        if (name)
            text.assign(xcb_get_atom_name_name(name.get()),
                        static_cast<std::size_t>(xcb_get_atom_name_name_length(name.get())));
        monitors.push_back({text, {monitor.data->x, monitor.data->y, monitor.data->width, monitor.data->height}});
    }
    return monitors;
}

}  // namespace tk::capture::x11
