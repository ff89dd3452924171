#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "action-report/tally.hpp"
#include "action-report/ties.hpp"

namespace tk::report {

/// Two who have not worked together, but share partners.
struct Partner {
    std::string a, b;                 ///< ids (names, where there are none)
    double score = 0;                 ///< Adamic-Adar; of a task, times the lower bound of b's success in it
    std::vector<std::string> shared;  ///< with whom both have worked
    Outcomes task;                    ///< of b's actions of the task
};

/// What is asked of partners.
struct PartnerQuestion {
    std::string actor;             ///< suggestions for this one; empty: for all
    std::string task;              ///< an action, in which b must have enough known outcomes; empty: none
    std::uint64_t min_sample = 5;  ///< of them
};

/// The suggestions, best first; none where there are more than `most_partner_nodes` actors, or nobody shares a partner.
/// L. A. Adamic, E. Adar, Friends and neighbors on the Web, Social Networks 25 (2003) 211-230.
constexpr std::size_t most_partner_nodes = 2000;
std::vector<Partner> partners(const Ties& ties, const Tally& tally, const PartnerQuestion& question);

}  // namespace tk::report
