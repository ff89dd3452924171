#pragma once

#include <string>
#include <string_view>

namespace tk::capture {

/// Writes `bytes` into the file `path`, which is not there yet. It appears whole or not at all: until it is complete it
/// has no name (where the file system can do that), so that even a kill leaves no part of it. Throws as
/// `write_whole_file` does.
void write_new_file(const std::string& path, std::string_view bytes);

}  // namespace tk::capture
