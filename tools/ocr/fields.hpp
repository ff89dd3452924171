#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <optional>
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
    bool by_template = false;  ///< the text is that of a template of the profile
    cv::Mat ink;               ///< as it was read; empty where there is none
};

/// The text that is known for ink (tightened), if any.
using KnownText = std::function<std::optional<std::string>(const cv::Mat& ink)>;

/// What the reading of a field in `place` depends on: the place and half its height around it, in a picture of this
/// size. Letters at the edge of a place over art are told from the art by what surrounds them.
cv::Rect seen_by_field(const cv::Rect& place, const cv::Size& picture);

/// Reads `field` in `place` of `picture` (CV_8UC3), which is not empty. `languages`: where the field names none.
///
/// Short numbers are what a recogniser misreads most ("0" as "O0", "7" as "77"), and a wrong number is worse than
/// none. So a number counts when its text has as many characters as the picture has glyphs, or else when two readings
/// of the picture at different sizes agree. A number that reaches the side of the place is not given out: it may go on
/// beyond. Over art, and where a panel gives nothing, the lines found in the place are read.
///
/// `text_of` is asked first; what it knows must be of the field's type and range like any other text.
ReadField read_field(const cv::Mat& picture, const profile::FieldProfile& field, const cv::Rect& place,
                     const std::string& languages, Recogniser& recogniser, const KnownText& text_of);

}  // namespace tk::ocr
