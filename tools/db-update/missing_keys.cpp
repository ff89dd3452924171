#include "db-update/missing_keys.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/json.hpp"

namespace tk::update {

namespace {

std::optional<Value> structure_of(const store::Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    if (!text || text->empty() || (text->front() != '{' && text->front() != '[')) return std::nullopt;
    Value value = Value::parse(*text, nullptr, false);
    if (value.is_discarded()) return std::nullopt;  // a text that only begins like one
    return value;
}

bool is_number(const std::string& key) {
    return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void collect(const Value& value, const std::string& path, std::set<std::string>& keys) {
    if (value.is_array()) {
        for (const Value& element : value) collect(element, path + "[]", keys);
    } else if (value.is_object()) {
        for (const auto& [key, inner] : value.items()) {
            const std::string name = is_number(key) ? "*" : key;
            const std::string place = path.empty() ? name : path + "." + name;
            if (!inner.is_null()) keys.insert(place);
            collect(inner, place, keys);
        }
    }
}

}  // namespace

std::set<std::string> missing_keys(const store::Cell& before, const store::Cell& after) {
    const auto old = structure_of(before);
    const auto present = structure_of(after);
    if (!old || !present) return {};
    std::set<std::string> known;
    std::set<std::string> told;
    collect(*old, "", known);
    collect(*present, "", told);
    std::set<std::string> missing;
    std::set_difference(known.begin(), known.end(), told.begin(), told.end(), std::inserter(missing, missing.end()));
    return missing;
}

}  // namespace tk::update
