#pragma once

#include <string>
#include <vector>

#include "core/program.hpp"

namespace tk::capture {

/// A picture that is a file already.
struct PictureFile {
    std::string path;    ///< as the user wrote it, or the folder as the user wrote it and the file's name
    std::string series;  ///< first part of the record's id: the folder's name, or the file's name without extension
};

/// The pictures of one operand: a file, a folder (its pictures in natural order, subfolders not entered) or a glob
/// pattern that the shell has not expanded. In a folder, files that neither look like a picture nor are named like one
/// are passed over (told with -v). Throws Error when there is no picture at all.
std::vector<PictureFile> list_pictures(Context& context, const std::string& operand);

/// The profile that `profile.json` in the picture's folder names ({"profile":"dofus"}); empty without such a file.
/// Throws InputError when the file does not say one.
std::string profile_beside(const std::string& picture_path);

}  // namespace tk::capture
