#include "llm-ask/schema_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::llm {

namespace {

constexpr std::array known_keywords = {
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "const",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "anyOf",
    "allOf",
    "$ref",
    "title",
    "description",
    "default",
    "examples",
    "format",
    "$schema",
    "$id",
    "$defs",
    "$comment",
};
constexpr std::array type_names = {"null", "boolean", "integer", "number", "string", "array", "object"};
constexpr int deepest = 100;

template <typename List>
bool holds(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::optional<JsonView> resolve(const JsonView& root, std::string_view reference) {
    constexpr std::string_view prefix = "#/$defs/";
    if (reference == "#") return root;
    if (!reference.starts_with(prefix)) return std::nullopt;
    const auto definitions = root.find("$defs");
    return definitions ? definitions->find(reference.substr(prefix.size())) : std::nullopt;
}

/// Compact JSON with sorted keys: equal for equal values.
std::string canonical(const JsonView& value) {
    if (value.is_object()) {
        std::vector<std::pair<std::string, std::string>> members;
        for (const auto& [name, member] : value.members()) members.emplace_back(std::string(name), canonical(member));
        std::sort(members.begin(), members.end());
        std::string text = "{";
        for (const auto& [name, member] : members) text += json_quote(name) + ":" + member + ",";
        return text + "}";
    }
    if (value.is_array()) {
        std::string text = "[";
        for (const JsonView& element : value.elements()) text += canonical(element) + ",";
        return text + "]";
    }
    if (const auto integer = value.as_integer()) return fmt::format("{}", *integer);
    return value.dump();
}

bool is_type(const JsonView& value, std::string_view type) {
    switch (value.type()) {
        case JsonView::Type::null: return type == "null";
        case JsonView::Type::boolean: return type == "boolean";
        case JsonView::Type::integer: return type == "integer" || type == "number";
        case JsonView::Type::real: return type == "number" || (type == "integer" && value.as_integer());
        case JsonView::Type::string: return type == "string";
        case JsonView::Type::array: return type == "array";
        case JsonView::Type::object: return type == "object";
    }
    return false;
}

/// The names in a `type`: one, or a list of them.
std::vector<std::string> names_in(const JsonView& type) {
    std::vector<std::string> names;
    if (const auto one = type.as_string()) names.emplace_back(*one);
    for (const JsonView& name : type.elements()) names.emplace_back(name.as_string().value_or(""));
    return names;
}

class Check {
public:
    explicit Check(const JsonView& root) : root_(root) {}

    std::optional<std::string> misfit(const JsonView& schema, const JsonView& value, const std::string& at, int depth) {
        if (const auto truth = schema.as_boolean()) {
            return *truth ? std::nullopt : std::optional(at + ": is not allowed");
        }
        if (depth > deepest) return at + ": is nested too deep";
        for (const auto& check : {&Check::of_type, &Check::of_choice, &Check::of_number, &Check::of_text,
                                  &Check::of_list, &Check::of_object, &Check::of_parts}) {
            if (auto problem = (this->*check)(schema, value, at, depth)) return problem;
        }
        return std::nullopt;
    }

private:
    using Problem = std::optional<std::string>;

    Problem of_type(const JsonView& schema, const JsonView& value, const std::string& at, int) {
        const auto type = schema.find("type");
        if (!type) return std::nullopt;
        const std::vector<std::string> names = names_in(*type);
        if (std::any_of(names.begin(), names.end(), [&](const auto& name) { return is_type(value, name); })) {
            return std::nullopt;
        }
        return fmt::format("{}: must be of type {}", at, fmt::join(names, " or "));
    }

    Problem of_choice(const JsonView& schema, const JsonView& value, const std::string& at, int) {
        if (const auto only = schema.find("const"); only && canonical(*only) != canonical(value)) {
            return fmt::format("{}: must be {}", at, only->dump());
        }
        const auto choices = schema.find("enum");
        if (!choices) return std::nullopt;
        const std::string text = canonical(value);
        for (const JsonView& choice : choices->elements()) {
            if (canonical(choice) == text) return std::nullopt;
        }
        return fmt::format("{}: must be one of {}", at, choices->dump());
    }

    Problem of_number(const JsonView& schema, const JsonView& value, const std::string& at, int) {
        const auto number = value.as_number();
        if (!number) return std::nullopt;
        if (const auto low = schema.number("minimum"); low && *number < *low) {
            return fmt::format("{}: must be at least {:g}", at, *low);
        }
        if (const auto high = schema.number("maximum"); high && *number > *high) {
            return fmt::format("{}: must be at most {:g}", at, *high);
        }
        if (const auto low = schema.number("exclusiveMinimum"); low && *number <= *low) {
            return fmt::format("{}: must be more than {:g}", at, *low);
        }
        if (const auto high = schema.number("exclusiveMaximum"); high && *number >= *high) {
            return fmt::format("{}: must be less than {:g}", at, *high);
        }
        return std::nullopt;
    }

    Problem of_text(const JsonView& schema, const JsonView& value, const std::string& at, int) {
        const auto text = value.as_string();
        if (!text) return std::nullopt;
        const auto length = static_cast<std::int64_t>(decode_utf8(*text).size());
        return of_size(schema, "minLength", "maxLength", length, "characters", at);
    }

    static Problem of_size(const JsonView& schema, std::string_view least, std::string_view most, std::int64_t size,
                           std::string_view unit, const std::string& at) {
        if (const auto low = schema.integer(least); low && size < *low) {
            return fmt::format("{}: must have at least {} {}", at, *low, unit);
        }
        if (const auto high = schema.integer(most); high && size > *high) {
            return fmt::format("{}: must have at most {} {}", at, *high, unit);
        }
        return std::nullopt;
    }

    Problem of_list(const JsonView& schema, const JsonView& value, const std::string& at, int depth) {
        if (!value.is_array()) return std::nullopt;
        const auto elements = value.elements();
        const auto size = static_cast<std::int64_t>(elements.size());
        if (auto problem = of_size(schema, "minItems", "maxItems", size, "elements", at)) return problem;
        if (schema.boolean("uniqueItems").value_or(false)) {
            std::vector<std::string> texts;
            for (const JsonView& element : elements) texts.push_back(canonical(element));
            std::sort(texts.begin(), texts.end());
            if (std::adjacent_find(texts.begin(), texts.end()) != texts.end()) {
                return at + ": must hold no element twice";
            }
        }
        const auto items = schema.find("items");
        for (std::size_t i = 0; items && i < elements.size(); ++i) {
            if (auto problem = misfit(*items, elements[i], fmt::format("{}[{}]", at, i), depth + 1)) return problem;
        }
        return std::nullopt;
    }

    Problem of_object(const JsonView& schema, const JsonView& value, const std::string& at, int depth) {
        if (!value.is_object()) return std::nullopt;
        if (const auto required = schema.find("required")) {
            for (const JsonView& name : required->elements()) {
                const std::string_view key = name.as_string().value_or("");
                if (!value.find(key)) return fmt::format("{}: '{}' is missing", at, key);
            }
        }
        const auto properties = schema.find("properties");
        const auto others = schema.find("additionalProperties");
        for (const auto& [name, member] : value.members()) {
            const std::string place = fmt::format("{}.{}", at, name);
            const auto known = properties ? properties->find(name) : std::nullopt;
            const auto& rule = known ? known : others;
            if (!rule) continue;
            if (auto problem = misfit(*rule, member, place, depth + 1)) return problem;
        }
        return std::nullopt;
    }

    Problem of_parts(const JsonView& schema, const JsonView& value, const std::string& at, int depth) {
        if (const auto reference = schema.string("$ref")) {
            const auto target = resolve(root_, *reference);
            if (!target) return at + ": its schema is missing";
            if (auto problem = misfit(*target, value, at, depth + 1)) return problem;
        }
        if (const auto all = schema.find("allOf")) {
            for (const JsonView& part : all->elements()) {
                if (auto problem = misfit(part, value, at, depth + 1)) return problem;
            }
        }
        const auto any = schema.find("anyOf");
        if (!any) return std::nullopt;
        Problem first;
        for (const JsonView& part : any->elements()) {
            auto problem = misfit(part, value, at, depth + 1);
            if (!problem) return std::nullopt;
            if (!first) first = std::move(problem);
        }
        return fmt::format("{} (nor any other form allowed)", first.value_or(at + ": no form is allowed"));
    }

    const JsonView& root_;
};

void require_supported(const JsonView& schema, const JsonView& root, const std::string& at, const std::string& where) {
    const auto refuse = [&](const std::string& what) {
        throw UsageError(fmt::format("{}: {}: {}", where, at, what),
                         "supported are type, properties, required, additionalProperties, items, enum, const, the "
                         "limits of numbers, lengths and counts, uniqueItems, anyOf, allOf and $ref to #/$defs");
    };
    if (schema.as_boolean()) return;
    if (!schema.is_object()) refuse("must be an object");
    for (const auto& [keyword, value] : schema.members()) {
        const std::string place = fmt::format("{}.{}", at, keyword);
        if (!holds(known_keywords, keyword)) refuse(fmt::format("'{}' is not supported", keyword));
        if (keyword == "type") {
            for (const std::string& name : names_in(value)) {
                if (!holds(type_names, name)) refuse(fmt::format("no type is called '{}'", name));
            }
        } else if (keyword == "properties" || keyword == "$defs") {
            for (const auto& [name, member] : value.members()) {
                require_supported(member, root, fmt::format("{}.{}", place, name), where);
            }
        } else if (keyword == "items" || keyword == "additionalProperties") {
            require_supported(value, root, place, where);
        } else if (keyword == "anyOf" || keyword == "allOf") {
            for (const JsonView& part : value.elements()) require_supported(part, root, place, where);
        } else if (keyword == "$ref" && !resolve(root, value.as_string().value_or(""))) {
            refuse("$ref must name a part of #/$defs that exists");
        }
    }
}

}  // namespace

void require_supported_schema(const JsonView& schema, const std::string& where) {
    require_supported(schema, schema, "$", where);
}

std::optional<std::string> misfit(const JsonView& schema, const JsonView& value) {
    return Check(schema).misfit(schema, value, "$", 0);
}

std::string_view json_part(std::string_view answer) {
    constexpr std::string_view fence = "```";
    answer = trim(answer);
    if (!answer.starts_with(fence) || !answer.ends_with(fence) || answer.size() < 2 * fence.size()) return answer;
    answer.remove_suffix(fence.size());
    const std::size_t line = answer.find('\n');
    return line == std::string_view::npos ? trim(answer.substr(fence.size())) : trim(answer.substr(line + 1));
}

}  // namespace tk::llm
