#include "profile/profiles.hpp"

#include "core/error.hpp"

namespace tk::profile {

Profiles::Profiles(std::string option) : option_(std::move(option)) {
    if (const auto name = choose_profile(option_, std::nullopt)) keep(*name, load_profile(*name));
}

const Profile* Profiles::of(std::optional<std::string_view> from_record) {
    const auto name = choose_profile(option_, from_record);
    if (!name) return nullptr;
    if (const Profile* const known = find(*name)) return known;
    try {
        return &keep(*name, load_profile(*name));
    } catch (const Error& error) {
        throw RecordError("bad-profile", error.what(), error.advice());
    }
}

const Profile* Profiles::find(const std::string& name) const {
    const auto known = known_.find(name);
    return known == known_.end() ? nullptr : &known->second;
}

const Profile& Profiles::keep(const std::string& name, Profile profile) {
    return known_.insert_or_assign(name, std::move(profile)).first->second;
}

}  // namespace tk::profile
