#include "action-report/actors.hpp"

namespace tk::report {

namespace {

constexpr std::uint32_t nobody = UINT32_MAX;

std::string key_of(std::string_view id, std::string_view name) {
    std::string key(id);
    key += '\n';
    key += name;
    return key;
}

}  // namespace

const std::string& Actors::name_of(std::string_view id) const {
    static const std::string none;
    const auto known = ids_.find(id);
    return !known || *known >= last_.size() || last_[*known] == nobody ? none : actors_[last_[*known]].name;
}

std::uint32_t Actors::add(std::string_view id, std::string_view name) {
    const auto index = static_cast<std::uint32_t>(actors_.size());
    Actor actor;
    actor.id = id;
    actor.name = name;
    actors_.push_back(std::move(actor));
    return index;
}

std::uint32_t Actors::index_of(std::string_view id, std::string_view name) {
    const std::uint32_t number = ids_.index_of(id);
    if (last_.size() <= number) last_.resize(number + 1UL, nobody);
    std::uint32_t& last = last_[number];
    if (last == nobody) return last = add(id, name);
    Actor& actor = actors_[last];
    if (name.empty() || equal_texts(actor.name, name)) return last;
    if (actor.name.empty()) {
        actor.name = name;
        return last;
    }
    // A second name: from here on the names of this id are kept apart.
    with_id_and_name_.try_emplace(key_of(id, actor.name), last);
    const auto [place, is_new] = with_id_and_name_.try_emplace(key_of(id, name), 0);
    if (is_new) place->second = add(id, name);
    return last = place->second;
}

}  // namespace tk::report
