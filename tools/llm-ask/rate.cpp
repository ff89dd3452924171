#include "llm-ask/rate.hpp"

#include <charconv>

#include "llm-ask/ask_setup.hpp"

namespace tk::llm {

Status rate(Context& context, const ServerOptions& options, const std::vector<std::string>& words) {
    if (words.size() != 2) throw UsageError("give the id of one answer and one rating", "llm-ask rate m1 good");
    const std::string& id = words[0];
    const std::string& rating = words[1];
    double value = 0;
    if (rating == "good" || rating == "bad") {
        value = rating == "good" ? 1 : -1;
    } else {
        const auto [end, error] = std::from_chars(rating.data(), rating.data() + rating.size(), value);
        if (error != std::errc{} || end != rating.data() + rating.size() || !(value >= -1 && value <= 1)) {
            throw UsageError("RATING must be good, bad or a number of -1 to 1");
        }
    }
    const auto ledger = open_ledger(context, options, false);
    if (!ledger->is_kept()) {
        throw Error("there is no database, so no answer was remembered", "db-update init makes one");
    }
    if (!ledger->rate(id, value)) {
        throw Error("no answer has the id '" + id + "'", "the id stands in the answer's record (m1, m2...)");
    }
    return Status::done;
}

}  // namespace tk::llm
