#include "llm-ask/template.hpp"

#include <charconv>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::llm {

namespace {

std::optional<JsonView> step_into(const JsonView& value, const std::string& name) {
    if (!value.is_array()) return value.find(name);
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    const auto elements = value.elements();
    if (error != std::errc{} || end != name.data() + name.size() || index >= elements.size()) return std::nullopt;
    return elements[index];
}

}  // namespace

Template::Template(std::string_view text) {
    Part plain;
    while (!text.empty()) {
        const std::size_t at = text.find_first_of("{}");
        plain.text += text.substr(0, at);
        if (at == std::string_view::npos) break;
        const char brace = text[at];
        text.remove_prefix(at + 1);
        if (text.starts_with(brace)) {
            plain.text += brace;
            text.remove_prefix(1);
            continue;
        }
        const std::size_t close = text.find('}');
        if (brace == '}' || close == std::string_view::npos || trim(text.substr(0, close)).empty()) {
            throw UsageError("the prompt has a brace that encloses no field",
                             "fields are written {name} or {state.turn}, braces {{ and }}");
        }
        if (!plain.text.empty()) parts_.push_back(std::move(plain));
        plain = {};
        const std::string_view name = trim(text.substr(0, close));
        parts_.push_back({std::string(name), split(name, '.')});
        text.remove_prefix(close + 1);
    }
    if (!plain.text.empty()) parts_.push_back(std::move(plain));
}

std::string Template::fill(const JsonView& record) const {
    std::string text;
    for (const Part& part : parts_) {
        if (part.path.empty()) {
            text += part.text;
            continue;
        }
        std::optional<JsonView> value = record;
        for (const std::string& name : part.path) {
            if (value) value = step_into(*value, name);
        }
        if (!value || value->is_null()) {
            throw RecordError("missing-field", "the record has no field '" + part.text + "'",
                              "the prompt asks for it as {" + part.text + "}");
        }
        const auto string = value->as_string();
        text += string ? std::string(*string) : value->dump();
    }
    return text;
}

}  // namespace tk::llm
