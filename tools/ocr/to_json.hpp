#pragma once

#include <string>

#include "ocr/interface.hpp"

namespace tk::ocr {

/// The `ocr` of a record as JSON text.
std::string to_json(const ReadPicture& read);

}  // namespace tk::ocr
