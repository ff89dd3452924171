// links: tk_profile
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/error.hpp"
#include "profile/profile.hpp"

/// A profile is read or refused with an InputError; nothing else may happen.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        static_cast<void>(tk::profile::parse_profile(text, "input"));
    } catch (const tk::InputError&) {
        return 0;
    }
    return 0;
}
