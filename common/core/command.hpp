#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/error.hpp"

namespace tk {

class Context;
class JsonView;

/// What an option asks of the others of its command line: it would go unheard otherwise, or contradict them.
struct Company {
    std::vector<std::string> others;  ///< "--zone", "--range"
    bool wanted = true;               ///< one of the others must be given; else none may be
    std::string why;                  ///< goes on after the option's name in the message; empty: a usual text
    std::string advice;
};

/// One option or operand of a command, as data. The parser, --help, the man page, the completions, the
/// configuration file and --print-options all read this.
struct Option {
    enum class Kind { flag, text, integer, real, choice, file, folder };
    using Target = std::variant<bool*, std::string*, std::int64_t*, double*, std::vector<std::string>*,
                                std::optional<std::string>*, std::optional<std::int64_t>*, std::optional<double>*>;

    std::string names;  ///< "-o,--output"; for an operand its metavariable, "SOURCE"
    std::string value;  ///< metavariable of the value, "FILE"; empty for a flag
    Kind kind = Kind::flag;
    std::string help;  ///< one sentence without a trailing stop
    Target target;
    std::vector<std::string> choice_list;
    std::string environment;  ///< variable that gives the value when the option is absent
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    bool is_required = false;
    bool is_hidden = false;
    bool is_common = false;  ///< one of the options every tool has
    bool does_change = false;
    std::vector<Company> company;

    /// Builders, for use at the declaration.
    Option& env(std::string variable);
    Option& between(double low, double high);
    Option& required();
    Option& hidden();
    /// With it the tool does more than read and print: it writes a file, runs a program or asks a server of the user's
    /// choice. Who calls the tool for somebody else, such as a language model, must not pass it on unasked.
    Option& changes();
    /// Refused unless one of `others` is given too, and refused beside any of `others`. The manual says so.
    Option& only_with(std::vector<std::string> others, std::string why = {}, std::string advice = {});
    Option& not_with(std::vector<std::string> others, std::string why = {}, std::string advice = {});

    std::string long_name() const;   ///< "output" of "-o,--output"
    std::string short_name() const;  ///< "o" or empty
    bool takes_value() const { return kind != Kind::flag; }
    bool repeats() const;
    /// Whether its variable holds something else than at the declaration.
    bool is_given() const;
    /// The value the target held when it was declared, as text; empty when it says nothing.
    std::string default_text;
};

/// A setting of the tool's section of the configuration file that is a whole JSON value and no option: a list of
/// models.
struct Setting {
    /// Takes the value; throws UsageError whose message begins with `where` ("FILE: TOOL.NAME").
    using Read = std::function<void(const JsonView& value, const std::string& where)>;

    std::string name;
    std::string help;  ///< one sentence without a trailing stop
    Read read;
    std::string shown;  ///< the value the file gave, as compact JSON; empty for none
};

/// An example of the manual: what it shows and the command line (run by the tests).
struct Example {
    std::string shows;
    std::string command;
};

/// A tool or one of its subcommands: options bound to variables, texts for people, and what to run.
class Command {
public:
    using Action = std::function<Status(Context&)>;

    /// `summary`: one line, lower case, no trailing stop ("print one frame record per picture").
    Command(std::string name, std::string summary);

    Command& describe(std::string paragraph);
    Command& example(std::string shows, std::string command);
    /// A further meaning of an exit status of this tool ("3", "no row matched").
    Command& status(int code, std::string meaning);
    /// Extra manual section after OPTIONS ("FILES", "NOTES").
    Command& section(std::string title, std::string paragraph);
    Command& see_also(std::string pages);

    Option& flag(std::string names, bool& target, std::string help);
    Option& text(std::string names, std::string value, Option::Target target, std::string help);
    Option& integer(std::string names, std::string value, Option::Target target, std::string help);
    Option& real(std::string names, std::string value, Option::Target target, std::string help);
    Option& file(std::string names, std::string value, Option::Target target, std::string help);
    Option& folder(std::string names, std::string value, Option::Target target, std::string help);
    Option& choice(std::string names, std::string value, Option::Target target, std::vector<std::string> choices,
                   std::string help);
    /// Operand; a vector target takes any number.
    Option& operand(std::string name, Option::Target target, std::string help);

    /// A setting that only the configuration file can give. It is read before the action runs.
    Command& setting(std::string name, std::string help, Setting::Read read);

    /// A subcommand with options of its own; what is declared on the parent before the subcommand's name applies too.
    Command& subcommand(std::string name, std::string summary);
    Command& action(Action run);
    /// Whatever its options, the command does more than read and print (see Option::changes): it writes to the
    /// database, say.
    Command& changes();
    /// Adds the standard --format option (jsonl, json, table, csv) bound to Context::format().
    Command& prints_records();
    /// The tool reads stdin when it has no operand: on a terminal it then prints its usage instead (status 2).
    /// `when`: asked after the parsing, for tools whose options may name another input.
    Command& reads_stdin(std::function<bool()> when = {});

    const std::string& name() const { return name_; }
    const std::string& summary() const { return summary_; }
    const std::vector<std::string>& description() const { return description_; }
    const std::vector<Example>& examples() const { return examples_; }
    const std::vector<std::pair<int, std::string>>& statuses() const { return statuses_; }
    const std::vector<std::pair<std::string, std::string>>& sections() const { return sections_; }
    const std::string& see_also() const { return see_also_; }
    const std::vector<std::unique_ptr<Option>>& options() const { return options_; }
    const std::vector<std::unique_ptr<Option>>& operands() const { return operands_; }
    const std::vector<std::unique_ptr<Setting>>& settings() const { return settings_; }
    const std::vector<std::unique_ptr<Command>>& subcommands() const { return subcommands_; }
    const Action& action() const { return action_; }
    bool wants_stdin() const { return reads_stdin_ && (!reads_stdin_when_ || reads_stdin_when_()); }
    bool does_change() const { return does_change_; }
    bool has_format() const { return prints_records_; }

private:
    Option& add(std::vector<std::unique_ptr<Option>>& list, Option::Kind kind, std::string names, std::string value,
                Option::Target target, std::string help);

    std::string name_;
    std::string summary_;
    std::vector<std::string> description_;
    std::vector<Example> examples_;
    std::vector<std::pair<int, std::string>> statuses_;
    std::vector<std::pair<std::string, std::string>> sections_;
    std::string see_also_;
    std::vector<std::unique_ptr<Option>> options_;
    std::vector<std::unique_ptr<Option>> operands_;
    std::vector<std::unique_ptr<Setting>> settings_;
    std::vector<std::unique_ptr<Command>> subcommands_;
    Action action_;
    bool reads_stdin_ = false;
    std::function<bool()> reads_stdin_when_;
    bool prints_records_ = false;
    bool does_change_ = false;
};

}  // namespace tk
