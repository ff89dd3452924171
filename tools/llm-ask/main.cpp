#include "core/program.hpp"
#include "llm-ask/ask.hpp"
#include "llm-ask/curl_transport.hpp"
#include "llm-ask/narrate.hpp"

namespace {

void describe(tk::Command& tool) {
    tool.describe(
        "llm-ask asks a language model, or tells a fight turn by turn as a stage of a pipe. Answers stream, and an "
        "answer that breaks off is an error, never shown as whole.");
    tool.describe(
        "Nothing is sent anywhere unless a server is named: by --provider, by --url, by the environment or by the "
        "configuration file. Where none is, narrate uses its builtin narrator, says so, and needs no network.");
    tool.section("OLLAMA",
                 "Provider ollama speaks Ollama's own protocol (/api/chat) and always sets the size of the context, "
                 "because that server otherwise cuts long prompts silently. Without --url it is at $OLLAMA_HOST, else "
                 "at 127.0.0.1:11434.");
    tool.section("OTHER SERVERS",
                 "Provider openai speaks the chat completions protocol of OpenAI, which llama.cpp, vLLM, DeepSeek and "
                 "many others serve too. Without --url it is at $OPENAI_BASE_URL, else at https://api.openai.com/v1. "
                 "The address may be a host (http://127.0.0.1:8080), a base (.../v1) or the whole path of the call.");
    tool.section("THE BUILTIN NARRATOR",
                 "Provider builtin is no language model: it puts the action records into plain sentences, the same "
                 "ones each time, in the language of --lang, and calls itself builtin in the answers.");
    tool.section("KEYS",
                 "The key of a server is the first line of --key-file, else TURNKIT_LLM_KEY, else OPENAI_API_KEY "
                 "(provider openai only, and never over an unencrypted connection to another machine). There is no "
                 "option that takes a key, and no message shows one. Redirects are not followed.");
    tool.section("LIMITS",
                 "Four separate limits end a wait: for the connection, for the first word (a long prompt on a slow "
                 "machine takes its time), between two words, and for the whole answer. A server that only keeps the "
                 "connection alive counts as silent.");
    tool.see_also("grid-analyze(1), kb-query(1), action-report(1), jq(1)");
}

}  // namespace

int main(int argc, char** argv) {
    tk::Command tool{"llm-ask", "ask a language model, or tell a fight turn by turn"};
    tk::llm::ServerOptions server;
    tk::llm::AskOptions asked;
    std::vector<std::string> inputs;
    describe(tool);
    tk::llm::declare(tool, server);

    const auto transport = [](const tk::Context& context) {
        return tk::llm::CurlTransport([&context] { context.check_interrupt(); });
    };
    auto& ask = tool.subcommand("ask", "answer one prompt");
    ask.describe(
        "On a terminal the answer streams as text. In a pipe or a file it is one answer record with the model, the "
        "tokens and the times.");
    ask.operand("PROMPT", &asked.prompt, "The prompt; without it, or for -, the text on stdin");
    ask.text("--system", "TEXT", &asked.system, "What the model is told before the prompt");
    ask.reads_stdin();
    ask.action([&](tk::Context& context) {
        auto network = transport(context);
        return tk::llm::ask(context, network, server, asked);
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
        auto network = transport(context);
        return tk::llm::narrate(context, network, server, inputs);
    });
    return tk::run_main(tool, argc, argv);
}
