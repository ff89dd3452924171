#include "db-update/rejections.hpp"

#include <fmt/format.h>

namespace tk::update {

void Rejections::begin(std::size_t line) {
    records_of_line_ = line == line_ ? records_of_line_ + 1 : 1;
    line_ = line;
}

std::string Rejections::place_in_line() const {
    return records_of_line_ > 1 ? fmt::format("record {} of the line: ", records_of_line_) : "";
}

void Rejections::add(const InputError& error) {
    constexpr std::uint64_t most_told = 20;
    const Settings& settings = context_.settings();
    if (++count_ <= most_told || settings.verbose || settings.log_json || settings.strict) {
        context_.problem(error);
        return;
    }
    ++context_.counters().errors;
    ++untold_;
}

void Rejections::tell_rest() const {
    if (untold_ > 0) context_.log().warning(fmt::format("{} more records cannot be used; -v names them all", untold_));
}

}  // namespace tk::update
