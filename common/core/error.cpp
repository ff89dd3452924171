#include "core/error.hpp"

#include <cerrno>
#include <system_error>

namespace tk {

InputError::InputError(std::string_view source, std::size_t line, std::string_view reason, std::string advice)
    : Error(std::string(source) + ":" + std::to_string(line) + ": ", reason, std::move(advice)) {}

std::string with_errno(std::string_view what) {
    const int code = errno;
    return std::string(what) + ": " + std::generic_category().message(code);
}

}  // namespace tk
