#include "kb-query/answer.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/error.hpp"
#include "core/paths.hpp"
#include "core/terminal.hpp"
#include "core/version.hpp"
#include "kb-query/cache.hpp"
#include "knowledge/kept_answers.hpp"

extern char** environ;

namespace tk::query {

namespace {

constexpr const char* messages = "messages";

/// All that an answer depends on: the command line, the settings in the environment, how it is shown, and the database.
std::optional<std::string> key_of(Context& context, const Options& options, const std::string& file) {
    const auto state = state_of(file);
    if (!state) return std::nullopt;
    std::string key = std::string(version) + '\0' + file + '\0' + *state + '\0' + context.settings().language + '\0' +
                      std::to_string(static_cast<int>(context.format())) + '\0' +
                      std::to_string(context.format() == Format::table ? terminal_width(STDOUT_FILENO) : 0) + '\0' +
                      (context.out_has_color() ? "color" : "plain");
    for (const std::string& argument : options.arguments) key += '\0' + argument;
    std::vector<std::string> settings;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        if (std::string_view(*entry).starts_with("TURNKIT_")) settings.emplace_back(*entry);
    }
    std::sort(settings.begin(), settings.end());
    for (const std::string& setting : settings) key += '\0' + setting;
    key += '\0' + state_of((config_home() / "config.json").string()).value_or("");
    return key;
}

/// Output that is held in memory, to be written and kept.
class Capture {
public:
    Capture() : descriptor_(::memfd_create("answer", MFD_CLOEXEC)), writer_(descriptor_, "the answer") {
        if (descriptor_ < 0) throw Error(with_errno("the answer cannot be held"));
    }
    ~Capture() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    Writer& writer() { return writer_; }
    std::string text() {
        writer_.flush();
        std::string all;
        ::lseek(descriptor_, 0, SEEK_SET);
        std::array<char, 65'536> part{};
        for (ssize_t count = 0; (count = ::read(descriptor_, part.data(), part.size())) > 0;)
            all.append(part.data(), static_cast<std::size_t>(count));
        return all;
    }

private:
    int descriptor_;
    Writer writer_;
};

Status work_from(Context& context, const std::string& file, const Answer& work) {
    return work(context, *store::open_database(file, store::Access::read));
}

}  // namespace

Status answer(Context& context, const Options& options, const Answer& work) {
    const std::string file = database_path(options.database);
    if (options.cache_seconds <= 0) return work_from(context, file, work);
    const auto key = key_of(context, options, file);
    if (!key) return work_from(context, file, work);
    const AnswerCache cache{knowledge::kept_answers_folder(), options.cache_seconds,
                            static_cast<std::uint64_t>(options.cache_megabytes * 1e6)};
    if (const auto kept = cache.find(*key)) {
        context.counters().extra["cache_hits"] = 1;
        context.counters().records_out += static_cast<std::uint64_t>(std::count(kept->begin(), kept->end(), '\n'));
        context.out().write(*kept);
        return Status::done;
    }
    context.counters().extra["cache_misses"] = 1;
    Capture capture;
    Context inner{context.tool(), context.settings(), capture.writer(), context.log()};
    const Status status = work_from(inner, file, work);
    inner.tell_rest_of_problems();
    const std::string text = capture.text();
    context.counters().records_out += inner.counters().records_out;
    context.counters().errors += inner.counters().errors;
    context.out().write(text);
    if (status == Status::done && inner.counters().errors == 0 && !inner.counters().extra.contains(messages))
        cache.keep(*key, text);
    return status;
}

void say(Context& context, const std::string& message) {
    ++context.counters().extra[messages];
    context.log().warning(message);
}

}  // namespace tk::query
