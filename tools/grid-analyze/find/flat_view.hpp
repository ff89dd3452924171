#pragma once

#include "grid-analyze/find/flat_picture.hpp"
#include "grid-analyze/find/flat_spectrum.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// The flat picture without what lies outside of `area`, the part of it that boards are in.
FlatPicture kept_inside(FlatPicture flat, const profile::RelativeBox& area);

/// A picture made flat in which only the part that boards are in has values, and its spectrum.
struct FlatView {
    FlatPicture picture;
    FlatSpectrum spectrum;

    FlatView(const cv::Mat& gray, const profile::RelativeBox& area);
};

}  // namespace tk::grid
