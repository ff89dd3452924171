#include "capture/display.hpp"

#include "capture/x11/connection.hpp"
#include "capture/x11/sources.hpp"
#include "capture/x11/windows.hpp"

namespace tk::capture {

namespace {

class X11Display : public Display {
public:
    std::vector<Window> windows() override { return x11::list_windows(x_); }
    std::vector<Monitor> monitors() override { return x11::list_monitors(x_); }
    Place screen() override { return {0, 0, x_.screen().width_in_pixels, x_.screen().height_in_pixels}; }
    std::unique_ptr<LiveSource> follow(const Window& window) override {
        return std::make_unique<x11::WindowSource>(x_, window);
    }
    std::unique_ptr<LiveSource> part_of_screen(const Place& place) override {
        return std::make_unique<x11::ScreenSource>(x_, place);
    }

private:
    x11::Connection x_;
};

}  // namespace

}  // namespace tk::capture

extern "C" __attribute__((visibility("default"))) std::unique_ptr<tk::capture::Display> turnkit_open_display() {
    return std::make_unique<tk::capture::X11Display>();
}
