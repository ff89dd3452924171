#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "core/error.hpp"
#include "core/filter.hpp"

/// A filter for the tests of frames in pipes: it looks at each picture as a slow tool would, and says what it saw.
int main(int argc, char** argv) {
    std::vector<std::string> inputs;
    std::string key = "seen";
    std::int64_t delay = 0;
    bool blind = false;
    tk::Command tool{"frame-follower", "look at the picture of each record"};
    tool.operand("FILE", &inputs, "Records");
    tool.text("--key", "NAME", &key, "Key that gets the size and the last byte of the picture");
    tool.integer("--delay", "MS", &delay, "Time to take for each record");
    tool.flag("--blind", blind, "Do not look at the pictures");
    tool.action([&](tk::Context& context) {
        tk::Filter filter;
        filter.flush_each = delay > 0;
        filter.enrich = [&](const tk::Record& record) -> std::optional<tk::Enrichment> {
            const auto image = record.view.find("image");
            if (!image) return std::nullopt;
            std::this_thread::sleep_for(std::chrono::milliseconds(delay));
            if (blind) return std::nullopt;
            const std::string path(image->string("path").value_or(""));
            std::ifstream file(path, std::ios::binary);
            if (!file) throw tk::RecordError("frame-gone", path + ": gone");
            const std::string bytes{std::istreambuf_iterator<char>(file), {}};
            const auto last = static_cast<unsigned>(static_cast<unsigned char>(bytes.empty() ? 0 : bytes.back()));
            return tk::Enrichment{{{key, fmt::format("[{},{}]", bytes.size(), last)}}, {}, {}};
        };
        return tk::run_filter(context, inputs, filter);
    });
    return tk::run_main(tool, argc, argv);
}
