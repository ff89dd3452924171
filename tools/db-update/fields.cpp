#include "db-update/fields.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"
#include "db-update/number_text.hpp"

namespace tk::update {

namespace {

std::string shown(const JsonView& value) {
    return fit(value.dump(), 40);
}

bool is_null(const JsonView& value) {
    return value.is_null();
}

bool is_null_text(const JsonView& value) {
    return value.is_string() && *value.as_string() == "null";
}

}  // namespace

void refuse(const std::string& what) {
    throw RecordError("invalid", what);
}

Fields::Fields(JsonView record, Notes& notes, std::optional<JsonView> fallback, const Renames* renames)
    : fallback_(fallback), notes_(notes), renames_(renames) {
    for (const auto& [name, value] : record.members()) {
        if (is_null_text(value)) {
            ++notes_.repairs["null_text"];
            continue;
        }
        if (!is_null(value)) members_.push_back({name, value});
    }
}

Fields::Member* Fields::find(std::string_view name) {
    const auto found = std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.name == name; });
    return found == members_.end() ? nullptr : &*found;
}

std::optional<JsonView> Fields::renamed(std::string_view name) {
    if (!renames_) return std::nullopt;
    const auto rename = renames_->find(name);
    if (rename == renames_->end()) return std::nullopt;
    if (Member* whole = find(rename->second)) {
        whole->taken = true;
        return whole->value;
    }
    const std::vector<std::string> path = split(rename->second, '.');
    const Member* first = find(path.front());
    std::optional<JsonView> value = first ? std::optional(first->value) : std::nullopt;
    for (std::size_t i = 1; value && i < path.size(); ++i) value = value->find(path[i]);
    if (value && (is_null(*value) || is_null_text(*value))) return std::nullopt;
    return value;
}

