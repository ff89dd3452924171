#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"

namespace tk::llm {

/// A text with fields of a record in it: `{name}`, `{state.turn}`, `{ocr.lines.0.text}`; `{{` and `}}` are braces.
class Template {
public:
    /// Throws UsageError for a brace that is not closed or a field without a name.
    explicit Template(std::string_view text);

    /// The text with the values of `record`: texts as they are, all else as JSON. Throws RecordError (`missing-field`)
    /// when the record lacks a field, or has null there.
    std::string fill(const JsonView& record) const;

private:
    struct Part {
        std::string text;
        std::vector<std::string> path;  // empty: `text` itself
    };
    std::vector<Part> parts_;
};

}  // namespace tk::llm
