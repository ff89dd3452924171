#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tk::stats {

/// A sequence of steps; a step holds one or more items, ascending and distinct.
using Step = std::vector<std::uint32_t>;
using Sequence = std::vector<Step>;

/// What to look for, and how long.
struct SequenceOptions {
    std::uint64_t least_support = 2;       ///< in how many sequences a pattern must occur
    std::size_t most_items = 32;           ///< no longer patterns
    std::size_t most_gap = SIZE_MAX;       ///< steps that may lie between two steps of a pattern
    std::uint64_t most_work = UINT64_MAX;  ///< looked-at steps; the search ends there (`whole` is false)
};

/// A pattern and where it occurs.
struct FrequentSequence {
    Sequence steps;
    std::uint64_t support = 0;                   ///< sequences that hold it
    std::uint64_t ends = 0;                      ///< places (steps) where an occurrence ends
    std::vector<std::uint32_t> first_sequences;  ///< the first few that hold it
};

/// What a search has found.
struct FrequentSequences {
    std::vector<FrequentSequence> patterns;  ///< in the order of the search: a prefix before what extends it
    bool whole = true;                       ///< false: the work was cut at `most_work`
};

/// All sequences of items that occur in at least `least_support` of `database`, steps in order, with up to `most_gap`
/// other steps between two of them.
/// Source: J. Pei et al., PrefixSpan, ICDE 2001, 215-224; here each pattern is projected to all places where it can
/// end, which a limit on gaps needs.
FrequentSequences frequent_sequences(std::span<const Sequence> database, const SequenceOptions& options);

/// Those of `patterns` that no other of them holds with the same support (BIDE: J. Wang, J. Han, ICDE 2004, 79-90).
std::vector<FrequentSequence> closed(std::vector<FrequentSequence> patterns);

/// Whether `whole` holds the steps of `part` in order, each inside of one of its own.
bool contains(const Sequence& whole, const Sequence& part);

}  // namespace tk::stats
