#include "action-report/terminal_picture.hpp"

#include "core/module.hpp"

namespace tk::report {

TerminalPicture draw_picture(const PictureRequest& request) {
    return module_function<DrawPicture>("picture", "turnkit_draw_picture")(request);
}

}  // namespace tk::report
