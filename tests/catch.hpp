#pragma once

/// One include for the tests, whichever major version of Catch2 the system has.
#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
using namespace Catch;
}
#endif
