#include "preview/preview.hpp"

#include "core/module.hpp"

namespace tk::preview {

TerminalPicture draw_picture(const PictureRequest& request) {
    return module_function<DrawPicture>("picture", "turnkit_draw_picture")(request);
}

}  // namespace tk::preview
