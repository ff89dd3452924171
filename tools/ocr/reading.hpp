#pragma once

#include <string>

namespace tk::ocr {

/// What a recogniser makes of a picture of one line.
struct Reading {
    std::string text;
    double confidence = 0;  ///< 0..1
};

}  // namespace tk::ocr
