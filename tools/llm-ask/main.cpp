#include "core/program.hpp"
#include "llm-ask/ask.hpp"
#include "llm-ask/ask_options.hpp"
#include "llm-ask/event_loop.hpp"
#include "llm-ask/manual.hpp"
#include "llm-ask/models.hpp"
#include "llm-ask/narrate.hpp"
#include "llm-ask/rate.hpp"
#include "llm-ask/warm.hpp"

int main(int argc, char** argv) {
    tk::Command tool{"llm-ask", "ask a language model, or tell a fight turn by turn"};
    tk::llm::ServerOptions server;
    tk::llm::AskOptions asked;
    std::vector<std::string> inputs;
    std::vector<std::string> rated;
    tk::llm::describe(tool);
    tk::llm::declare(tool, server);

    const auto network = [](const tk::Context& context) {
        return tk::llm::EventLoop([&context] { context.check_interrupt(); });
    };
    // Those that ask a model keep answers, breakers and statistics in the database where there is one.
    auto& ask = tool.subcommand("ask", "answer one prompt, or one for every record").changes();
    tk::llm::describe_ask(ask);
    tk::llm::declare_ask(ask, asked);
    ask.reads_stdin();
    ask.action([&](tk::Context& context) {
        auto world = network(context);
        return tk::llm::ask(context, world, server, asked);
    });

    auto& narrate = tool.subcommand("narrate", "pass records on, and add an answer record after each turn").changes();
    tk::llm::describe_narrate(narrate);
    narrate.operand("FILE", &inputs, "Records; without it, or for -, stdin");
    narrate.reads_stdin();
    narrate.action([&](tk::Context& context) {
        auto world = network(context);
        return tk::llm::narrate(context, world, server, inputs);
    });

    auto& models = tool.subcommand("models", "list the models that are configured or can be reached");
    tk::llm::describe_models(models);
    models.action([&](tk::Context& context) {
        auto world = network(context);
        return tk::llm::list_models(context, world, server);
    });

    auto& rate = tool.subcommand("rate", "say how good an answer was, for the router").changes();
    tk::llm::describe_rate(rate);
    rate.operand("ID RATING", &rated, "The id in the answer's record; good, bad, or a number of -1 to 1").required();
    rate.action([&](tk::Context& context) { return tk::llm::rate(context, server, rated); });

    auto& warm = tool.subcommand("warm", "ask prompts ahead, so that their answers are kept").changes();
    tk::llm::describe_warm(warm);
    warm.operand("FILE", &inputs, "A prompt a line, or records with a prompt; without it, or for -, stdin");
    tk::llm::declare_warm(warm, asked);
    warm.reads_stdin();
    warm.action([&](tk::Context& context) {
        auto world = network(context);
        return tk::llm::warm(context, world, server, asked, inputs);
    });
    return tk::run_main(tool, argc, argv);
}
