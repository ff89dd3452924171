#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json.hpp"

namespace tk::report {

/// Where a value of a record is: a key, or keys joined by dots. A key that itself holds dots is found first.
class KeyPath {
public:
    explicit KeyPath(std::string path) : path_(std::move(path)) {}
    std::optional<JsonView> find(const JsonView& record) const;
    const std::string& text() const { return path_; }

private:
    std::string path_;
};

/// Under which keys a log holds what the report needs; by default those of the record contract.
struct Mapping {
    KeyPath id{"id"};
    KeyPath session{"session"};
    KeyPath actor{"actor"};
    KeyPath actor_name{"actor_name"};
    KeyPath action{"action"};
    KeyPath params{"params"};
    KeyPath context{"context"};
    KeyPath result{"result"};
    KeyPath error{"error"};
    KeyPath duration{"duration"};
    KeyPath t{"t"};
    KeyPath time{"time"};  ///< where it is not mapped, `timestamp` and `ts` do as well
    bool time_is_mapped = false;
    std::optional<KeyPath> success;  ///< absent: `success` of the result
    std::optional<KeyPath> turn;     ///< absent: `turn` of the context
    /// The option names the key of the action: then every record with a text there is an action, whatever its type.
    bool action_is_mapped = false;
};

/// Reads "actor=daemon_id,action=type". Throws UsageError on an unknown field (with the nearest) or a bad pair.
Mapping parse_mapping(std::string_view text);

}  // namespace tk::report
