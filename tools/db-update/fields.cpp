#include "db-update/fields.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"
#include "db-update/member_name.hpp"
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

[[noreturn]] void refuse_value(std::string_view name, std::string_view wanted, const JsonView& value) {
    refuse_member(name, fmt::format("{} must be {}, not {}", name, wanted, shown(value)));
}

}  // namespace

void refuse(const std::string& what) {
    throw RecordError("invalid", what);
}

void refuse_member(std::string_view name, const std::string& what) {
    const bool is_needed = name == "id" || name == "name";
    throw RecordError(
        "invalid", what,
        is_needed ? ""
                  : fmt::format("where it is another thing in this game, --map {}= keeps it beside as it is", name));
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

Fields::Member* Fields::find_otherwise_spelled(std::string_view name) {
    const auto found =
        std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return is_same_name(m.name, name); });
    return found == members_.end() ? nullptr : &*found;
}

std::optional<JsonView> Fields::at_path(std::string_view path) {
    if (Member* whole = find(path)) {
        whole->taken = true;
        return whole->value;
    }
    const std::vector<std::string> steps = split(path, '.');
    const Member* first = find(steps.front());
    std::optional<JsonView> value = first ? std::optional(first->value) : std::nullopt;
    for (std::size_t i = 1; value && i < steps.size(); ++i) value = value->find(steps[i]);
    if (value && (is_null(*value) || is_null_text(*value))) return std::nullopt;
    return value;
}

/// "set+number": the values as one text with hyphens, where the record has them all. They stay among the others, each
/// by its own name.
std::optional<JsonView> Fields::joined(const std::string& paths) {
    std::string text;
    for (const std::string& path : split(paths, '+')) {
        Member* whole = find(path);
        const bool was_taken = whole && whole->taken;
        const auto part = at_path(path);
        if (whole) whole->taken = was_taken;
        if (!part) return std::nullopt;
        if (!part->is_string() && !part->is_number()) refuse(path + " must be text or a number, not " + shown(*part));
        text += (text.empty() ? "" : "-") + (part->is_string() ? std::string(*part->as_string()) : part->dump());
    }
    joined_.push_back(std::make_unique<JsonParser>());
    return joined_.back()->parse("[" + json_quote(text) + "]").elements().front();
}

Fields::Renamed Fields::renamed(std::string_view name) {
    const auto rename = renames_ ? renames_->find(name) : Renames::const_iterator{};
    if (!renames_ || rename == renames_->end()) return {};
    const std::string& theirs = rename->second;
    if (theirs.empty()) return {true, std::nullopt};
    auto value = at_path(theirs);
    if (!value && theirs.find('+') != std::string::npos) value = joined(theirs);
    if (value && !notes_.renamed.contains(name)) notes_.renamed.emplace(name);
    return {value.has_value(), value};
}

std::optional<JsonView> Fields::any(Names names) {
    for (const std::string_view name : names) {
        if (const Renamed told = renamed(name); told.is_told) return told.value;
    }
    for (const bool is_exact : {true, false}) {
        for (const std::string_view name : names) {
            if (Member* member = is_exact ? find(name) : find_otherwise_spelled(name)) {
                member->taken = true;
                return member->value;
            }
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

std::optional<JsonView> Fields::any_but_nothing(Names names) {
    const auto value = any(names);
    const auto text = value ? value->as_string() : std::nullopt;
    if (!text || !is_text_for_nothing(*text)) return value;
    ++notes_.repairs["nothing_text"];
    return std::nullopt;
}

std::optional<std::int64_t> Fields::integer(Names names, std::int64_t least, std::int64_t most) {
    const auto value = any_but_nothing(names);
    if (!value) return std::nullopt;
    auto number = value->as_integer();
    if (const auto text = value->as_string(); text && (number = whole_of_text(*text))) ++notes_.repairs["number_text"];
    if (!number) refuse_value(*names.begin(), "a whole number", *value);
    if (*number < least || *number > most)
        refuse(fmt::format("{} must be between {} and {}, not {}", *names.begin(), least, most, *number));
    return number;
}

std::optional<double> Fields::number(Names names, double least, double most) {
    const auto value = any_but_nothing(names);
    if (!value) return std::nullopt;
    auto number = value->as_number();
    if (const auto text = value->as_string(); text && (number = number_of_text(*text))) ++notes_.repairs["number_text"];
    if (!number) refuse_value(*names.begin(), "a number", *value);
    if (!(*number >= least && *number <= most))
        refuse(fmt::format("{} must be between {} and {}, not {}", *names.begin(), least, most, *number));
    return number;
}

std::optional<std::int64_t> Fields::boolean(Names names) {
    const auto value = any_but_nothing(names);
    if (!value) return std::nullopt;
    if (const auto truth = value->as_boolean()) return *truth ? 1 : 0;
    auto number = value->as_integer();
    if (const auto text = value->as_string(); text && (number = truth_of_text(*text))) ++notes_.repairs["truth_text"];
    if (!number || *number < 0 || *number > 1) refuse_value(*names.begin(), "true or false", *value);
    return number;
}

std::optional<std::string> Fields::text(Names names) {
    const auto value = any(names);
    if (!value) return std::nullopt;
    const auto text = value->as_string();
    if (!text) refuse_value(*names.begin(), "text", *value);
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
        refuse_value(*names.begin(), "text or a whole number", *value);
    return digits;  // beyond 63 bits
}

std::optional<std::string> Fields::ids(Names names) {
    const auto list = any(names);
    if (!list) return std::nullopt;
    if (!list->is_array()) refuse_value(*names.begin(), "a list of ids", *list);
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
    if (!value->is_array() && !value->is_object()) refuse_value(*names.begin(), "a list or an object", *value);
    return value->dump();
}

std::vector<std::pair<std::string_view, JsonView>> Fields::all() const {
    std::vector<std::pair<std::string_view, JsonView>> pairs;
    for (const Member& member : members_) pairs.emplace_back(member.name, member.value);
    return pairs;
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
