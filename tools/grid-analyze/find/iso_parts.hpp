#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "board/coord.hpp"
#include "grid-analyze/find/flat_picture.hpp"
#include "grid-analyze/find/iso_periods.hpp"

namespace tk::grid {

/// An isometric period that shows in the spectrum of a part of a picture.
struct PartPeriod {
    PeriodGuess guess;
    cv::Rect2d part;      ///< pixels of the picture
    board::Point middle;  ///< of a cell, or one of its corners: there the outline of all cells stands out
};

/// The periods that show best in parts of a picture, best first, at most `count`. A board that fills little of a
/// picture hardly shows in the spectrum of the whole: noise and art of all of it are in each frequency.
std::vector<PartPeriod> find_periods_in_parts(const FlatPicture& flat, std::size_t count, Ratios ratios = {});

}  // namespace tk::grid
