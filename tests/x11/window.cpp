// A window for the tests: x11-window WIDTHxHEIGHT+X+Y TITLE [CLASS]. Prints its id once it is shown, then follows the
// commands on stdin, each answered by "ok" when the server has done it:
//   fill RRGGBB | rect X Y W H RRGGBB | move X Y | resize W H | raise | hide | show | title TEXT
//   into ID X Y (another window becomes its parent, as window managers do) | nameless (no title, no class, as a frame)
//   monitor NAME WIDTHxHEIGHT+X+Y (tells the server of a monitor)
// At the end of stdin it closes.
#include <sys/uio.h>
#include <xcb/randr.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>

namespace {

class Window {
public:
    Window(const std::string& place, const std::string& title, const std::string& kind) {
        int x = 0;
        int y = 0;
        if (std::sscanf(place.c_str(), "%ux%u+%d+%d", &width_, &height_, &x, &y) != 4) std::exit(2);
        connection_ = xcb_connect(nullptr, nullptr);
        if (xcb_connection_has_error(connection_) != 0) std::exit(1);
        const xcb_screen_t* const screen = xcb_setup_roots_iterator(xcb_get_setup(connection_)).data;
        window_ = xcb_generate_id(connection_);
        context_ = xcb_generate_id(connection_);
        const std::uint32_t values[] = {0x808080, XCB_EVENT_MASK_EXPOSURE};
        xcb_create_window(connection_, XCB_COPY_FROM_PARENT, window_, screen->root, static_cast<std::int16_t>(x),
                          static_cast<std::int16_t>(y), static_cast<std::uint16_t>(width_),
                          static_cast<std::uint16_t>(height_), 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, screen->root_visual,
                          XCB_CW_BACK_PIXEL | XCB_CW_EVENT_MASK, values);
        xcb_create_gc(connection_, context_, window_, 0, nullptr);
        set_title(title);
        const std::string both = kind + '\0' + kind + '\0';
        set_text(XCB_ATOM_WM_CLASS, both);
        xcb_map_window(connection_, window_);
        wait_for_exposure();
        std::printf("%#x\n", window_);
        std::fflush(stdout);
    }
    ~Window() { xcb_disconnect(connection_); }
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    void obey(const std::string& line) {
        std::istringstream words(line);
        std::string what;
        words >> what;
        if (what == "fill") {
            fill(0, 0, width_, height_, color(words));
        } else if (what == "rect") {
            unsigned x = 0, y = 0, width = 0, height = 0;
            words >> x >> y >> width >> height;
            fill(x, y, width, height, color(words));
        } else if (what == "move") {
            configure(XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, words);
        } else if (what == "resize") {
            configure(XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, words);
        } else if (what == "raise") {
            const std::uint32_t above = XCB_STACK_MODE_ABOVE;
            xcb_configure_window(connection_, window_, XCB_CONFIG_WINDOW_STACK_MODE, &above);
        } else if (what == "hide") {
            xcb_unmap_window(connection_, window_);
        } else if (what == "show") {
            xcb_map_window(connection_, window_);
            wait_for_exposure();
        } else if (what == "into") {
            std::string parent;
            std::int16_t x = 0, y = 0;
            words >> parent >> x >> y;
            xcb_reparent_window(connection_, window_, static_cast<xcb_window_t>(std::stoul(parent, nullptr, 16)), x, y);
            wait_for_exposure();
        } else if (what == "nameless") {
            for (const xcb_atom_t name :
                 {xcb_atom_t{XCB_ATOM_WM_NAME}, xcb_atom_t{XCB_ATOM_WM_CLASS}, atom("_NET_WM_NAME")})
                xcb_delete_property(connection_, window_, name);
        } else if (what == "monitor") {
            std::string name, place;
            words >> name >> place;
            add_monitor(name, place);
        } else if (what == "title") {
            set_title(line.substr(6));
        } else {
            std::exit(2);
        }
        std::free(xcb_get_input_focus_reply(connection_, xcb_get_input_focus(connection_), nullptr));
        std::printf("ok\n");
        std::fflush(stdout);
    }

private:
    void set_text(xcb_atom_t name, const std::string& text) {
        xcb_change_property(connection_, XCB_PROP_MODE_REPLACE, window_, name, XCB_ATOM_STRING, 8,
                            static_cast<std::uint32_t>(text.size()), text.data());
    }

