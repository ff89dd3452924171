#include "db-update/record_keys.hpp"

#include <utility>

#include "core/sha256.hpp"

namespace tk::update {

void RecordKeys::next(std::string record) {
    last_ = std::move(record);
    if (place_++ == 0) first_ = last_;
}

std::optional<std::string> RecordKeys::key(std::string_view session) const {
    if (!is_file_ && session.empty()) return std::nullopt;
    Sha256 hash;
    for (const std::string_view part : {session, std::string_view(first_), std::string_view(last_)}) {
        hash.add(part);
        hash.add({"\0", 1});
    }
    hash.add(std::to_string(place_));
    return hash.hex();
}

}  // namespace tk::update
