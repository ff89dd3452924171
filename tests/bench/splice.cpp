// The cheapest filter there can be: adds one constant key to every record. Measures what the common library costs.
#include "core/filter.hpp"

int main(int argc, char** argv) {
    tk::Command command{"splice", "add the key \"bench\" to every record"};
    std::vector<std::string> inputs;
    command.reads_stdin().operand("FILE", &inputs, "Records");
    command.action([&](tk::Context& context) {
        tk::Filter filter;
        filter.enrich = [](const tk::Record&) { return tk::Enrichment{{{"bench", "{\"value\":1}"}}, {}, {}}; };
        return tk::run_filter(context, inputs, filter);
    });
    return tk::run_main(command, argc, argv);
}
