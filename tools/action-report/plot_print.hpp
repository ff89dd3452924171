#pragma once

#include "action-report/layout.hpp"
#include "action-report/section.hpp"
#include "action-report/words.hpp"

namespace tk::report {

/// A series for people: a line plot in braille with its least and most values written out, or a sparkline where it has
/// few points or the page is narrow. Nothing where there are fewer than two points.
void print_series(Page& page, const Tongue& tongue, const Series& series);

/// A matrix as a heat map, one character a cell; the darkest is the largest.
void print_matrix(Page& page, const Tongue& tongue, const Table& table);

}  // namespace tk::report
