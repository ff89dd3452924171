#include "llm-ask/each.hpp"

#include <fmt/format.h>

#include <deque>
#include <nlohmann/json.hpp>

#include "core/filter.hpp"
#include "core/reader.hpp"
#include "core/text.hpp"
#include "core/writer.hpp"
#include "llm-ask/answer_record.hpp"
#include "llm-ask/ask_setup.hpp"
#include "llm-ask/lane.hpp"
#include "llm-ask/picture_file.hpp"
#include "llm-ask/template.hpp"

namespace tk::llm {

namespace {

constexpr int pause_ms = 50;

/// A record that waits for its answer, with a copy of its line.
struct Waiting {
    std::size_t number;
    std::string line;  // with JsonParser::padding bytes behind it
    std::size_t size;
    std::size_t line_number;
    std::string source;
    Plan plan;
    std::optional<RecordError> problem;
};

class EachRun {
public:
    EachRun(Context& context, Desk& desk, const AskOptions& options, const std::string& prompt)
        : context_(context),
          desk_(desk),
          options_(options),
          setup_(set_up(desk, options)),
          prompt_(prompt),
          system_(setup_.request.system),
          lane_(desk, static_cast<std::size_t>(options.jobs),
                [this](std::size_t, Outcome outcome) { write(std::move(outcome)); }) {
        for (const std::string& image : options.images) images_.emplace_back(image);
    }

    Status run() {
        RecordReader reader(context_, {});
        // When the input pauses, what was asked is answered before more is waited for.
        reader.on_pause([this] { lane_.drain(); }, pause_ms);
        while (const auto record = reader.next()) take(*record);
        lane_.drain();
        return context_.status();
    }

private:
    void take(const Record& record) {
        Waiting waiting{next_++,       std::string(record.line),   record.line.size(),
                        record.number, std::string(record.source), {},
                        std::nullopt};
        waiting.line.append(JsonParser::padding, ' ');
        std::optional<Question> question;
        try {
            const std::string prompt = prompt_.fill(record.view);
            std::vector<Picture> pictures;
            for (const Template& image : images_) pictures.push_back(picture_from_field(image.fill(record.view)));
            waiting.plan = plan_for(desk_.options(), desk_.ledger(), prompt, std::nullopt, context_.log());
            question = question_for(setup_, options_, waiting.plan, prompt, std::move(pictures));
            question->request.system = system_.fill(record.view);
        } catch (const RecordError& error) {
            waiting.problem = error;
        }
        const std::size_t number = waiting.number;
        waiting_.push_back(std::move(waiting));
        if (question) {
            lane_.add(number, *std::move(question));
        } else {
            lane_.add_done(number);
        }
    }

    /// The outcomes come in the order of the records.
    void write(Outcome outcome) {
        const Waiting waiting = std::move(waiting_.front());
        waiting_.pop_front();
        if (outcome.error) {
            std::optional<RecordError> problem;
            problem.emplace(outcome.error->code(), outcome.error->what(), outcome.error->advice());
            pass_on(waiting, std::nullopt, problem);
        } else {
            pass_on(waiting, outcome.reply, waiting.problem);
        }
    }

    void pass_on(const Waiting& waiting, const std::optional<Reply>& reply, const std::optional<RecordError>& problem) {
        JsonParser parser;
        const std::string_view line = std::string_view(waiting.line).substr(0, waiting.size);
        const Record record{line, waiting.line_number, waiting.source, parser.parse_padded(line)};
        std::vector<Field> fields;
        if (problem) {
            context_.problem(InputError(waiting.source, waiting.line_number, problem->what(), problem->advice()));
            fields.push_back({"errors", errors_with(record, context_.tool(), *problem)});
        } else {
            Value by = {{"provider", reply->answer.provider}, {"model", reply->answer.chat.model}};
            add_measures(by, *reply, waiting.plan);
            fields.push_back({"answer", json_quote(reply->answer.chat.text)});
            fields.push_back({"llm", by.dump(-1, ' ', false, Value::error_handler_t::replace)});
            account(context_, *reply);
        }
        write_spliced(context_.out(), record, fields);
        context_.out().flush();
        ++context_.counters().records_out;
    }

    Context& context_;
    Desk& desk_;
    const AskOptions& options_;
    AskSetup setup_;
    Template prompt_;
    Template system_;
    std::vector<Template> images_;
    std::deque<Waiting> waiting_;
    std::size_t next_ = 0;
    Lane lane_;
};

}  // namespace

Status ask_each(Context& context, Network& network, const ServerOptions& server, const AskOptions& options,
                const std::string& prompt) {
    const auto ledger = open_ledger(context, server, false);
    Desk desk(context, network, *ledger, server);
    return EachRun(context, desk, options, prompt).run();
}

}  // namespace tk::llm
