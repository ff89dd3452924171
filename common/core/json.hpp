#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tk {

/// JSON that is being built: keeps key order. Include <nlohmann/json.hpp> only in .cpp files.
using Value = nlohmann::ordered_json;

/// A cheap, copyable view of a parsed JSON value; valid until its JsonParser parses again.
/// A firewall around simdjson's DOM, so that only one source file includes it.
class JsonView {
public:
    enum class Type { null, boolean, integer, real, string, array, object };

    Type type() const;
    bool is_null() const { return type() == Type::null; }
    bool is_string() const { return type() == Type::string; }
    bool is_array() const { return type() == Type::array; }
    bool is_object() const { return type() == Type::object; }
    /// True for integers and reals.
    bool is_number() const { return type() == Type::integer || type() == Type::real; }

    /// The value, if it has this type. A whole real (88080663.0) is an integer too; an integer is a number too.
    std::optional<bool> as_boolean() const;
    std::optional<std::int64_t> as_integer() const;
    std::optional<double> as_number() const;
    std::optional<std::string_view> as_string() const;

    /// Member of an object; nothing when absent or when this is not an object. Of repeated keys the first.
    std::optional<JsonView> find(std::string_view key) const;
    /// `find` and `as_...` in one step.
    std::optional<bool> boolean(std::string_view key) const;
    std::optional<std::int64_t> integer(std::string_view key) const;
    std::optional<double> number(std::string_view key) const;
    std::optional<std::string_view> string(std::string_view key) const;

    /// Elements of an array, members of an object in file order; empty for other types.
    std::vector<JsonView> elements() const;
    std::vector<std::pair<std::string_view, JsonView>> members() const;

    /// Compact JSON text; 64-bit integers are exact.
    std::string dump() const;
    /// A copy that can be changed.
    Value value() const;

private:
    friend class JsonParser;
    alignas(8) unsigned char element_[16];  // simdjson::dom::element, checked in json.cpp
};

/// Parses one text at a time; reuse it, it keeps its buffers. The text must be whole, valid JSON in valid UTF-8.
class JsonParser {
public:
    JsonParser();
    ~JsonParser();
    JsonParser(JsonParser&&) noexcept;
    JsonParser& operator=(JsonParser&&) noexcept;

    /// Bytes that must be readable (any content) after a text given to `parse_padded`.
    static constexpr std::size_t padding = 64;

    /// Parses `text`; throws Error with the reason ("not valid UTF-8", "not JSON: ..."). Copies the text.
    JsonView parse(std::string_view text);
    /// The same without a copy, for text followed by `padding` readable bytes that outlives the view.
    JsonView parse_padded(std::string_view text);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tk
