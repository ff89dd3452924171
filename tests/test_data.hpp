#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "catch.hpp"

/// The folder `part` ("kb") of the real inputs that TURNKIT_TEST_DATA names, with a stroke at its end; empty, and said
/// so, where there is none.
inline std::string test_data(const std::string& part) {
    const char* const folder = std::getenv("TURNKIT_TEST_DATA");
    const std::string found = folder != nullptr ? std::string(folder) + "/" + part + "/" : "";
    if (!found.empty() && std::filesystem::exists(found)) return found;
    WARN("skipped: TURNKIT_TEST_DATA names no folder with " << part);
    return {};
}
