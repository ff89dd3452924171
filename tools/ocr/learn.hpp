#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "ocr/regions.hpp"

namespace tk::ocr {

/// A text that the user sees in a picture, and what it is to be called.
struct NamedText {
    std::string name;  ///< of the field
    std::string text;  ///< "PV 34 / 57", or the value alone
};

/// "name=text"; throws UsageError.
NamedText parse_named_text(const std::string& words);

/// The lines of a file: `name=text` each; blank ones and those that begin with `#` are skipped. Throws InputError.
std::vector<NamedText> read_named_texts(const std::string& path);

/// What was learned from a picture.
struct Learned {
    std::string profile;                ///< as JSON text
    std::vector<std::string> problems;  ///< why a text has no field, each one sentence
};

/// The profile called `name` whose fields are `texts` as they stand among the `lines` of `picture` (CV_8UC3). The type
/// of a field is that of its text; words before a value are its label, and a label that no other line begins with is
/// its anchor. A field without one is relative to the nearest anchor, or to the picture where there is none.
Learned learn_profile(const cv::Mat& picture, const std::vector<PlacedLine>& lines, const std::vector<NamedText>& texts,
                      const std::string& name, const std::string& languages);

}  // namespace tk::ocr
