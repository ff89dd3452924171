#include "core/program.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <new>

#include "core/error.hpp"
#include "core/interrupt.hpp"
#include "core/parse.hpp"
#include "core/print.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"
#include "core/version.hpp"

namespace tk {

Context::Context(std::string tool, Settings settings, Writer& out, Log& log)
    : tool_(std::move(tool)), settings_(std::move(settings)), out_(out), log_(log) {}

bool Context::out_is_terminal() const {
    return settings_.output.empty() && ::isatty(STDOUT_FILENO) == 1;
}

bool Context::out_has_color() const {
    if (!settings_.output.empty()) return settings_.color == "always";
    return wants_color(STDOUT_FILENO, settings_.color);
}

Format Context::format() const {
    if (settings_.format == "jsonl") return Format::jsonl;
    if (settings_.format == "json") return Format::json;
    if (settings_.format == "csv") return Format::csv;
    if (settings_.format == "table") return Format::table;
    return out_is_terminal() ? Format::table : Format::jsonl;
}

void Context::problem(const Error& error) {
    if (settings_.strict) throw error;
    ++counters_.errors;
    if (!settings_.verbose && !settings_.log_json && !told_.add(error.reason())) return;
    const bool told = !settings_.log_json && error.advice() == last_advice_;
    log_.error(error.what(), told ? std::string() : error.advice());
    last_advice_ = error.advice();
}

void Context::tell_rest_of_problems() {
    const std::vector<std::string> rest = told_.take_rest();
    for (const std::string& line : rest) log_.error(line, &line == &rest.back() ? "-v tells each of them" : "");
}

void Context::check_interrupt() const {
    if (interrupted()) throw Interrupted();
}

Status Context::status() const {
    return counters_.errors > 0 ? Status::failed : Status::done;
}

namespace {

/// A descriptor that is closed at the start would be taken by the first file that is opened; put something there
/// that fails as the closed one would.
void guard_standard_descriptors() {
    for (int descriptor = 0; descriptor <= 2; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF) continue;
        const int flags = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        if (::open("/dev/null", flags) != descriptor) std::_Exit(static_cast<int>(Status::failed));
    }
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

void write_stats(const Context& context, const RunCounters& counters) {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::string json = fmt::format(
        R"({{"type":"metric","tool":{},"cpu_s":{:.6f},"max_rss_kb":{},"records_in":{},"records_out":{},"errors":{})",
        json_quote(context.tool()), seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss,
        counters.records_in, counters.records_out, counters.errors);
    for (const auto& [key, value] : counters.extra) json += fmt::format(",{}:{}", json_quote(key), value);
    json += "}";
    Writer file{context.settings().stats_file};
    file.line(json);
    file.close();
}

/// One run of a tool: everything that may throw.
class Program {
public:
    Program(Command& command, int argc, char** argv)
        : command_(command), common_(common_options(settings_, requests_)), argc_(argc), argv_(argv) {}

    Status run() {
        if (command_.has_format()) add_format();
        const Parsed parsed = parse_command_line(command_, common_, requests_, argc_, argv_);
        if (const auto text = answer(parsed)) {
            Writer out{STDOUT_FILENO, "stdout"};
            out.write(*text);
            out.close();
            return Status::done;
        }
        if (settings_.output == "-" || settings_.output == "/dev/stdout") settings_.output.clear();
        log_ = Log{name(), level(), settings_.log_json};
        if (parsed.selected->wants_stdin() && operands_empty(*parsed.selected) && ::isatty(STDIN_FILENO) == 1) {
            throw UsageError(
                fmt::format("nothing to read: stdin is a terminal\n{}", usage_line(command_, *parsed.selected)));
        }
        return work(*parsed.selected);
    }

    const Log& log() const { return log_; }

private:
    std::string name() const { return program_prefix + command_.name(); }

    Log::Level level() const {
        if (settings_.quiet) return Log::Level::error;
        return settings_.verbose ? Log::Level::info : Log::Level::warning;
    }

    void add_format() {
        common_.choice("--format", "FORMAT", &settings_.format, {"auto", "jsonl", "json", "table", "csv"},
                       "Output; auto is a table on a terminal and JSON Lines elsewhere");
    }

    std::optional<std::string> answer(const Parsed& parsed) const {
        if (requests_.help) return help_text(command_, *parsed.selected, common_);
        if (requests_.version) return fmt::format("{} (turnkit) {}\n", name(), version);
        if (requests_.print_man) return man_page(command_, common_);
        if (requests_.print_options) return options_json(command_, common_);
        if (requests_.print_config) return config_text(command_, common_, parsed);
        if (!requests_.completion.empty()) return completion_script(command_, common_, requests_.completion);
        return std::nullopt;
    }

    static bool operands_empty(const Command& selected) {
        for (const auto& operand : selected.operands()) {
            if (const auto* const* list = std::get_if<std::vector<std::string>*>(&operand->target)) {
                if (!(*list)->empty()) return (*list)->size() == 1 && (*list)->front() == "-";
            } else if (const auto* const* text = std::get_if<std::string*>(&operand->target)) {
                if (!(*text)->empty()) return **text == "-";
            }
        }
        return true;
    }

    Status work(const Command& selected) {
        const auto out = settings_.output.empty() ? std::make_unique<Writer>(STDOUT_FILENO, "stdout")
                                                  : std::make_unique<Writer>(settings_.output);
        Context context{name(), settings_, *out, log_};
        const auto finish = [&](Status status) {
            if (!settings_.stats_file.empty()) write_stats(context, context.counters());
            return status == Status::done ? context.status() : status;
        };
        try {
            const Status status = selected.action()(context);
            context.tell_rest_of_problems();
            out->close();
            return finish(status);
        } catch (const ReaderGone&) {
            throw;
        } catch (...) {
            // What was written before the failure stays with the reader of a pipe.
            if (settings_.output.empty()) out->flush();
            context.tell_rest_of_problems();
            finish(Status::failed);
            throw;
        }
    }

    Command& command_;
    Settings settings_;
    Requests requests_;
    Command common_;
    int argc_;
    char** argv_;
    Log log_{name(), Log::Level::warning, false};
};

}  // namespace

int run_main(Command& command, int argc, char** argv) {
    guard_standard_descriptors();
    install_signal_handlers();
    Program program{command, argc, argv};
    const auto end = [](Status status) { return static_cast<int>(status); };
    try {
        return end(program.run());
    } catch (const ReaderGone&) {
        return end(Status::reader_gone);
    } catch (const Interrupted&) {
        return end(Status::interrupted);
    } catch (const UsageError& error) {
        program.log().error(error.what(), error.advice());
        program.log().error(fmt::format("try '{}{} --help' for more information", program_prefix, command.name()));
        return end(Status::usage);
    } catch (const Error& error) {
        program.log().error(error.what(), error.advice());
        return end(Status::failed);
    } catch (const std::filesystem::filesystem_error& error) {
        program.log().error(fmt::format("{}: {}", error.path1().string(), error.code().message()),
                            "choose a folder that exists and that you may write to");
        return end(Status::failed);
    } catch (const std::bad_alloc&) {
        program.log().error("out of memory");
        return end(Status::failed);
    } catch (const std::exception& error) {
        program.log().error(fmt::format("internal error: {}", error.what()), "please report it with the input");
        return end(Status::failed);
    }
}

}  // namespace tk
