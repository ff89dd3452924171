#include "ocr/model_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::ocr {

namespace fs = std::filesystem;

fs::path model_folder(const std::string& languages, const std::string& set, const std::vector<std::string>& usual) {
    if (!set.empty()) return set;
    for (const std::string& folder : usual) {
        std::error_code error;
        if (fs::is_directory(folder, error)) return folder;
    }
    std::string packages;
    for (const std::string& language : split(languages, '+')) packages += " " + package_of(language);
    throw Error("there is no folder of Tesseract's models",
                fmt::format("install{}, or set TESSDATA_PREFIX to the folder that holds {}.traineddata", packages,
                            languages.substr(0, languages.find('+'))));
}

fs::path model_folder(const std::string& languages) {
    const char* set = std::getenv("TESSDATA_PREFIX");
    return model_folder(languages, set != nullptr ? set : "",
                        {"/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
                         "/usr/share/tessdata", "/usr/local/share/tessdata"});
}

std::string package_of(std::string language) {
    std::replace(language.begin(), language.end(), '_', '-');
    return "tesseract-ocr-" + language;
}

}  // namespace tk::ocr
