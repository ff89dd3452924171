#include "llm-ask/ask_setup.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/paths.hpp"
#include "llm-ask/schema_check.hpp"
#include "llm-ask/seconds.hpp"
#include "store/migrations.hpp"

namespace tk::llm {

namespace {

/// Bytes of a write-ahead log that may stay behind. To write it back takes two syncs, more than all else llm-ask does;
/// to read it again takes each start 1 ms for 3 MB.
constexpr std::uintmax_t longest_log = 512 << 10;

/// The log stays for the next run until it is long: then the run that found it so writes it back at its end.
store::OpenOptions options_of_ledger(const std::string& target) {
    std::error_code absent;
    const std::uintmax_t size = std::filesystem::file_size(target + "-wal", absent);
    return {.leaves_log = absent || size < longest_log};
}

std::string schema_text(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw UsageError(with_errno(path), "--schema names a file with a JSON Schema");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    JsonParser parser;
    try {
        require_supported_schema(parser.parse(text), path);
    } catch (const UsageError&) {
        throw;
    } catch (const Error& error) {
        throw UsageError(path + ": " + error.what());
    }
    return text;
}

}  // namespace

AskSetup set_up(Desk& desk, const AskOptions& options) {
    AskSetup setup;
    const ServerOptions& server = desk.options();
    setup.request = configured_request(server);
    if (!options.system.empty()) setup.request.system = options.system;
    if (!options.schema.empty()) setup.request.schema = schema_text(options.schema);
    setup.tools = Toolbox(options.allow_write, in_milliseconds(options.call_timeout));
    for (const std::string& name : options.tools) {
        run(desk.network(), setup.tools.add(desk.network(), name, server.database));
    }
    setup.request.tools = setup.tools.specs();
    if (!options.critic.empty()) setup.critic = {candidate(server, options.critic, desk.context().log())};
    return setup;
}

Question question_for(const AskSetup& setup, const AskOptions& options, const Plan& plan, std::string prompt,
                      std::vector<Picture> pictures) {
    Question question;
    question.chain = plan.chain;
    question.task = plan.task;
    question.request = setup.request;
    Message message = user_message(std::move(prompt));
    message.pictures = std::move(pictures);
    question.request.messages.push_back(std::move(message));
    question.critic = setup.critic;
    if (!setup.tools.empty()) question.tools = &setup.tools;
    question.most_calls = options.most_calls;
    return question;
}

void require_server(const ServerOptions& options) {
    check_catalog(options.catalog);
    if (options.cache == "semantic" && options.embedding_model.empty()) {
        throw UsageError("--cache semantic compares vectors, and no model makes them",
                         "name one: --embedding-model NAME (ollama: nomic-embed-text)");
    }
    if (is_server_configured(options)) return;
    throw UsageError(is_builtin(options) ? "the builtin narrator cannot answer a prompt: it only tells what records say"
                                         : "no server is configured to answer a prompt",
                     "name one: --provider ollama --model NAME, or --url URL (TURNKIT_LLM_URL)");
}

std::unique_ptr<Ledger> open_ledger(Context& context, const ServerOptions& options, bool needed) {
    const std::string target = database_path(options.database);
    std::error_code ignored;
    const bool is_there = target.find("://") != std::string::npos || std::filesystem::exists(target, ignored);
    if (needed) {
        auto database = store::open_database(target, store::Access::create, options_of_ledger(target));
        store::migrate(*database);
        return std::make_unique<Ledger>(std::move(database));
    }
    if (!is_there) {
        const std::string what = "no database: nothing is cached or remembered (db-update init makes one)";
        const bool is_asked_for = options.cache == "semantic" || options.cache == "refresh";
        is_asked_for ? context.log().warning(what) : context.log().info(what);
        return std::make_unique<Ledger>(nullptr);
    }
    try {
        return std::make_unique<Ledger>(store::open_database(target, store::Access::write, options_of_ledger(target)));
    } catch (const UsageError&) {
        throw;
    } catch (const Error& error) {
        context.log().warning(std::string("nothing is cached or remembered: ") + error.what());
        return std::make_unique<Ledger>(nullptr);
    }
}

}  // namespace tk::llm
