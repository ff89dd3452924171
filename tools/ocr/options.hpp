#pragma once

#include <string>
#include <vector>

#include "core/command.hpp"
#include "ocr/records.hpp"

namespace tk::ocr {

/// The options as they were given.
struct Asked {
    Wishes wishes;                         ///< those that need no parsing
    std::string region;                    ///< "x,y,w,h"
    std::vector<std::string> texts;        ///< "name=text"
    std::string texts_file;                ///< with one in each line
    std::vector<std::string> corrections;  ///< "name=text"
};

/// Declares the options, bound to `asked`.
void declare(Command& command, Asked& asked);

/// The wishes that the options spell. Throws UsageError for those that cannot be parsed, and Error for a file that
/// cannot be read.
Wishes wishes_of(const Asked& asked);

}  // namespace tk::ocr
