#include "db-update/unnamed.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tk::update {

namespace {

using Members = std::vector<std::pair<std::string_view, JsonView>>;

/// The names of those members that can name a record, in quotes where a shell or --map would cut them; the first ones.
std::string candidates(const Members& members) {
    constexpr std::size_t most = 8;
    std::string shown;
    std::size_t count = 0;
    for (const auto& [name, value] : members) {
        if (!value.is_string() && !value.as_integer()) continue;
        if (++count > most) return shown + ", ...";
        shown += (shown.empty() ? "" : ", ") + std::string(name);
    }
    return shown;
}

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
    const std::string names = candidates(members);
    if (names.empty()) return {};
    return fmt::format("--map {}=MEMBER says which member it is{}; it has {}", wanted,
                       wanted == "id" ? ", several joined by a +" : "", names);
}

}  // namespace tk::update
