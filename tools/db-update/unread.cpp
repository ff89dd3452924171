#include "db-update/unread.hpp"

#include <string>

#include "db-update/recognise.hpp"

namespace tk::update {

namespace {

/// Lists that a command of their own reads.
struct ListCommand {
    std::string_view list, command;
};
constexpr ListCommand commands[] = {{"prices", "market"},     {"listings", "market"}, {"actions", "actions"},
                                    {"sessions", "sessions"}, {"metrics", "metrics"}, {"interactions", "interactions"}};

std::string_view command_of(std::string_view list) {
    for (const ListCommand& known : commands) {
        if (known.list == list) return known.command;
    }
    return table_called(list) ? list : std::string_view();
}

}  // namespace

bool is_log_or_price_list(std::string_view name) {
    for (const ListCommand& known : commands) {
        if (known.list == name) return true;
    }
    return false;
}

void tell_unread(Context& context, const RecordSource& source) {
    for (const std::string& list : source.unread()) {
        const std::string_view command = command_of(list);
        context.log().warning(source.name() + ": the list '" + list + "' was not read" +
                              (command.empty() ? "; give it alone (jq '." + list + "')"
                                               : "; 'db-update " + std::string(command) + "' reads it"));
    }
}

}  // namespace tk::update
