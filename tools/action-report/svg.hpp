#pragma once

#include <string>
#include <vector>

#include "action-report/section.hpp"
#include "core/program.hpp"

namespace tk::report {

/// Pictures of the values of a section as SVG elements. All colours are CSS variables (--ink, --soft, --line, --mark,
/// --paper) with defaults, so that a page can set them; every picture has a title that says what it shows.
///
/// A series is a line over its x axis with its least and most values written out as the table has them; a matrix is a
/// heat map with its numbers in it; of another table, the first column of numbers is drawn as bars.
std::string series_svg(const Series& series, Language language);
/// Nothing (an empty text) where a table holds nothing to draw: fewer than two rows, or no positive number.
std::string table_svg(const Table& table, Language language);

/// All pictures of the sections below each other, as one document with its own colours, light and dark.
std::string svg_document(const std::vector<Section>& sections, Language language);

}  // namespace tk::report
