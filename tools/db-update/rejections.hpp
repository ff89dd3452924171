#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "core/program.hpp"

namespace tk::update {

/// Tells of the records that cannot be used. What is wrong with a table is often wrong with each of its rows: people
/// are told the first ones, and all with --verbose, as programs are (--log-json).
class Rejections {
public:
    explicit Rejections(Context& context) : context_(context) {}

    /// A record begins at this line of the present source; 0: the source begins.
    void begin(std::size_t line);
    /// Where records share a line, as in JSON without line ends, what leads to the present one; else empty.
    std::string place_in_line() const;
    /// Counts it, and tells it if it is among the first. Under --strict it is thrown.
    void add(const InputError& error);
    /// How many there are besides those told.
    void tell_rest() const;

private:
    Context& context_;
    std::uint64_t count_ = 0, untold_ = 0;
    std::size_t line_ = 0, records_of_line_ = 0;
};

}  // namespace tk::update
