#include "db-update/unnamed.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tk::update {

namespace {

using Members = std::vector<std::pair<std::string_view, JsonView>>;

bool is_list_of_objects(const JsonView& value) {
    if (!value.is_array()) return false;
    const auto elements = value.elements();
    return !elements.empty() && elements.front().is_object();
}

}  // namespace

std::string advice_without(std::string_view wanted, const Members& members) {
    const auto list = std::find_if(members.begin(), members.end(),
                                   [](const auto& member) { return is_list_of_objects(member.second); });
    if (wanted == "id" && list != members.end())
        return fmt::format("if the records are in its list '{0}', give that: jq '.\"{0}\"' FILE", list->first);
    const bool only_objects = members.size() > 1 && std::all_of(members.begin(), members.end(), [](const auto& member) {
                                  return member.second.is_object();
                              });
    if (wanted == "id" && only_objects)
        return "if its members are the records, give them as a list: jq 'to_entries | map({id: .key} + .value)' FILE";
    std::vector<std::string_view> names;
    for (const auto& [name, value] : members) {
        if (value.is_string() || value.as_integer()) names.push_back(name);
    }
    return advice_without(wanted, names);
}

std::string advice_without(std::string_view wanted, const std::vector<std::string_view>& names) {
    constexpr std::size_t most = 8;
    if (names.empty()) return {};
    const auto end = names.begin() + static_cast<std::ptrdiff_t>(std::min(most, names.size()));
    return fmt::format("--map {}=MEMBER says which member it is{}; it has {}{}", wanted,
                       wanted == "id" ? ", several joined by a +" : "", fmt::join(names.begin(), end, ", "),
                       names.size() > most ? ", ..." : "");
}

}  // namespace tk::update
