// links: tk_tool_llm_ask
// What people and models write for llm-ask: a schema and the value it is held against (two lines), the same text as a
// template, as the head of a rate limit, as a prompt. Any bytes are understood or refused; nothing else is thrown.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "llm-ask/rate_headers.hpp"
#include "llm-ask/router.hpp"
#include "llm-ask/schema_check.hpp"
#include "llm-ask/template.hpp"
#include "llm-ask/words.hpp"

namespace {

using namespace tk::llm;

void hold(std::string_view schema, std::string_view value) {
    try {
        tk::JsonParser schemas;
        tk::JsonParser values;
        const tk::JsonView parsed = schemas.parse(schema);
        require_supported_schema(parsed, "schema");
        misfit(parsed, values.parse(json_part(value)));
        Template(schema).fill(values.parse(value));
    } catch (const tk::Error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t end = text.find('\n');
    hold(text.substr(0, end), end == std::string_view::npos ? "{}" : text.substr(end + 1));
    try {
        Template{text};
    } catch (const tk::Error&) {
    }
    go_duration(text);
    until_rfc3339(text, {});
    guess_task(text);
    const std::string words = content_words(text);
    if (content_words(words).size() > words.size()) std::abort();
    return 0;
}
