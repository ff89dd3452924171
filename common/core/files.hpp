#pragma once

#include <string>
#include <string_view>

namespace tk {

/// A descriptor that reads the file, for the caller to close; stdin for "-". Throws Error when there is no such file,
/// it cannot be read, or it is a folder.
int open_input(const std::string& path);

/// Writes `bytes` beside `path` and renames: another program sees the whole file or none. Not synced to the disk.
/// Throws Error naming the path (`DiskFull` when there is no room); nothing remains then.
void write_whole_file(const std::string& path, std::string_view bytes);

}  // namespace tk