std::optional<JsonView> Fields::any(Names names) {
    for (const std::string_view name : names) {
        if (const auto value = renamed(name)) return value;
    }
    for (const std::string_view name : names) {
        if (Member* member = find(name)) {
            member->taken = true;
            return member->value;
        }
    }
    if (fallback_) {
        for (const std::string_view name : names) {
            const auto value = fallback_->find(name);
            if (value && !is_null(*value) && !is_null_text(*value)) return value;
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> Fields::integer(Names names, std::int64_t least, std::int64_t most) {
    const auto value = any(names);
    if (!value) return std::nullopt;
    auto number = value->as_integer();
    if (const auto text = value->as_string(); text && (number = whole_of_text(*text))) ++notes_.repairs["number_text"];
    if (!number) refuse(fmt::format("{} must be a whole number, not {}", *names.begin(), shown(*value)));
    if (*number < least || *number > most)
        refuse(fmt::format("{} must be between {} and {}, not {}", *names.begin(), least, most, *number));
    return number;
}

std::optional<double> Fields::number(Names names, double least, double most) {
    const auto value = any(names);
    if (!value) return std::nullopt;
    auto number = value->as_number();
    if (const auto text = value->as_string(); text && (number = number_of_text(*text))) ++notes_.repairs["number_text"];
    if (!number) refuse(fmt::format("{} must be a number, not {}", *names.begin(), shown(*value)));
    if (!(*number >= least && *number <= most))
        refuse(fmt::format("{} must be between {} and {}, not {}", *names.begin(), least, most, *number));
    return number;
}

std::optional<std::int64_t> Fields::boolean(Names names) {
    const auto value = any(names);
    if (!value) return std::nullopt;
    if (const auto truth = value->as_boolean()) return *truth ? 1 : 0;
    const auto number = value->as_integer();
    if (!number || *number < 0 || *number > 1)
        refuse(fmt::format("{} must be true or false, not {}", *names.begin(), shown(*value)));
    return number;
}

std::optional<std::string> Fields::text(Names names) {
    const auto value = any(names);
    if (!value) return std::nullopt;
    const auto text = value->as_string();
    if (!text) refuse(fmt::format("{} must be text, not {}", *names.begin(), shown(*value)));
    if (trim(*text).empty()) return std::nullopt;
    return std::string(*text);
}

std::optional<std::string> Fields::id(Names names) {
    const auto value = any(names);
    if (!value) return std::nullopt;
    if (const auto text = value->as_string()) {
        if (trim(*text).empty()) return std::nullopt;
        return std::string(trim(*text));
    }
    const auto number = value->as_integer();
    if (number) {
        if (value->type() == JsonView::Type::real) ++notes_.repairs["float_id"];
        return std::to_string(*number);
    }
    const std::string digits = value->is_number() ? value->dump() : "";
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos)
        refuse(fmt::format("{} must be text or a whole number, not {}", *names.begin(), shown(*value)));
    return digits;  // beyond 63 bits
}

std::optional<std::string> Fields::ids(Names names) {
    const auto list = any(names);
    if (!list) return std::nullopt;
    if (!list->is_array()) refuse(fmt::format("{} must be a list of ids, not {}", *names.begin(), shown(*list)));
    std::string json;
    for (const JsonView& element : list->elements()) {
        std::optional<JsonView> id = element;
        if (element.is_object()) {
            id = element.find("id");
            if (!id) id = element.find("ankama_id");
        }
        const auto text = id ? id->as_string() : std::nullopt;
        const auto number = id ? id->as_integer() : std::nullopt;
        if (!text && !number) refuse(fmt::format("{} must hold ids, not {}", *names.begin(), shown(element)));
        json += (json.empty() ? "[" : ",") + json_quote(text ? std::string(*text) : std::to_string(*number));
    }
    return json.empty() ? "[]" : json + "]";
}

std::optional<std::string> Fields::json(Names names) {
    const auto value = any(names);
    if (!value) return std::nullopt;
    if (!value->is_array() && !value->is_object())
        refuse(fmt::format("{} must be a list or an object, not {}", *names.begin(), shown(*value)));
    return value->dump();
}

void Fields::leave(std::string_view name) {
    if (Member* member = find(name)) member->taken = false;
}

std::optional<std::string> Fields::rest() {
    std::vector<const Member*> left;
    for (const Member& member : members_) {
        if (!member.taken) left.push_back(&member);
    }
    if (left.empty()) return std::nullopt;
    std::sort(left.begin(), left.end(), [](const Member* a, const Member* b) { return a->name < b->name; });
    std::string json;
    for (const Member* member : left) {
        ++notes_.extra[std::string(member->name)];
        json += (json.empty() ? "{" : ",") + json_quote(member->name) + ":" + member->value.dump();
    }
    return json + "}";
}

std::optional<LocalText> local_text(const std::optional<JsonView>& value, std::string_view member,
                                    std::string_view language, std::string_view texts_in) {
    if (!value) return std::nullopt;
    const auto plain = [&](const std::string& text) {
        if (texts_in.empty()) return LocalText{text, std::nullopt, text};
        return LocalText{text, "{" + json_quote(texts_in) + ":" + json_quote(text) + "}", text};
    };
    if (const auto text = value->as_string()) {
        if (trim(*text).empty()) return std::nullopt;
        return plain(std::string(trim(*text)));
    }
    if (const auto number = value->as_integer())  // a name such as 1984, from a table
        return plain(std::to_string(*number));
    LocalText result;
    if (value->is_array()) {
        for (const JsonView& paragraph : value->elements()) {
            const auto text = paragraph.as_string();
            if (!text) refuse(fmt::format("{} must hold text only, not {}", member, shown(paragraph)));
            result.text += (result.text.empty() ? "" : "\n") + std::string(*text);
        }
        if (trim(result.text).empty()) return std::nullopt;
        return plain(result.text);
    }
    if (!value->is_object())
        refuse(fmt::format("{} must be text or an object by language, not {}", member, shown(*value)));
    for (const auto& [key, name] : value->members()) {
        const auto text = name.as_string();
        if (!text) {
            if (name.is_null()) continue;
            refuse(fmt::format("{}.{} must be text, not {}", member, key, shown(name)));
        }
        if (!result.all.empty()) result.all += '\n';
        result.all += *text;
        if (result.text.empty()) result.text = trim(*text);
    }
    for (const std::string_view key : {std::string_view("en"), std::string_view("fr"), language}) {
        const auto text = value->string(key);
        if (text && !trim(*text).empty()) result.text = trim(*text);
    }
    if (result.text.empty()) return std::nullopt;
    result.names = value->dump();
    return result;
}

}  // namespace tk::update
