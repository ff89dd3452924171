#include "llm-ask/ask.hpp"

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

std::string prompt_text(const AskOptions& options) {
    const bool reads =
        !options.each && (options.prompt.empty() || (options.prompt.size() == 1 && options.prompt.front() == "-"));
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
    if (options.jobs != 1) throw UsageError("-j is of use with --each only");
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
    ++context.counters().records_out;
    account(context, reply);
    return Status::done;
}

}  // namespace tk::llm
