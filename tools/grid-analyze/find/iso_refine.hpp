#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <optional>

#include "grid-analyze/find/iso_edges.hpp"
#include "grid-analyze/find/iso_lattice.hpp"
#include "grid-analyze/find/iso_periods.hpp"

namespace tk::grid {

/// The guess whose width, a hundredth more or less, lets most edge points fall together: what else repeats in a picture
/// moves the peaks of its spectrum.
PeriodGuess sharpest_near(const IsoEdges& edges, const PeriodGuess& guess);

/// Places a lattice of the guessed period where most edge points of both families lie on its lines.
Lattice place_lattice(const IsoEdges& edges, const PeriodGuess& guess);

/// Fits `lattice` to the edge points near its lines by weighted least squares; a point's weight falls as a
/// Gauss curve of `spread` pixels with its distance from the line, so that other lines beside it do not pull.
/// Only points on a line between two cells that are `inside` count. Nothing when they do not determine a lattice.
std::optional<Lattice> fit_lattice(const IsoEdges& edges, const Lattice& lattice, double spread,
                                   const std::function<bool(Coord)>& inside);

/// The lattice that solves the normal equations of a least squares fit. Unknowns: a = 1/width, b = 1/height, p and q,
/// with a x + b y - p the line of family 0 and a x - b y - q that of family 1; x and y count from the centre of
/// `about`, so that the numbers stay small. Nothing where they do not determine one.
std::optional<Lattice> solved_lattice(const cv::Matx44d& normal, const cv::Vec4d& right, const Lattice& about);

}  // namespace tk::grid
