#include "llm-ask/ask.hpp"

#include <nlohmann/json.hpp>

#include "core/reader.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"
#include "llm-ask/answer_record.hpp"

namespace tk::llm {

namespace {

constexpr std::size_t max_prompt = std::size_t{16} << 20;

std::string text_of_stdin() {
    LineReader lines("-", max_prompt);
    std::string text;
    while (const auto line = lines.next()) {
        if (!text.empty() || line->number > 1) text += '\n';
        text += line->text;
        if (text.size() > max_prompt) throw Error("stdin: the prompt is longer than 16 MiB");
    }
    return text;
}

std::string prompt_text(const AskOptions& options) {
    const bool reads = options.prompt.empty() || (options.prompt.size() == 1 && options.prompt.front() == "-");
    std::string text;
    if (reads) {
        text = text_of_stdin();
    } else {
        for (const std::string& word : options.prompt) text += (text.empty() ? "" : " ") + word;
    }
    const std::string source = reads ? "stdin" : "the prompt";
    if (!valid_utf8(text) || !valid_utf8(options.system)) throw UsageError(source + ": not valid UTF-8");
    if (trim(text).empty()) throw UsageError(source + ": the prompt is empty", "give a prompt, or text on stdin");
    return text;
}

/// `text` of a model as it may go to a terminal, line ends kept.
std::string terminal_text(std::string_view text) {
    std::string clean;
    while (true) {
        const std::size_t end = text.find('\n');
        clean += printable(text.substr(0, end));
        if (end == std::string_view::npos) return clean;
        clean += '\n';
        text.remove_prefix(end + 1);
    }
}

Provider server_provider(const ServerOptions& options, const Log& log) {
    const auto provider = configured_provider(options, log);
    if (provider && *provider != Provider::builtin) return *provider;
    throw UsageError(provider ? "the builtin narrator cannot answer a prompt: it only tells what records say"
                              : "no server is configured to answer a prompt",
                     "name one: --provider ollama --model NAME, or --url URL (TURNKIT_LLM_URL)");
}

}  // namespace

Status ask(Context& context, Transport& transport, const ServerOptions& server_options, const AskOptions& options) {
    const Provider provider = server_provider(server_options, context.log());
    const Server server = configured_server(server_options, provider, context.log());
    ChatRequest request = configured_request(server_options);
    request.system = options.system;
    request.prompt = prompt_text(options);

    const bool streams = context.out_is_terminal();
    bool at_line_start = true;
    const auto show = [&](std::string_view text) {
        if (!streams) return;
        context.out().write(terminal_text(text));
        context.out().flush();
        at_line_start = text.ends_with('\n');
    };
    ChatAnswer answer;
    try {
        answer = chat(transport, server, request, show);
    } catch (const AnswerError&) {
        if (!at_line_start) context.out().write("\n");
        throw;
    }
    if (streams) {
        if (!at_line_start) context.out().write("\n");
    } else {
        Value record = {{"type", "answer"},
                        {"provider", provider_name(provider)},
                        {"model", answer.model},
                        {"prompt", request.prompt},
                        {"answer", answer.text}};
        add_measures(record, answer);
        context.out().line(record.dump());
    }
    ++context.counters().records_out;
    account(context, answer);
    return Status::done;
}

}  // namespace tk::llm
