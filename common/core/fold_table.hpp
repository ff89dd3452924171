#pragma once

namespace tk {

/// How a Latin letter with marks, or a ligature, is spelt in plain lower-case letters; null for any other.
const char* folded_spelling(char32_t letter);

}  // namespace tk
