#pragma once

#include <stdexcept>

namespace tk::stats {

/// A function was asked outside of what it is defined for: a mistake of the caller, not of the data.
class DomainError : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

}  // namespace tk::stats
