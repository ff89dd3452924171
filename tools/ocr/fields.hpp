#pragma once

#include <opencv2/core.hpp>
#include <string>

#include "ocr/recogniser.hpp"
#include "ocr/values.hpp"
#include "profile/profile.hpp"

namespace tk::ocr {

/// A field of a profile as it was found in a picture.
struct ReadField {
    std::string name;
    TypedValue value;
    std::string text;  ///< as read, with its label
    cv::Rect box;      ///< of the ink, in the picture; of the place searched when there is none
    double confidence = 0;
    bool cached = false;
};

/// Reads `field` in `place` of `picture` (CV_8UC3), which is not empty. `languages`: where the field names none.
///
/// Short numbers are what a recogniser misreads most ("0" as "O0", "7" as "77"), and a wrong number is worse than
/// none. So a number counts when its text has as many characters as the picture has glyphs, or else when two readings
/// of the picture at different sizes agree.
ReadField read_field(const cv::Mat& picture, const profile::FieldProfile& field, const cv::Rect& place,
                     const std::string& languages, Recogniser& recogniser);

}  // namespace tk::ocr
