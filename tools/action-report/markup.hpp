#pragma once

#include <string>
#include <string_view>

namespace tk::report {

/// `text` of the data as HTML or XML text, also inside of quotes: & < > " ' are escaped, controls become U+FFFD.
std::string escaped(std::string_view text);

/// JSON text as the content of a <script> element: the same JSON, without what could end the element.
std::string script_json(std::string_view json);

}  // namespace tk::report
