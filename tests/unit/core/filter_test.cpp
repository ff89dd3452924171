#include "core/filter.hpp"

#include "catch.hpp"
#include "temp_folder.hpp"

namespace {

/// Runs `filter` over `input` and returns its output.
std::string filtered(const std::string& input, const tk::Filter& filter) {
    const TempFolder folder;
    const std::string target = (folder.path() / "out").string();
    tk::Writer out{target};
    tk::Log log{"test", tk::Log::Level::error, false};
    tk::Context context{"test", {}, out, log};
    tk::run_filter(context, {folder.file("in", input)}, filter);
    out.close();
    return content_of(target);
}

}  // namespace

TEST_CASE("a record that waits for its followers is enriched with what they told, in the order of the stream") {
    int seen = 0;
    tk::Filter filter;
    filter.enrich = [&](const tk::Record& record) -> std::optional<tk::Enrichment> {
        if (record.view.find("f")) ++seen;
        if (!record.view.find("s")) return std::nullopt;
        return tk::Enrichment{{{"n", std::to_string(seen)}}, {}, {}};
    };
    filter.follows = [](const tk::Record& record) { return record.view.find("f").has_value(); };
    CHECK(filtered("{\"f\":0}\n{\"s\":1}\n{\"f\":1}\n{\"f\":2}\n{\"s\":2}\n{\"x\":1}\n{\"f\":3}\n", filter) ==
          "{\"f\":0}\n{\"s\":1,\"n\":3}\n{\"f\":1}\n{\"f\":2}\n{\"s\":2,\"n\":3}\n{\"x\":1}\n{\"f\":3}\n");
    seen = 0;
    filter.follows = nullptr;
    CHECK(filtered("{\"s\":1}\n{\"f\":1}\n{\"s\":2}\n", filter) == "{\"s\":1,\"n\":0}\n{\"f\":1}\n{\"s\":2,\"n\":1}\n");
}
