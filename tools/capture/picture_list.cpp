#include "capture/picture_list.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <glob.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "image/probe.hpp"

namespace tk::capture {

namespace fs = std::filesystem;

namespace {

/// Names by which people expect a file to be taken for a picture, also formats that are not read: those are reported
/// instead of being passed over in silence.
bool is_named_like_picture(const fs::path& path) {
    static constexpr std::array<std::string_view, 12> extensions{".png",  ".jpg", ".jpeg", ".ppm",  ".pgm",  ".gif",
                                                                 ".webp", ".bmp", ".tif",  ".tiff", ".avif", ".heic"};
    const std::string extension = fold(path.extension().string());
    return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

bool looks_like_picture(const fs::path& path) {
    std::array<char, 16> start{};
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return false;
    const ssize_t count = ::read(descriptor, start.data(), start.size());
    ::close(descriptor);
    return count > 0 && image::sniff({start.data(), static_cast<std::size_t>(count)}).has_value();
}

/// The last part of a folder's path, also of "replay/", "." and "..".
std::string folder_name(const fs::path& folder) {
    std::error_code failed;
    const fs::path whole = fs::weakly_canonical(folder.empty() ? "." : folder, failed);
    const std::string name = (failed ? folder : whole).filename().string();
    return name.empty() ? "pictures" : name;
}

std::vector<PictureFile> pictures_of_folder(Context& context, const std::string& folder) {
    std::vector<std::string> names;
    std::size_t passed_over = 0;
    bool has_folders = false;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; entry != end; entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        std::error_code unknown;
        if (entry->is_directory(unknown)) {
            has_folders = true;
        } else if (!name.starts_with('.') && (is_named_like_picture(name) || looks_like_picture(entry->path()))) {
            names.push_back(name);
        } else {
            ++passed_over;
        }
    }
    if (failed) throw Error(fmt::format("{}: {}", folder, failed.message()), "check the permissions of the folder");
    if (names.empty()) {
        throw Error(fmt::format("{}: no picture in this folder ({} other files)", folder, passed_over),
                    has_folders ? "its subfolders are not searched: name the one that holds the PNG, JPEG or PPM files"
                                : "name a folder that holds PNG, JPEG or PPM files");
    }
    if (passed_over > 0) context.log().info(fmt::format("{}: {} files are no pictures", folder, passed_over));
    std::sort(names.begin(), names.end(), natural_less);

    std::vector<PictureFile> pictures;
    const std::string series = folder_name(folder);
    const std::string prefix = folder.ends_with('/') ? folder : folder + "/";
    for (const std::string& name : names) pictures.push_back({prefix + name, series});
    return pictures;
}

std::vector<PictureFile> pictures_of_pattern(const std::string& pattern) {
    glob_t found{};
    std::vector<PictureFile> pictures;
    if (::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0) {
        for (std::size_t i = 0; i < found.gl_pathc; ++i) {
            const std::string path = found.gl_pathv[i];
            if (!fs::is_directory(path)) pictures.push_back({path, folder_name(fs::path(path).parent_path())});
        }
    }
    ::globfree(&found);
    if (pictures.empty()) throw Error(pattern + ": no file matches", "check the pattern");
    std::sort(pictures.begin(), pictures.end(),
              [](const PictureFile& a, const PictureFile& b) { return natural_less(a.path, b.path); });
    return pictures;
}

}  // namespace

std::vector<PictureFile> list_pictures(Context& context, const std::string& operand) {
    std::error_code unknown;
    if (fs::is_directory(operand, unknown)) return pictures_of_folder(context, operand);
    const bool is_pattern = operand.find_first_of("*?[") != std::string::npos;
    if (is_pattern && !fs::exists(operand, unknown)) return pictures_of_pattern(operand);
    return {{operand, fs::path(operand).stem().string()}};
}

std::string profile_beside(const std::string& picture_path) {
    const std::string path = (fs::path(picture_path).parent_path() / "profile.json").string();
    std::ifstream file(path, std::ios::binary);
    if (!file) return {};
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    JsonParser parser;
    try {
        if (const auto name = parser.parse(text).string("profile")) return std::string(*name);
    } catch (const Error& error) {
        throw InputError(path, 1, error.what(), R"(write {"profile":"NAME"} into it, or give --profile NAME)");
    }
    throw InputError(path, 1, "it names no profile", R"(write {"profile":"NAME"} into it, or give --profile NAME)");
}

}  // namespace tk::capture
