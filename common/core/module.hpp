#pragma once

#include <initializer_list>
#include <string>

namespace tk {

/// Where the symbols that a module's libraries need are looked up first: each way the other comes second.
enum class Lookup {
    program,  ///< in the program and its libraries
    module,   ///< in the module and its libraries: 0.4 ms less for many libraries in C, which share no objects with the
              ///< program (the sanitizers replace functions for all, and keep the first way)
};

/// Loads shared libraries that a module brings before it is loaded itself; what is not there is passed over. A library
/// that looks up thousands of functions of its own finds each at once when it comes alone, and behind those of all
/// other libraries of the module when it comes with them.
void load_ahead(std::initializer_list<const char*> libraries);

/// Finds `symbol` in the module NAME, a shared library of turnkit that is loaded only when it is needed because the
/// libraries behind it would make every start slow. Modules lie in lib/turnkit beside the folder of the program
/// (`turnkit_module` in Targets.cmake builds them) and stay loaded. Throws Error with advice when it is not installed.
void* module_symbol(const std::string& name, const char* symbol, Lookup lookup = Lookup::program);

/// The same as a function of the type FUNCTION; both sides must include the header that declares it.
template <typename Function>
Function* module_function(const std::string& name, const char* symbol, Lookup lookup = Lookup::program) {
    return reinterpret_cast<Function*>(module_symbol(name, symbol, lookup));
}

}  // namespace tk
