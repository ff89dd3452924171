#pragma once

namespace tk::image {

/// Keeps the memory of pictures that are done with for the next ones, for the whole process. By itself the C library
/// gives it back to the system, which clears every page anew when it is asked for again: a tenth of a search for a
/// board.
void keep_memory();

}  // namespace tk::image
