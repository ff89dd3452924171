#include "llm-ask/ask.hpp"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/reader.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"
#include "llm-ask/answer_record.hpp"
#include "llm-ask/ask_setup.hpp"
#include "llm-ask/each.hpp"
#include "llm-ask/picture_file.hpp"
#include "llm-ask/screen.hpp"

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

bool reads_stdin(const AskOptions& options) {
    const std::vector<std::string>& words = options.prompt;
    return !options.each && (words.empty() || std::find(words.begin(), words.end(), "-") != words.end());
}

/// The words of the prompt; a word - is the text on stdin, as a paragraph of its own.
std::string prompt_text(const AskOptions& options) {
    const bool reads = reads_stdin(options);
    std::string text;
    if (options.prompt.empty() && reads) text = text_of_stdin();
    std::string_view between;
    bool has_read = false;
    for (const std::string& word : options.prompt) {
        const bool is_stdin = reads && word == "-" && !has_read;
        if (!text.empty()) text += is_stdin ? "\n\n" : between;
        text += is_stdin ? text_of_stdin() : word;
        between = is_stdin ? "\n\n" : " ";
        has_read = has_read || is_stdin;
    }
    const std::string source = reads ? "stdin" : "the prompt";
    if (!valid_utf8(text) || !valid_utf8(options.system)) throw UsageError(source + ": not valid UTF-8");
    if (trim(text).empty()) throw UsageError(source + ": the prompt is empty", "give a prompt, or text on stdin");
    return text;
}

/// True when something was piped in that nobody read.
bool has_unread_pipe() {
    struct stat status {};
    int bytes = 0;
    return ::fstat(STDIN_FILENO, &status) == 0 && S_ISFIFO(status.st_mode) &&
           ::ioctl(STDIN_FILENO, FIONREAD, &bytes) == 0 && bytes > 0;
}

void write_record(Context& context, const std::string& prompt, const Reply& reply, const Plan& plan) {
    Value record = {{"type", "answer"},
                    {"provider", reply.answer.provider},
                    {"model", reply.answer.chat.model},
                    {"prompt", prompt},
                    {"answer", reply.answer.chat.text}};
    add_measures(record, reply, plan);
    context.out().line(record.dump(-1, ' ', false, Value::error_handler_t::replace));
    context.out().flush();  // whoever waits for it need not wait for the end of this program
}

}  // namespace

Status ask(Context& context, Network& network, const ServerOptions& server, const AskOptions& options) {
    require_server(server);
    if (options.each) return ask_each(context, network, server, options, prompt_text(options));
    const std::string prompt = prompt_text(options);
    const auto ledger = open_ledger(context, server, false);
    Desk desk(context, network, *ledger, server);
    const AskSetup setup = set_up(desk, options);
    std::vector<Picture> pictures;
    for (const std::string& path : options.images) pictures.push_back(picture_from_file(path));
    const Plan plan = plan_for(server, *ledger, prompt, std::nullopt, context.log());

    Screen screen(context);
    // What may still be sent back, or reviewed, is not shown before it is done.
    const bool is_final_text = options.schema.empty() && options.critic.empty();
    const Sink sink = screen.sink(is_final_text);
    const Reply reply =
        run(network, converse(desk, question_for(setup, options, plan, prompt, std::move(pictures)), sink));
    if (context.out_is_terminal()) {
        if (!is_final_text) screen.text(reply.answer.chat.text);
        screen.end_line();
    } else {
        screen.end_line();  // that of the thinking
        write_record(context, prompt, reply, plan);
    }
    if (!reads_stdin(options) && has_unread_pipe()) {
        context.log().warning("the text on stdin was not read: write - in the prompt where it belongs");
    }
    ++context.counters().records_out;
    account(context, reply);
    return Status::done;
}

}  // namespace tk::llm
