#include "llm-ask/manual.hpp"

namespace tk::llm {

void describe(Command& tool) {
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
                 "Provider anthropic speaks the messages protocol; without --url it is at $ANTHROPIC_BASE_URL, else at "
                 "https://api.anthropic.com. The address may be a host (http://127.0.0.1:8080), a base (.../v1) or the "
                 "whole path of the call.");
    tool.section(
        "LOCAL PROGRAMS",
        "Provider cmd:PROGRAM runs a program without a shell, once for each request. It gets one JSON object "
        "on a line (model, system, messages, max_tokens, temperature...) and prints JSON Lines: {\"text\":...} "
        "adds to the answer, {\"error\":...} fails, and {\"done\":true} or {\"answer\":\"whole text\"} ends "
        "it. A program that ends without either has broken off.");
    tool.section("THE BUILTIN NARRATOR",
                 "Provider builtin is no language model: it puts the action records into plain sentences, the same "
                 "ones each time, in the language of --lang, and calls itself builtin in the answers.");
    tool.section("CONFIGURATION",
                 "The section llm-ask of the configuration file may name providers, models (with context, prices and "
                 "what they are good at), roles and routes; it is checked as a whole. --model auto lets the router "
                 "choose: it guesses the task of the prompt (place, quick, combat, dialogue, tactics, general), takes "
                 "the first route that holds, else the model that is good at the task, by what --prefer says and by "
                 "the ratings given with the command rate. The record holds its decision.");
    tool.section(
        "FAILURES",
        "A failure that may pass (429, 5xx, a broken connection, a broken answer) is tried again with growing "
        "pauses, or after the time the server asks for; a spent quota, a refused content, a wrong key are not. "
        "Then the models of --fallback are asked in turn; the record says which answered and which did not. A "
        "prompt that is too long goes on only to models with more context. After three failures in a row a "
        "model is not asked for 5 to 20 seconds, by all processes that use the same database; then one "
        "request tries it. A prompt that the server read only in part, by its own count, is a failure. Where a "
        "server refuses an option (reasoning models often take no temperature), it is asked again without, and a "
        "message says so.");
    tool.section("LIMITS",
                 "Four separate limits end a wait: for the connection, for the first word, between two words, and for "
                 "the whole answer. A server that only keeps the connection alive counts as silent. The limit for the "
                 "first word is three times what the model usually takes; where that is not known it is 12 seconds "
                 "while another model is left to ask, else 90.");
    tool.section("CACHE",
                 "Where there is a database, an answer is kept for two hours and given again to the same request; the "
                 "record then has cache and the times of the first answer. With --cache semantic and an "
                 "--embedding-model a prompt also gets the answer of one that means the same: the same content words, "
                 "numbers and negations in the same order, and vectors with a similarity above 0.95. Answers that used "
                 "tools or a critic are not kept.");
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
    tool.see_also("grid-analyze(1), kb-query(1), action-report(1), jq(1)");
}

}  // namespace tk::llm
