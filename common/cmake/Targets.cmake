# turnkit_library(NAME [LIBS ...]): static library tk_NAME from the .cpp files of this folder.
# Headers are included as "NAME/header.hpp".
function(turnkit_library name)
    cmake_parse_arguments(ARG "" "" "LIBS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    add_library(tk_${name} STATIC ${sources})
    target_link_libraries(tk_${name} PUBLIC turnkit_options ${ARG_LIBS})
endfunction()

# turnkit_tool(NAME KIND source|filter|query|sink SAMPLE "command line" [KEY key] [LIBS ...])
# Registers a tool, from this one call, for build, install, man page, completions and the tests that loop over all tools.
#   KIND    what it does with records: a source writes them, a filter enriches and passes on, a query answers its
#           arguments, a sink consumes. Several kinds are a list: "query;filter".
#   SAMPLE  a command line, or a pipe that ends in one, that succeeds without network or display; `{}` stands for the
#           program, `@examples@` for examples/.
#   FILTER  arguments that make the program a filter over stdin (empty for a pure filter), for the pass-through tests.
#   LIMIT   how many shared libraries the program may load at most, since each makes every start slower (30 if none).
# Every .cpp but main.cpp, of this folder and of those in it that are no modules, goes into the library tk_tool_NAME, which
# the unit tests link. The manual page and completions are installed where they are written by then: a new tool is built
# before it can print them.
function(turnkit_tool name)
    cmake_parse_arguments(ARG "" "SAMPLE;FILTER;LIMIT" "KIND;LIBS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    file(GLOB modules CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*/CMakeLists.txt)
    foreach(module IN LISTS modules)
        get_filename_component(folder ${module} DIRECTORY)
        list(FILTER sources EXCLUDE REGEX "^${folder}/")
    endforeach()
    string(REPLACE "-" "_" library ${name})
    set(linked PUBLIC)
    if(sources)
        add_library(tk_tool_${library} STATIC ${sources})
    else()
        add_library(tk_tool_${library} INTERFACE)
        set(linked INTERFACE)
    endif()
    target_link_libraries(tk_tool_${library} ${linked} tk_core ${ARG_LIBS})
    target_include_directories(tk_tool_${library} ${linked} ${CMAKE_SOURCE_DIR}/tools)

    add_executable(${name} main.cpp)
    target_link_libraries(${name} PRIVATE tk_tool_${library})
    set_target_properties(${name} PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin
        OUTPUT_NAME ${TURNKIT_PROGRAM_PREFIX}${name})
    install(TARGETS ${name} RUNTIME COMPONENT tools)
    set(program ${TURNKIT_PROGRAM_PREFIX}${name})
    install(FILES ${CMAKE_SOURCE_DIR}/man/${name}.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 RENAME ${program}.1
            COMPONENT man OPTIONAL)
    foreach(shell_place IN ITEMS "bash|bash-completion/completions|${name}.bash|${program}"
                                 "zsh|zsh/vendor-completions|_${name}|_${program}"
                                 "fish|fish/vendor_completions.d|${name}.fish|${program}.fish")
        string(REPLACE "|" ";" parts ${shell_place})
        list(GET parts 1 place)
        list(GET parts 2 file)
        list(GET parts 3 installed)
        install(FILES ${CMAKE_SOURCE_DIR}/completions/${file} DESTINATION ${CMAKE_INSTALL_DATADIR}/${place}
                RENAME ${installed} COMPONENT completions OPTIONAL)
    endforeach()
    if(NOT ARG_LIMIT)
        set(ARG_LIMIT 30)
    endif()
    string(JOIN "\", \"" kinds ${ARG_KIND})
    string(REPLACE "\"" "\\\"" sample "${ARG_SAMPLE}")
    set_property(GLOBAL APPEND PROPERTY TURNKIT_TOOLS ${name})
    set_property(GLOBAL APPEND_STRING PROPERTY TURNKIT_TOOLS_JSON
        "  {\"name\": \"${name}\", \"kind\": [\"${kinds}\"], \"sample\": \"${sample}\", \"filter\": \"${ARG_FILTER}\", \"limit\": ${ARG_LIMIT}},\n")
endfunction()

# turnkit_module(USER NAME [LIBS ...])
# A part of USER, a tool or a library of common/, that is loaded on demand (core/module.hpp), from the .cpp files of this
# folder: for libraries that would make every start slow. It may use headers of USER; what it throws is caught there.
function(turnkit_module user name)
    cmake_parse_arguments(ARG "" "" "LIBS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    add_library(turnkit_${name} MODULE ${sources})
    target_link_libraries(turnkit_${name} PRIVATE tk_core ${ARG_LIBS})
    set_target_properties(tk_core PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_include_directories(turnkit_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tools)
    set_target_properties(turnkit_${name} PROPERTIES
        PREFIX "" OUTPUT_NAME turnkit-${name} CXX_VISIBILITY_PRESET hidden
        LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/turnkit)
    install(TARGETS turnkit_${name} LIBRARY DESTINATION lib/turnkit COMPONENT tools)
    add_dependencies(${user} turnkit_${name})
endfunction()

# Writes tools.json, the list of registered tools that the looped tests read.
function(turnkit_finish_tools)
    get_property(entries GLOBAL PROPERTY TURNKIT_TOOLS_JSON)
    string(REGEX REPLACE ",\n$" "\n" entries "${entries}")
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/tools.json CONTENT "[\n${entries}]\n")
endfunction()

# Adds every folder below FOLDER that has a CMakeLists.txt: a new library or tool needs no entry elsewhere.
function(turnkit_add_folders folder)
    file(GLOB lists CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*/CMakeLists.txt)
    foreach(list IN LISTS lists)
        get_filename_component(path ${list} DIRECTORY)
        add_subdirectory(${path})
    endforeach()
endfunction()
