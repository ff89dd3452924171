#include <string>
#include <vector>

#include "core/filter.hpp"
#include "ocr/manual.hpp"
#include "ocr/options.hpp"

int main(int argc, char** argv) {
    tk::ocr::Asked asked;
    std::vector<std::string> inputs;

    tk::Command command("ocr", "read the text in the pictures of records");
    tk::ocr::describe(command);
    tk::ocr::declare(command, asked);
    command.operand("FILE", &inputs, "Records; without it, or for -, stdin");
    command.reads_stdin();
    command.action([&](tk::Context& context) {
        tk::ocr::Stage stage(tk::ocr::wishes_of(asked));
        tk::Filter filter;
        filter.flush_each = true;
        filter.enrich = [&](const tk::Record& record) { return stage.enrich(record); };
        filter.finish = [&] {
            context.counters().extra["cache_hits"] = stage.interface().cache_hits();
            context.counters().extra["lines_read"] = stage.interface().recogniser().lines_read();
            return std::vector<std::string>();
        };
        return tk::run_filter(context, inputs, filter);
    });
    return tk::run_main(command, argc, argv);
}
