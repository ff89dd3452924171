#pragma once

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "profile/document.hpp"
#include "profile/profile.hpp"

namespace tk::profile {

/// The readers of the parts of a profile; all throw InputError.

using Names = std::vector<std::string>;

/// A name that is also a key of records and perhaps a file name.
std::string read_name(const Node& node);

/// Tesseract languages, "fra+eng".
std::string read_language(const Node& node);

/// A box relative to the picture.
RelativeBox read_box(const Node& node);

/// A hue as `"hue":[low,high]` with `least_saturation` beside it.
HueRange read_hue_range(const Node& node);

/// `anchors`, `fields`, `rows`, `regions`, `elements` and `glyphs` of a profile whose other parts may be read or not.
void read_interface(const Node& top, Profile& profile);

/// The list under `key`, each element read by `read`; names must differ where elements have names of their own.
template <typename Element, typename Read>
std::vector<Element> read_list(const Node& top, const std::string& key, Read read) {
    std::vector<Element> list;
    std::set<std::string> names;
    const auto node = top.find(key);
    if (!node) {
        return list;
    }
    for (const Node& element : node->elements()) {
        list.push_back(read(element));
        if constexpr (requires { list.back().name; }) {
            if (!names.insert(list.back().name).second) {
                element.require("name").refuse(fmt::format("`{}` is named twice", list.back().name));
            }
        }
    }
    return list;
}

}  // namespace tk::profile
