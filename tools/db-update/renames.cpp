#include "db-update/renames.hpp"

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::update {

Renames renames_of(const std::vector<std::string>& lists) {
    Renames renames;
    for (const std::string& list : lists) {
        for (const std::string& pair : split(list, ',')) {
            const std::size_t at = pair.find('=');
            if (at == std::string::npos || at == 0)
                throw UsageError("--map: not OURS=THEIRS: " + pair, "such as --map id=key,name=title");
            renames[pair.substr(0, at)] = pair.substr(at + 1);
        }
    }
    return renames;
}

void tell_unheard(Context& context, const Renames& renames, const std::set<std::string, std::less<>>& found) {
    if (context.counters().records_in == 0) return;
    for (const auto& [ours, theirs] : renames) {
        if (theirs.empty() || found.contains(ours)) continue;
        context.log().warning("--map " + ours + "=" + theirs + ": no record has such a member");
    }
}

}  // namespace tk::update
