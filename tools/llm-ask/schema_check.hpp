#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json.hpp"

namespace tk::llm {

/// The part of JSON Schema (2020-12) that answers are checked against: type, properties, required,
/// additionalProperties (true, false or a schema), items, enum, const, minimum, maximum, exclusiveMinimum,
/// exclusiveMaximum, minLength, maxLength, minItems, maxItems, uniqueItems, anyOf, allOf and local $ref
/// (#/$defs/NAME). Annotations (title, description, default, examples, format, $schema, $id, $defs) are taken and
/// check nothing.
///
/// Throws UsageError naming the place when `schema` uses anything else: what could not be checked must not seem so.
void require_supported_schema(const JsonView& schema, const std::string& where);

/// What is wrong with `value`, with its place ("$.hp: must be at most 100"); nothing when it fits.
std::optional<std::string> misfit(const JsonView& schema, const JsonView& value);

/// The JSON text inside an answer: a fence of Markdown around it is taken off.
std::string_view json_part(std::string_view answer);

}  // namespace tk::llm
