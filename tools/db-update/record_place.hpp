#pragma once

#include <cstddef>
#include <string>

#include "core/error.hpp"

namespace tk::update {

/// Where the present record stands, for messages: records may share a line, as in JSON without line ends.
class RecordPlace {
public:
    /// A record begins at this line of the present source; 0: the source begins.
    void begin(std::size_t line);
    /// The error of the present record as one of its line in `source`.
    InputError error(const std::string& source, const RecordError& error) const;

private:
    std::size_t line_ = 0, records_of_line_ = 0;
};

}  // namespace tk::update
