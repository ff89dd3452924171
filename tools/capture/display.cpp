#include "capture/display.hpp"

#include "core/module.hpp"

namespace tk::capture {

std::unique_ptr<Display> open_display() {
    return module_function<OpenDisplay>("x11", "turnkit_open_display")();
}

}  // namespace tk::capture
