#include "core/json.hpp"

#include <simdjson.h>

#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/encoding.hpp"
#include "core/error.hpp"

namespace tk {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

static_assert(sizeof(element) == 16 && std::is_trivially_copyable_v<element>, "JsonView stores an element as 16 bytes");
static_assert(JsonParser::padding >= simdjson::SIMDJSON_PADDING);

/// The element in the bytes of a view.
element load(const unsigned char* bytes) {
    element result;
    std::memcpy(static_cast<void*>(&result), bytes, sizeof(result));
    return result;
}

constexpr double largest_exact_integer = 9007199254740992.0;  // 2^53

Value to_value(const element& from) {
    switch (from.type()) {
        case element_type::ARRAY: {
            Value result = Value::array();
            const simdjson::dom::array array = from.get_array().value_unsafe();
            for (const element child : array) result.push_back(to_value(child));
            return result;
        }
        case element_type::OBJECT: {
            Value result = Value::object();
            const simdjson::dom::object object = from.get_object().value_unsafe();
            for (const auto& field : object) {
                result[std::string(field.key)] = to_value(field.value);
            }
            return result;
        }
        case element_type::INT64: return from.get_int64().value_unsafe();
        case element_type::UINT64: return from.get_uint64().value_unsafe();
        case element_type::DOUBLE: return from.get_double().value_unsafe();
        case element_type::STRING: return std::string(from.get_string().value_unsafe());
        case element_type::BOOL: return from.get_bool().value_unsafe();
        case element_type::NULL_VALUE: break;
    }
    return nullptr;
}

std::string reason(simdjson::error_code code) {
    switch (code) {
        case simdjson::UTF8_ERROR: return "not valid UTF-8";
        case simdjson::EMPTY: return "not JSON: empty";
        case simdjson::UNCLOSED_STRING: return "not JSON: a string is not closed";
        case simdjson::UNESCAPED_CHARS: return "not JSON: a control character in a string is not escaped";
        case simdjson::STRING_ERROR: return "not JSON: bad escape in a string";
        case simdjson::NUMBER_ERROR: return "not JSON: bad number";
        case simdjson::T_ATOM_ERROR:
        case simdjson::F_ATOM_ERROR:
        case simdjson::N_ATOM_ERROR: return "not JSON: unknown word (true, false and null are the only ones)";
        case simdjson::DEPTH_ERROR: return "not JSON that can be read: nested too deeply";
        case simdjson::CAPACITY: return "too long to be read";
        default: return "not JSON: brackets, commas or quotes do not match";
    }
}

}  // namespace

JsonView::Type JsonView::type() const {
    switch (load(element_).type()) {
        case element_type::ARRAY: return Type::array;
        case element_type::OBJECT: return Type::object;
        case element_type::INT64:
        case element_type::UINT64: return Type::integer;
        case element_type::DOUBLE: return Type::real;
        case element_type::STRING: return Type::string;
        case element_type::BOOL: return Type::boolean;
        case element_type::NULL_VALUE: break;
    }
    return Type::null;
}

std::optional<bool> JsonView::as_boolean() const {
    bool result = false;
    if (load(element_).get(result) != simdjson::SUCCESS) return std::nullopt;
    return result;
}

std::optional<std::int64_t> JsonView::as_integer() const {
    const element from = load(element_);
    std::int64_t result = 0;
    if (from.get(result) == simdjson::SUCCESS) return result;
    double real = 0;
    if (from.is_double() && from.get(real) == simdjson::SUCCESS && std::trunc(real) == real &&
        std::abs(real) <= largest_exact_integer) {
        return static_cast<std::int64_t>(real);
    }
    return std::nullopt;
}

std::optional<double> JsonView::as_number() const {
    double result = 0;
    if (load(element_).get(result) != simdjson::SUCCESS) return std::nullopt;
    return result;
}

std::optional<std::string_view> JsonView::as_string() const {
    std::string_view result;
    if (load(element_).get(result) != simdjson::SUCCESS) return std::nullopt;
    return result;
}

std::optional<JsonView> JsonView::find(std::string_view key) const {
    simdjson::dom::object object;
    if (load(element_).get(object) != simdjson::SUCCESS) return std::nullopt;
    element found;
    if (object.at_key(key).get(found) != simdjson::SUCCESS) return std::nullopt;
    JsonView view;
    std::memcpy(view.element_, &found, sizeof(found));
    return view;
}

std::optional<bool> JsonView::boolean(std::string_view key) const {
    const auto member = find(key);
    return member ? member->as_boolean() : std::nullopt;
}

std::optional<std::int64_t> JsonView::integer(std::string_view key) const {
    const auto member = find(key);
    return member ? member->as_integer() : std::nullopt;
}

std::optional<double> JsonView::number(std::string_view key) const {
    const auto member = find(key);
    return member ? member->as_number() : std::nullopt;
}

std::optional<std::string_view> JsonView::string(std::string_view key) const {
    const auto member = find(key);
    return member ? member->as_string() : std::nullopt;
}

std::vector<JsonView> JsonView::elements() const {
    std::vector<JsonView> result;
    simdjson::dom::array array;
    if (load(element_).get(array) != simdjson::SUCCESS) return result;
    for (const element child : array) {
        JsonView view;
        std::memcpy(view.element_, &child, sizeof(child));
        result.push_back(view);
    }
    return result;
}

std::vector<std::pair<std::string_view, JsonView>> JsonView::members() const {
    std::vector<std::pair<std::string_view, JsonView>> result;
    simdjson::dom::object object;
    if (load(element_).get(object) != simdjson::SUCCESS) return result;
    for (const auto& field : object) {
        JsonView view;
        std::memcpy(view.element_, &field.value, sizeof(field.value));
        result.emplace_back(field.key, view);
    }
    return result;
}

std::string JsonView::dump() const {
    return simdjson::minify(load(element_));
}

Value JsonView::value() const {
    return to_value(load(element_));
}

struct JsonParser::State {
    simdjson::dom::parser parser;
    std::string copy;
};

JsonParser::JsonParser() : state_(std::make_unique<State>()) {}
JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

JsonView JsonParser::parse(std::string_view text) {
    state_->copy.assign(text);
    state_->copy.append(padding, '\0');
    return parse_padded({state_->copy.data(), text.size()});
}

JsonView JsonParser::parse_padded(std::string_view text) {
    element root;
    const auto code = state_->parser.parse(text.data(), text.size(), false).get(root);
    if (code != simdjson::SUCCESS) throw Error(reason(code), code == simdjson::UTF8_ERROR ? convert_latin1 : "");
    JsonView view;
    std::memcpy(view.element_, &root, sizeof(root));
    return view;
}

}  // namespace tk
