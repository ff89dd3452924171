// links: tk_tool_ocr
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "core/text.hpp"
#include "ocr/learn.hpp"
#include "ocr/values.hpp"

/// Each line is NAME=TEXT or refused, and a text is a value of each type or says why not; nothing else may happen.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using tk::profile::FieldProfile;
    for (const std::string& line : tk::split(std::string(reinterpret_cast<const char*>(data), size), '\n')) {
        try {
            const tk::ocr::NamedText named = tk::ocr::parse_named_text(line);
            for (int type = 0; type <= static_cast<int>(FieldProfile::Type::coordinates); ++type) {
                FieldProfile field;
                field.type = static_cast<FieldProfile::Type>(type);
                field.label = named.name;
                for (const std::string& label : {std::string(), named.name}) {
                    field.label = label;
                    const tk::ocr::TypedValue value = tk::ocr::parse_value(named.text, field);
                    if (!value.has_value() && value.reason.empty()) __builtin_trap();
                }
            }
        } catch (const tk::UsageError&) {
            continue;
        }
    }
    return 0;
}
