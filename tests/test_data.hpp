#pragma once

#include <cstdlib>
#include <filesystem>

#include "catch.hpp"

/// The folder `part` of the real inputs that TURNKIT_TEST_DATA names; empty, and said so, where there are none.
inline std::filesystem::path test_data(const std::filesystem::path& part) {
    const char* const folder = std::getenv("TURNKIT_TEST_DATA");
    const std::filesystem::path found = folder != nullptr ? folder / part : std::filesystem::path();
    if (!found.empty() && std::filesystem::exists(found)) return found;
    WARN("skipped: TURNKIT_TEST_DATA names no folder with " << part);
    return {};
}