    /// In UTF-8, as window managers have it.
    void set_title(const std::string& text) {
        set_text(XCB_ATOM_WM_NAME, text);
        xcb_change_property(connection_, XCB_PROP_MODE_REPLACE, window_, atom("_NET_WM_NAME"), atom("UTF8_STRING"), 8,
                            static_cast<std::uint32_t>(text.size()), text.data());
    }

    void add_monitor(const std::string& name, const std::string& place) {
        unsigned width = 0, height = 0;
        int x = 0, y = 0;
        if (std::sscanf(place.c_str(), "%ux%u+%d+%d", &width, &height, &x, &y) != 4) std::exit(2);
        const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(connection_)).data->root;
        // A server takes extents only after it was asked which version is spoken.
        std::free(xcb_randr_query_version_reply(connection_, xcb_randr_query_version(connection_, 1, 5), nullptr));
        // By hand: xcb_randr_set_monitor of libxcb 1.15 sends more than it announces, and the connection is closed.
        struct {
            xcb_randr_set_monitor_request_t head{};
            xcb_randr_monitor_info_t monitor{};
        } request;
        request.head.window = root;
        request.monitor.name = atom(name);
        request.monitor.x = static_cast<std::int16_t>(x);
        request.monitor.y = static_cast<std::int16_t>(y);
        request.monitor.width = static_cast<std::uint16_t>(width);
        request.monitor.height = static_cast<std::uint16_t>(height);
        const xcb_protocol_request_t kind{1, &xcb_randr_id, XCB_RANDR_SET_MONITOR, 1};
        iovec parts[3]{};  // xcb keeps the two before the first for itself
        parts[2] = {&request, sizeof request};
        xcb_send_request(connection_, 0, parts + 2, &kind);
    }

    xcb_atom_t atom(const std::string& name) {
        auto* const reply = xcb_intern_atom_reply(
            connection_, xcb_intern_atom(connection_, 0, static_cast<std::uint16_t>(name.size()), name.c_str()),
            nullptr);
        const xcb_atom_t result = reply->atom;
        std::free(reply);
        return result;
    }

    static std::uint32_t color(std::istream& words) {
        std::string text;
        words >> text;
        return static_cast<std::uint32_t>(std::stoul(text, nullptr, 16));
    }

    void fill(unsigned x, unsigned y, unsigned width, unsigned height, std::uint32_t pixel) {
        xcb_change_gc(connection_, context_, XCB_GC_FOREGROUND, &pixel);
        const xcb_rectangle_t area{static_cast<std::int16_t>(x), static_cast<std::int16_t>(y),
                                   static_cast<std::uint16_t>(width), static_cast<std::uint16_t>(height)};
        xcb_poly_fill_rectangle(connection_, window_, context_, 1, &area);
    }

    void configure(std::uint16_t mask, std::istream& words) {
        std::uint32_t values[2] = {};
        words >> values[0] >> values[1];
        if ((mask & XCB_CONFIG_WINDOW_WIDTH) != 0) {
            width_ = values[0];
            height_ = values[1];
        }
        xcb_configure_window(connection_, window_, mask, values);
    }

    void wait_for_exposure() {
        xcb_flush(connection_);
        for (bool shown = false; !shown;) {
            auto* const event = xcb_wait_for_event(connection_);
            if (event == nullptr) std::exit(1);
            shown = (event->response_type & 0x7F) == XCB_EXPOSE;
            std::free(event);
        }
    }

    xcb_connection_t* connection_;
    xcb_window_t window_;
    xcb_gcontext_t context_;
    unsigned width_ = 0;
    unsigned height_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    Window window(argv[1], argv[2], argc > 3 ? argv[3] : "Game");
    for (std::string line; std::getline(std::cin, line);) window.obey(line);
    return 0;
}
