#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "llm-ask/chat.hpp"
#include "llm-ask/network.hpp"

namespace tk::llm {

/// One command of an executable, offered to the model as a function.
struct Tool {
    struct Parameter {
        std::string name;
        std::string type;  ///< of the option table: flag, text, integer, number, choice
        bool repeats = false;
        bool is_operand = false;
        bool does_change = false;  ///< not to be given by a model that may not write
    };

    ToolSpec spec;
    std::vector<std::string> words;  ///< program and subcommand
    std::vector<std::string> fixed;  ///< options it always gets
    std::vector<Parameter> parameters;
};

/// The functions in the option table that a program prints with --print-options (`table`): one for each of its
/// commands, all options but those that name files, steer messages or print other things. Commands and options that the
/// table says change something are left out unless `allow_write`. `command`: only this one; empty: all.
std::vector<Tool> tools_of(std::string_view table, const std::string& program, const std::string& command,
                           bool allow_write);

/// The words of the command line for a call, each value bound to its option so that none can pass for another. Throws
/// Error when the arguments do not fit the tool, or without `allow_write` change something or name a place outside of
/// the current folder.
std::vector<std::string> command_line(const Tool& tool, const std::string& arguments, bool allow_write);

/// What a call came to.
struct CallResult {
    ToolCall call;
    std::string output;  ///< what the program printed on both streams, or what is wrong with the call
    int status = 0;      ///< of the program; -1 when it was not run or not waited for
    std::chrono::milliseconds time{0};

    Value value() const;  ///< for the record, without the output
};

/// The tools offered to a model.
class Toolbox {
public:
    Toolbox() = default;
    /// `call_limit`: a call that takes longer is stopped.
    Toolbox(bool allow_write, std::chrono::milliseconds call_limit)
        : allow_write_(allow_write), call_limit_(call_limit) {}

    /// Adds the commands of `name` ("kb-query", or one: "kb-query:search"), found beside this program or in PATH.
    /// `database`: given to commands that have --db; may be empty. Throws UsageError when it has no option table or
    /// nothing to offer.
    Task<void> add(Network& network, std::string name, std::string database);

    bool empty() const { return tools_.empty(); }
    std::vector<ToolSpec> specs() const;

    /// Runs a call, bounded in time and output, without a shell.
    Task<CallResult> run(Network& network, ToolCall call) const;

private:
    bool allow_write_ = false;
    std::chrono::milliseconds call_limit_{0};
    std::map<std::string, Tool> tools_;
};

}  // namespace tk::llm
