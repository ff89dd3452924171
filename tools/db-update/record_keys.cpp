#include "db-update/record_keys.hpp"

#include "core/sha256.hpp"

namespace tk::update {

void RecordKeys::next(const JsonView& record) {
    if (place_++ == 0) first_ = record.dump();
}

std::optional<std::string> RecordKeys::key(const JsonView& record, std::string_view session) const {
    if (!is_file_ && session.empty()) return std::nullopt;
    Sha256 hash;
    const std::string last = record.dump();
    for (const std::string_view part : {session, std::string_view(first_), std::string_view(last)}) {
        hash.add(part);
        hash.add({"\0", 1});
    }
    hash.add(std::to_string(place_));
    return hash.hex();
}

}  // namespace tk::update
