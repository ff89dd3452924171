#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tk::report {

/// Lets maps be asked with a string_view.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

template <typename Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// Gives each distinct text a small number, in order of first appearance. 0 is the empty text.
class Names {
public:
    Names() { index_of(""); }
    Names(Names&&) = default;  // the nodes of the map, and so its keys, move along
    Names& operator=(Names&&) = default;

    std::uint32_t index_of(std::string_view text) {
        if (const auto found = indices_.find(text); found != indices_.end()) return found->second;
        const auto index = static_cast<std::uint32_t>(texts_.size());
        texts_.push_back(&indices_.emplace(std::string(text), index).first->first);  // keys of a node map stay in place
        return index;
    }
    const std::string& text(std::uint32_t index) const { return *texts_[index]; }
    std::size_t size() const { return texts_.size(); }

private:
    TextMap<std::uint32_t> indices_;
    std::vector<const std::string*> texts_;
};

}  // namespace tk::report
