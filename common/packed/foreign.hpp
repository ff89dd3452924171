#pragma once

#include <optional>
#include <string_view>

namespace tk {

/// A file of another kind, that is no table, JSON or text.
struct Foreign {
    std::string_view what;    ///< "a zip archive or a spreadsheet"
    std::string_view advice;  ///< how to make something of it that can be read
};

/// What a file is, as its first bytes (`head`) tell: an archive, a packing that is not unpacked here, a database, a
/// dump, a page. Nothing for all else.
std::optional<Foreign> foreign_format(std::string_view head);

}  // namespace tk
