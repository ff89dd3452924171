#include "db-update/record_place.hpp"

#include <fmt/format.h>

namespace tk::update {

void RecordPlace::begin(std::size_t line) {
    records_of_line_ = line == line_ ? records_of_line_ + 1 : 1;
    line_ = line;
}

InputError RecordPlace::error(const std::string& source, const RecordError& error) const {
    std::string place = fmt::format("{}:{}: ", source, line_);
    if (records_of_line_ > 1) place += fmt::format("record {} of the line: ", records_of_line_);
    return {place, error.reason(), error.advice()};
}

}  // namespace tk::update
