#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/command.hpp"
#include "core/log.hpp"
#include "core/told.hpp"
#include "core/writer.hpp"

namespace tk {

/// The language of what people read; data and keys never change.
enum class Language { english, french };
/// How records are printed (--format).
enum class Format { jsonl, json, table, csv };

/// What every tool's command line, environment and configuration say.
struct Settings {
    std::string language = "en";
    std::string color = "auto";
    std::string format = "auto";
    std::string output;       ///< empty: stdout
    std::string stats_file;   ///< empty: none
    std::string environment;  ///< TURNKIT_ENV: section of the configuration file
    bool strict = false;
    bool verbose = false;
    bool quiet = false;
    bool log_json = false;
};

/// Counters of one run, written as one `metric` record by --stats.
struct RunCounters {
    std::uint64_t records_in = 0;
    std::uint64_t records_out = 0;
    std::uint64_t errors = 0;
    std::map<std::string, std::int64_t> extra;  ///< a tool's own: "cache_hits", "frames_dropped"
};

/// What a tool's action works with; made by run_main, one per process.
class Context {
public:
    Context(std::string tool, Settings settings, Writer& out, Log& log);

    const std::string& tool() const { return tool_; }
    const Settings& settings() const { return settings_; }
    Writer& out() { return out_; }
    Log& log() { return log_; }
    RunCounters& counters() { return counters_; }

    Language language() const { return settings_.language == "fr" ? Language::french : Language::english; }
    /// --format, or by where stdout goes: a table on a terminal, JSON Lines elsewhere.
    Format format() const;
    /// True when stdout is a terminal (and no -o is given).
    bool out_is_terminal() const;
    /// True when people reading stdout want colour (terminal, TERM, NO_COLOR, --color).
    bool out_has_color() const;

    /// Something is wrong with one record or line: printed on stderr, counted, status 1 at the end. People are told the
    /// first ones (see Told), and all with --verbose, as programs are (--log-json). Advice that is the same as that of
    /// the problem before is not repeated for them. Under --strict it is thrown instead.
    void problem(const Error& error);
    /// Says how many problems there were besides those told, and begins anew. run_main does so at the end.
    void tell_rest_of_problems();
    /// Throws Interrupted once SIGINT or SIGTERM has arrived; called by the readers, and by long loops.
    void check_interrupt() const;
    /// Status::failed if there were problems, else Status::done.
    Status status() const;

private:
    std::string tool_;
    Settings settings_;
    Writer& out_;
    Log& log_;
    RunCounters counters_;
    std::string last_advice_;
    Told told_;
};

/// The main of every tool: parses the command line into the bound variables, answers --help and its kin, runs the
/// selected action, catches every exception once, flushes and checks stdout, and picks the exit status.
int run_main(Command& command, int argc, char** argv);

}  // namespace tk
