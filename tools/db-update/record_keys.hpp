#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.hpp"

namespace tk::update {

/// What tells the records of one source apart when they name no time or id themselves: what the source begins with, the
/// place in it and the content. So a log that is read again, or that has grown, is known again. From a pipe without a
/// session a record is of the moment it comes: there it has no key.
class RecordKeys {
public:
    /// `source`: a path, or "-" for stdin.
    explicit RecordKeys(std::string_view source) : is_file_(source != "-") {}

    /// Every record of the source, in its order.
    void next(const JsonView& record);
    /// The key of the last one, which must be given again (few records need one, and its text costs most);
    /// `session`: the one it belongs to, or empty.
    std::optional<std::string> key(const JsonView& record, std::string_view session) const;

private:
    bool is_file_;
    std::string first_;
    std::uint64_t place_ = 0;
};

}  // namespace tk::update
