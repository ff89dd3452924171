#pragma once

#include <string>
#include <string_view>

namespace tk {

/// A descriptor that reads the file, for the caller to close; stdin for "-". Throws Error when there is no such file,
/// it cannot be read, or it is a folder.
int open_input(const std::string& path);

/// Writes all of `bytes`; false, with `errno` set, when that cannot be done or a signal asks to stop (EINTR).
bool write_all(int descriptor, std::string_view bytes);

/// Writes `bytes` so that another program sees the whole file or none: a new file has no name until it is complete
/// (where the file system can do that; even a kill leaves no part of it then), another is written beside the old one
/// and renamed. Not synced to the disk. Throws Error naming the path (`DiskFull` when there is no room); nothing
/// remains then.
void write_whole_file(const std::string& path, std::string_view bytes);

}  // namespace tk
