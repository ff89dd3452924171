// links: tk_tool_kb_query
// A condition either is understood or is refused with a UsageError; it is never part of SQL.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/error.hpp"
#include "kb-query/condition.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<std::string> columns{"name", "level", "resistances", "drops", "pvp"};
    static const tk::Value row = tk::Value::parse(
        R"({"name":"Œil","level":3,"resistances":{"eau":-3},"drops":[{"item":"x"},[1,[2]],null],"pvp":true})");
    try {
        const tk::query::Condition condition({reinterpret_cast<const char*>(data), size}, columns);
        for (const std::string& column : condition.columns()) {
            if (!row.contains(column)) std::abort();
        }
        condition.holds(row);
        if (condition.holds(tk::Value::object()) && condition.columns().empty()) std::abort();
    } catch (const tk::UsageError&) {
    }
    return 0;
}
