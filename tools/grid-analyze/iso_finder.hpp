#pragma once

#include "grid-analyze/edge_field.hpp"
#include "grid-analyze/finder.hpp"
#include "grid-analyze/flat_picture.hpp"
#include "grid-analyze/spectrum.hpp"

namespace tk::grid {

/// Looks for an isometric board only, as find_board does: first at the spectrum of the whole picture, which is quick.
class IsoSearch {
public:
    /// Keeps references to both. `gray`: CV_8U.
    IsoSearch(const cv::Mat& gray, const profile::BoardProfile& profile);

    /// Whether the spectrum speaks so clearly for isometric cells that they should be looked for first.
    bool is_promising() const;
    /// `fields`: of the picture.
    Search find(const EdgeFields& fields) const;

private:
    const cv::Mat& gray_;
    const profile::BoardProfile& profile_;
    FlatPicture flat_;
    std::vector<PeriodGuess> guesses_;
};

}  // namespace tk::grid
