#include "llm-ask/manual.hpp"

#include <fmt/format.h>

#include "llm-ask/breaker.hpp"
#include "llm-ask/cache.hpp"
#include "llm-ask/endpoint.hpp"
#include "llm-ask/task_kind.hpp"
#include "llm-ask/waits.hpp"

namespace tk::llm {

namespace {

void describe_providers(Command& tool) {
    tool.section("OLLAMA",
                 "Provider ollama speaks Ollama's own protocol (/api/chat) and always sets the size of the context, "
                 "because that server otherwise cuts long prompts silently. Without --url it is at $OLLAMA_HOST, else "
                 "at 127.0.0.1:" +
                     std::string(ollama_port) + ".");
    tool.section(
        "OTHER SERVERS",
        fmt::format(
            "Provider openai speaks the chat completions protocol of OpenAI, which llama.cpp, vLLM, DeepSeek and "
            "many others serve too. Without --url it is at $OPENAI_BASE_URL, else at https://{}/v1. "
            "Provider anthropic speaks the messages protocol; without --url it is at $ANTHROPIC_BASE_URL, else at "
            "https://{}. The address may be a host (http://127.0.0.1:8080), a base (.../v1) or the "
            "whole path of the call.",
            openai_host, anthropic_host));
    tool.section(
        "LOCAL PROGRAMS",
        "Provider cmd:PROGRAM runs a program without a shell, once for each request. It gets one JSON object "
        "on a line (model, system, messages, max_tokens, temperature...) and prints JSON Lines: {\"text\":...} "
        "adds to the answer, {\"error\":...} fails, and {\"done\":true} or {\"answer\":\"whole text\"} ends "
        "it. A program that ends without either has broken off.");
    tool.section("THE BUILTIN NARRATOR",
                 "Provider builtin is no language model: it puts the action records into plain sentences, the same "
                 "ones each time, in the language of --lang, and calls itself builtin in the answers.");
}

/// Who is asked, how long and how often.
void describe_asking(Command& tool) {
    tool.section(
        "CONFIGURATION",
        "The section llm-ask of the configuration file may name providers, models (with context, prices and "
        "what they are good at), roles and routes; it is checked as a whole. --model auto lets the router "
        "choose: it guesses the task of the prompt (" +
            fmt::format("{}", fmt::join(task_names(), ", ")) +
            "), takes "
            "the first route that holds, else the model that is good at the task, by what --prefer says and by "
            "the ratings given with the command rate. The record holds its decision.");
    tool.section(
        "FAILURES",
        fmt::format(
            "A failure that may pass (429, 5xx, a broken connection, a broken answer) is tried again with growing "
            "pauses, or after the time the server asks for; a spent quota, a refused content, a wrong key are not. "
            "Then the models of --fallback are asked in turn; the record says which answered and which did not. A "
            "prompt that is too long goes on only to models with more context. After {} failures in a row a "
            "model is not asked for {} to {} seconds, by all processes that use the same database; then one "
            "request tries it. A prompt that the server read only in part, by its own count, is a failure. Where a "
            "server refuses an option (reasoning models often take no temperature), it is asked again without, and a "
            "message says so.",
            failures_to_open, first_pause.count(), longest_pause.count()));
    tool.section(
        "LIMITS",
        fmt::format(
            "Four separate limits end a wait: for the connection, for the first word, between two words, and for "
            "the whole answer. A server that only keeps the connection alive counts as silent. The limit for the "
            "first word is {} times what the model usually takes; where that is not known it is {} seconds "
            "while another model is left to ask, else {}.",
            first_token_factor, first_token_wait_with_other.count(), first_token_wait.count()));
    tool.section(
        "CACHE",
        fmt::format(
            "Where there is a database, an answer is kept for --cache-ttl and given again to the same request; the "
            "record then has cache and the times of the first answer. With --cache semantic and an "
            "--embedding-model a prompt also gets the answer of one that means the same: the same content words, "
            "numbers and negations in the same order, and vectors with a similarity above {}. Answers that used "
            "tools or a critic are not kept.",
            least_similarity));
}

void describe_answers(Command& tool) {
    tool.section("STRUCTURED ANSWERS",
                 "--schema takes this part of JSON Schema 2020-12: type, properties, required, additionalProperties, "
                 "items, enum, const, minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, "
                 "minItems, maxItems, uniqueItems, anyOf, allOf and $ref to #/$defs; annotations are allowed, all else "
                 "is refused. The answer is checked here, whatever the server promises.");
    tool.section("KEYS",
                 "The key of a server is the first line of --key-file, else TURNKIT_LLM_KEY, else OPENAI_API_KEY or "
                 "ANTHROPIC_API_KEY (for that protocol only, and never over an unencrypted connection to another "
                 "machine). A provider of the configuration has key-file or key-env. There is no option that takes a "
                 "key, and no message shows one; where a server repeats it, even in an answer, [key] stands instead. "
                 "Redirects are not followed. The certificate of a server must be one that "
                 "the system trusts, or stand in the file that SSL_CERT_FILE names.");
}

}  // namespace

void describe(Command& tool) {
    tool.describe(
        "llm-ask asks a language model, or tells a fight turn by turn as a stage of a pipe. Answers stream, and an "
        "answer that breaks off is an error, never shown as whole.");
    tool.describe(
        "Nothing is sent anywhere unless a server is named: by --provider, by --url, by the environment or by the "
        "configuration file. Where none is, narrate uses its builtin narrator, says so, and needs no network.");
    describe_providers(tool);
    describe_asking(tool);
    describe_answers(tool);
    tool.see_also("grid-analyze(1), kb-query(1), action-report(1), jq(1)");
}

void describe_ask(Command& command) {
    command.describe(
        "On a terminal the answer streams as text. In a pipe or a file it is one answer record with the model, the "
        "tokens and the times. With --each every record on stdin passes with the keys answer and llm added, or with an "
        "entry in errors.");
    command.example("A program of your own as the model; this one only repeats the prompt",
                    "llm-ask ask --provider 'cmd:jq -c {text:.messages[-1].content},{done:true}' 'Who won?'");
    command.example("A question about every record, four at a time",
                    "llm-ask ask --each -j 4 --provider 'cmd:jq -c {text:.messages[-1].content},{done:true}' "
                    "'Was {action} wise?' <actions.jsonl");
}

void describe_narrate(Command& command) {
    command.describe(
        "Every record passes as it is. After the last record of a turn that has action records comes one "
        "answer record that tells the turn. If the server fails, an error record comes instead, the stream "
        "goes on, and the status at the end is 1.");
    command.example(
        "Tell a recorded fight in French, without any server",
        "llm-ask narrate --provider builtin --lang fr actions.jsonl | jq -r 'select(.type==\"answer\").answer'");
    command.example("The same as a stage of a pipe", "llm-ask narrate --provider builtin <actions.jsonl >told.jsonl");
}

void describe_models(Command& command) {
    command.example("What a server offers", "llm-ask models --provider ollama || echo 'start it: ollama serve'");
}

void describe_rate(Command& command) {
    command.example("An answer that was no use",
                    "llm-ask ask --provider 'cmd:jq -c {text:.messages[-1].content},{done:true}' hello >answer.json && "
                    "llm-ask rate \"$(jq -r .id answer.json)\" bad");
}

void describe_warm(Command& command) {
    command.example("The places of a journey, ahead",
                    "printf 'Describe the harbour\\nDescribe the mill\\n' | "
                    "llm-ask warm --provider 'cmd:jq -c {text:.messages[-1].content},{done:true}'");
}

}  // namespace tk::llm
