# Compiler flags live on this one target; every turnkit target links it.
add_library(turnkit_options INTERFACE)
target_compile_features(turnkit_options INTERFACE cxx_std_20)
target_compile_options(turnkit_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
    $<$<BOOL:${TURNKIT_WERROR}>:-Werror>
    # What GCC 12 gets wrong once it inlines: `"a" + string` (PR 105651) and std::regex.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized>
    # -O1: at -O2 GCC 12 takes minutes and a gigabyte for a file of JSON or of Catch2 under the sanitizers.
    $<$<BOOL:${TURNKIT_SANITIZE}>:-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
                                 -O1 -g1>
    # Clang 14 cannot check the types of called functions in coroutines ("difference across sections").
    $<$<BOOL:${TURNKIT_FUZZ}>:-fsanitize=fuzzer-no-link -fno-sanitize=function>)
target_link_options(turnkit_options INTERFACE
    LINKER:--as-needed
    # Two types of one name: seen only where the whole program is optimised at once (IPO, as in the preset release).
    $<$<CXX_COMPILER_ID:GNU>:-Werror=odr>
    $<$<BOOL:${TURNKIT_SANITIZE}>:-fsanitize=address,undefined>)
target_include_directories(turnkit_options INTERFACE ${CMAKE_SOURCE_DIR}/common ${CMAKE_BINARY_DIR}/generated)
set(CMAKE_CXX_EXTENSIONS OFF)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
find_program(TURNKIT_CCACHE ccache)
if(TURNKIT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${TURNKIT_CCACHE})
endif()
configure_file(${CMAKE_SOURCE_DIR}/common/core/version.hpp.in ${CMAKE_BINARY_DIR}/generated/core/version.hpp @ONLY)
