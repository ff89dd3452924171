#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tk::preview {

/// A picture to be shown on a terminal: a file, or its encoded bytes if there are any.
struct PictureRequest {
    std::string path;  ///< also what messages call it
    std::string_view bytes;
    std::size_t columns = 80;  ///< room for it, in characters; 1..500
    std::size_t rows = 24;     ///< 1..200
};

/// What to write so that the terminal shows the picture from the cursor on.
struct TerminalPicture {
    std::string text;
    /// Coloured characters, one line a row; else the terminal's own format (sixel, kitty, iTerm2), where the
    /// environment names a terminal that has one.
    bool is_characters = true;
};

/// Draws it by the module "picture" (core/module.hpp), which brings libchafa and the decoders. Throws Error when this
/// is no picture or the module is not installed.
TerminalPicture draw_picture(const PictureRequest& request);

/// The type of the module's function turnkit_draw_picture.
using DrawPicture = TerminalPicture(const PictureRequest&);

}  // namespace tk::preview
