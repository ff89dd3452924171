#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tk {

/// Messages for people (or for a log collector with --log-json), on stderr.
/// Never give it a secret or a person's data.
class Log {
public:
    enum class Level { none, error, warning, info };
    using Fields = std::vector<std::pair<std::string, std::string>>;

    /// `most`: the least important level that is printed; none: nothing is.
    Log(std::string tool, Level most, bool json) : tool_(std::move(tool)), most_(most), json_(json) {}

    /// Prints `tool: message`, and `advice` on a line of its own when there is one.
    void error(std::string_view message, std::string_view advice = {}) const;
    /// Something was guessed, defaulted or left out.
    void warning(std::string_view message, const Fields& fields = {}) const;
    /// Shown with -v.
    void info(std::string_view message, const Fields& fields = {}) const;

    bool shows(Level level) const { return level <= most_; }

private:
    void print(Level level, std::string_view message, std::string_view advice, const Fields& fields) const;

    std::string tool_;
    Level most_;
    bool json_;
};

}  // namespace tk
