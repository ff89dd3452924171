#pragma once

#include <functional>
#include <map>
#include <string>

namespace tk::update {

/// The texts of a game that names things by number: a JSON object {"123": "text"}, alone or as member `texts` or
/// `entries`. Throws Error.
std::map<std::string, std::string, std::less<>> read_texts(const std::string& path);

}  // namespace tk::update
