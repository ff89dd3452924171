#include "core/program.hpp"
#include "llm-ask/ask.hpp"
#include "llm-ask/ask_options.hpp"
#include "llm-ask/event_loop.hpp"
#include "llm-ask/manual.hpp"
#include "llm-ask/models_command.hpp"
#include "llm-ask/narrate.hpp"

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
    auto& ask = tool.subcommand("ask", "answer one prompt, or one for every record");
    ask.describe(
        "On a terminal the answer streams as text. In a pipe or a file it is one answer record with the model, the "
        "tokens and the times. With --each every record on stdin passes with the keys answer and llm added, or with an "
        "entry in errors.");
    ask.example("A program of your own as the model; this one only repeats the prompt",
                "llm-ask ask --provider 'cmd:jq -c {text:.messages[-1].content},{done:true}' 'Who won?'");
    ask.example("A question about every record, four at a time",
                "llm-ask ask --each -j 4 --provider 'cmd:jq -c {text:.messages[-1].content},{done:true}' "
                "'Was {action} wise?' <actions.jsonl");
    tk::llm::declare_ask(ask, asked);
    ask.reads_stdin();
    ask.action([&](tk::Context& context) {
        auto world = network(context);
        return tk::llm::ask(context, world, server, asked);
    });

    auto& narrate = tool.subcommand("narrate", "pass records on, and add an answer record after each turn");
    narrate.describe(
        "Every record passes as it is. After the last record of a turn that has action records comes one "
        "answer record that tells the turn. If the server fails, an error record comes instead, the stream "
        "goes on, and the status at the end is 1.");
    narrate.operand("FILE", &inputs, "Records; without it, or for -, stdin");
    narrate.example(
        "Tell a recorded fight in French, without any server",
        "llm-ask narrate --provider builtin --lang fr actions.jsonl | jq -r 'select(.type==\"answer\").answer'");
    narrate.example("The same as a stage of a pipe", "llm-ask narrate --provider builtin <actions.jsonl >told.jsonl");
    narrate.reads_stdin();
    narrate.action([&](tk::Context& context) {
        auto world = network(context);
        return tk::llm::narrate(context, world, server, inputs);
    });

    auto& models = tool.subcommand("models", "list the models that are configured or can be reached");
    models.example("What a server offers", "llm-ask models --provider ollama || echo 'start it: ollama serve'");
    models.action([&](tk::Context& context) {
        auto world = network(context);
        return tk::llm::list_models(context, world, server);
    });

    auto& rate = tool.subcommand("rate", "say how good an answer was, for the router");
    rate.example("An answer that was no use",
                 "llm-ask ask --provider 'cmd:jq -c {text:.messages[-1].content},{done:true}' hello >answer.json && "
                 "llm-ask rate \"$(jq -r .id answer.json)\" bad");
    rate.operand("ID RATING", &rated, "The id in the answer's record; good, bad, or a number of -1 to 1").required();
    rate.action([&](tk::Context& context) { return tk::llm::rate(context, server, rated); });

    auto& warm = tool.subcommand("warm", "ask prompts ahead, so that their answers are kept");
    warm.example("The places of a journey, ahead",
                 "printf 'Describe the harbour\\nDescribe the mill\\n' | "
                 "llm-ask warm --provider 'cmd:jq -c {text:.messages[-1].content},{done:true}'");
    warm.operand("FILE", &inputs, "A prompt a line, or records with a prompt; without it, or for -, stdin");
    tk::llm::declare_warm(warm, asked);
    warm.reads_stdin();
    warm.action([&](tk::Context& context) {
        auto world = network(context);
        return tk::llm::warm(context, world, server, asked, inputs);
    });
    return tk::run_main(tool, argc, argv);
}
