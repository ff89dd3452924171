#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "profile/profile.hpp"

namespace tk::profile {

/// The profiles that the records of a stream ask for, each read once. What is handed out stays where it is.
class Profiles {
public:
    /// `option`: name or path that the user gave, empty for none. Loads what the user or the environment names, so that
    /// a mistake shows before the first record.
    explicit Profiles(std::string option);

    /// The profile for a record that names `from_record`; null where nobody names one. Throws RecordError with the code
    /// bad-profile when it cannot be loaded.
    const Profile* of(std::optional<std::string_view> from_record);

    /// The profile kept under `name`; null when there is none.
    const Profile* find(const std::string& name) const;
    /// Keeps `profile` under `name`, instead of the one before.
    const Profile& keep(const std::string& name, Profile profile);

private:
    std::string option_;
    std::map<std::string, Profile> known_;
};

}  // namespace tk::profile
