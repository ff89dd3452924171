#include "llm-ask/ask_options.hpp"

#include <fmt/format.h>

#include "llm-ask/dialogue.hpp"

namespace tk::llm {

namespace {

void declare_system(Command& command, AskOptions& options) {
    command.text("--system", "TEXT", &options.system, "What the model is told before the prompt");
}

Option& declare_jobs(Command& command, AskOptions& options) {
    return command.integer("-j,--jobs", "N", &options.jobs, "Prompts under way at a time, answered in order")
        .between(1, 10'000);
}

}  // namespace

void declare_ask(Command& command, AskOptions& options) {
    command.operand("PROMPT", &options.prompt, "The prompt; without it, or where it has the word -, the text on stdin");
    declare_system(command, options);
    declare_jobs(command, options).only_with({"--each"}, "is of use with --each only");
    command.flag("--each", options.each,
                 "Ask for every record on stdin; PROMPT, --system and --image take its fields as {name}");
    command.text("--image", "FILE", &options.images,
                 "Picture for the model to look at; with --each {image} is that of a frame; may be repeated");
    command.file(
        "--schema", "FILE", &options.schema,
        fmt::format("JSON Schema that the answer must fit; sent back at most {} times, never given out invalid",
                    most_repairs));
    command
        .text("--tool", "PROGRAM", &options.tools,
              "Offer the commands of an executable to the model as functions; PROGRAM:COMMAND offers one")
        .changes();
    command.flag("--allow-write", options.allow_write, "Offer also commands and options that change something")
        .changes();
    command.integer("--max-calls", "N", &options.most_calls, "Most calls for one answer").between(0, 1000);
    command.real("--call-timeout", "SECONDS", &options.call_timeout, "Stop a call that takes longer")
        .between(0.001, 3600);
    command.text("--critic", "MODEL", &options.critic, "Model that reviews the draft before one revision").changes();
}

void declare_warm(Command& command, AskOptions& options) {
    declare_system(command, options);
    declare_jobs(command, options);
}

}  // namespace tk::llm
