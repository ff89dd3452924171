#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tk::ocr {

/// Where the models of `languages` ("fra+eng") lie: in the folder `set`, else in the first of the `usual` ones that
/// exists. Throws Error saying what to install, or to set, where there is none.
std::filesystem::path model_folder(const std::string& languages, const std::string& set,
                                   const std::vector<std::string>& usual);

/// The same with TESSDATA_PREFIX and the folders that distributions use.
std::filesystem::path model_folder(const std::string& languages);

/// The Debian package that holds a language ("chi_sim" is in tesseract-ocr-chi-sim).
std::string package_of(std::string language);

}  // namespace tk::ocr
