#include "stats/sequences.hpp"

#include <algorithm>
#include <map>

namespace tk::stats {

namespace {

/// Where a pattern can end: a step of a sequence.
struct End {
    std::uint32_t sequence;
    std::uint32_t step;
};

class Miner {
public:
    Miner(std::span<const Sequence> database, const SequenceOptions& options)
        : database_(database), options_(options) {}

    FrequentSequences run() {
        std::map<std::uint32_t, std::vector<End>> by_item;
        for (std::uint32_t s = 0; s < database_.size(); ++s) {
            for (std::uint32_t step = 0; step < database_[s].size(); ++step) {
                for (const std::uint32_t item : database_[s][step]) by_item[item].push_back({s, step});
            }
        }
        for (const auto& [item, ends] : by_item) take({{item}}, ends, 1);
        return std::move(found_);
    }

private:
    static std::uint64_t support_of(const std::vector<End>& ends) {
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            if (i == 0 || ends[i].sequence != ends[i - 1].sequence) ++count;
        }
        return count;
    }

    void take(const Sequence& pattern, const std::vector<End>& ends, std::size_t items) {
        const std::uint64_t support = support_of(ends);
        if (support < options_.least_support) return;
        FrequentSequence entry{pattern, support, ends.size(), {}};
        for (const End& end : ends) {
            if (!entry.first_sequences.empty() && entry.first_sequences.back() == end.sequence) continue;
            if (entry.first_sequences.size() == 8) break;
            entry.first_sequences.push_back(end.sequence);
        }
        found_.patterns.push_back(std::move(entry));
        if (items >= options_.most_items || !found_.whole) return;
        extend(pattern, ends, items);
    }

    void extend(const Sequence& pattern, const std::vector<End>& ends, std::size_t items) {
        std::map<std::uint32_t, std::vector<End>> same_step;
        std::map<std::uint32_t, std::vector<End>> next_step;
        const std::uint32_t last = pattern.back().back();
        for (std::size_t i = 0; i < ends.size(); ++i) {
            const Sequence& sequence = database_[ends[i].sequence];
            for (const std::uint32_t item : sequence[ends[i].step]) {
                if (item > last) same_step[item].push_back(ends[i]);
            }
            const std::size_t first = ends[i].step + 1UL;
            std::size_t stop = sequence.size();
            if (options_.most_gap < sequence.size()) stop = std::min(stop, first + options_.most_gap + 1);
            work_ += stop - std::min(first, stop) + 1;
            for (std::size_t step = first; step < stop; ++step) {
                for (const std::uint32_t item : sequence[step]) {
                    // Ends come in order, so a step reached before was reached by one of the last ones.
                    std::vector<End>& list = next_step[item];
                    const auto at = static_cast<std::uint32_t>(step);
                    if (!list.empty() && list.back().sequence == ends[i].sequence && list.back().step >= at) continue;
                    list.push_back({ends[i].sequence, at});
                }
            }
        }
        if (work_ > options_.most_work) {
            found_.whole = false;
            return;
        }
        for (const auto& [item, places] : same_step) {
            Sequence longer = pattern;
            longer.back().push_back(item);
            take(longer, places, items + 1);
        }
        for (const auto& [item, places] : next_step) {
            Sequence longer = pattern;
            longer.push_back({item});
            take(longer, places, items + 1);
        }
    }

    std::span<const Sequence> database_;
    const SequenceOptions& options_;
    FrequentSequences found_;
    std::uint64_t work_ = 0;
};

}  // namespace

FrequentSequences frequent_sequences(std::span<const Sequence> database, const SequenceOptions& options) {
    return Miner(database, options).run();
}

bool contains(const Sequence& whole, const Sequence& part) {
    std::size_t at = 0;
    for (const Step& step : whole) {
        if (at < part.size() && std::includes(step.begin(), step.end(), part[at].begin(), part[at].end())) ++at;
    }
    return at == part.size();
}

std::vector<FrequentSequence> closed(std::vector<FrequentSequence> patterns) {
    std::map<std::uint64_t, std::vector<const FrequentSequence*>> by_support;
    for (const FrequentSequence& pattern : patterns) by_support[pattern.support].push_back(&pattern);
    std::vector<FrequentSequence> result;
    const auto size_of = [](const Sequence& steps) {
        std::size_t items = 0;
        for (const Step& step : steps) items += step.size();
        return items;
    };
    for (const FrequentSequence& pattern : patterns) {
        const auto& rivals = by_support[pattern.support];
        const bool is_held = std::any_of(rivals.begin(), rivals.end(), [&](const FrequentSequence* other) {
            return size_of(other->steps) > size_of(pattern.steps) && contains(other->steps, pattern.steps);
        });
        if (!is_held) result.push_back(pattern);
    }
    return result;
}

}  // namespace tk::stats
