#pragma once

#include <optional>
#include <vector>

#include "grid-analyze/scene/cell_look.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// The highlight whose hue a pixel has as it stands: the first that suits, so that of two of one hue the more saturated
/// has to come first. Nothing for dark pixels.
std::optional<std::size_t> highlight_of(const cv::Vec3b& pixel, const std::vector<profile::NamedHue>& highlights);

/// What a part of a cell is painted with.
struct Coat {
    std::size_t highlight = 0;
    bool is_seen_through = false;  ///< the hue is not that of the pixels: it was worked out, over the floor's
};

/// The highlight whose hue at least the share `least` of the points shows: as it stands, else as a translucent colour
/// over `floor`.
std::optional<Coat> coat_on(const Look& look, const cv::Vec3b& floor, const std::vector<profile::NamedHue>& highlights,
                            double least);

/// How much of the difference of two shades of floor shows in the colours of two cells that are painted: 1 where the
/// paint is clear, 0 where it is opaque, as a window is. Nothing where the shades are too much alike to tell.
std::optional<double> shown_through(const cv::Vec3b& colour, const cv::Vec3b& other, const cv::Vec3b& floor,
                                    const cv::Vec3b& other_floor);

}  // namespace tk::grid
