#include "action-report/actors.hpp"

namespace tk::report {

namespace {

std::string key_of(std::string_view id, std::string_view name) {
    std::string key(id);
    key += '\n';
    key += name;
    return key;
}

}  // namespace

const std::string& Actors::name_of(std::string_view id) const {
    static const std::string none;
    const auto last = last_with_id_.find(id);
    return last == last_with_id_.end() ? none : actors_[last->second].name;
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
    const auto last = last_with_id_.find(id);
    if (last == last_with_id_.end()) {
        const std::uint32_t index = add(id, name);
        last_with_id_.emplace(std::string(id), index);
        if (!name.empty()) with_id_and_name_.emplace(key_of(id, name), index);
        return index;
    }
    Actor& actor = actors_[last->second];
    if (name.empty() || actor.name == name) return last->second;
    if (actor.name.empty()) {
        actor.name = name;
        with_id_and_name_.emplace(key_of(id, name), last->second);
        return last->second;
    }
    const std::string key = key_of(id, name);
    if (const auto known = with_id_and_name_.find(key); known != with_id_and_name_.end()) {
        last->second = known->second;
    } else {
        last->second = add(id, name);
        with_id_and_name_.emplace(key, last->second);
    }
    return last->second;
}

}  // namespace tk::report
