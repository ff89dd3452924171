#pragma once

namespace tk {

/// What to do with a text that is not UTF-8: most such texts are in Latin-1.
inline constexpr const char* convert_latin1 = "is it Latin-1? Convert it: iconv -f ISO-8859-1 -t UTF-8 FILE";

}  // namespace tk
