#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/dictionary.hpp"
#include "ocr/network.hpp"

namespace tk::ocr {

/// What a model for lines knows: its network, and what each code of it stands for.
struct Model {
    Network network;
    std::vector<std::string> characters;  ///< UTF-8 by code; empty for a code that stands for nothing
    std::size_t nothing = 0;              ///< the code between characters
    std::vector<std::uint32_t> numbers;   ///< by code, in the list of characters and in the dictionary
    std::vector<std::uint32_t> small;     ///< the same of the small letter, for a capital
    std::vector<bool> letters;            ///< by code
    Dictionary dictionary;
};

/// Reads the bytes of a `.traineddata` file (format: tesseract-ocr/tesseract:src/ccutil/tessdatamanager.cpp,
/// src/lstm/lstmrecognizer.cpp). Nothing when it holds no network, one of another make than `Network`, or one whose
/// characters take several codes (Chinese, Korean): Tesseract itself must run these.
std::optional<Model> read_model(std::string_view bytes);

}  // namespace tk::ocr
