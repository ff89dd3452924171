#pragma once

#include <cstdint>
#include <vector>

#include "action-report/flow.hpp"

namespace tk::report {

/// How surprising the steps of a session were, given which action usually follows which.
struct Surprise {
    std::uint32_t session = 0;
    double bits = 0;     ///< a step, on average
    double surplus = 0;  ///< bits beyond the usual ones of so many steps
    double score = 0;    ///< the surplus in standard deviations of the sum of so many steps of any session
};

/// How surprising a session is under a Markov chain of the first order, estimated from all sessions (a half is added to
/// every count): the steps that the tree of beginnings holds. Sessions of less than three actions are left out.
struct Surprises {
    double usual = 0;  ///< bits a step over all sessions
    std::vector<Surprise> sessions;
};
/// Computes it from what followed what.
Surprises surprises_of(const Flow& flow);

}  // namespace tk::report
