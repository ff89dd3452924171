#include "core/module.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>

#include "core/error.hpp"
#include "core/paths.hpp"

namespace tk {

namespace {

int flag_of([[maybe_unused]] Lookup lookup) {
#if defined(__SANITIZE_ADDRESS__) || !defined(RTLD_DEEPBIND)
    return 0;
#else
    return lookup == Lookup::module ? RTLD_DEEPBIND : 0;
#endif
}

}  // namespace

void load_ahead(std::initializer_list<const char*> libraries) {
    for (const char* const library : libraries) {
        static_cast<void>(::dlopen(library, RTLD_LAZY | RTLD_LOCAL | flag_of(Lookup::module)));
    }
}

void* module_symbol(const std::string& name, const char* symbol, Lookup lookup) {
    std::error_code unknown;
    const std::filesystem::path path =
        program_folder().parent_path() / "lib" / "turnkit" / fmt::format("turnkit-{}.so", name);
    // Local: what a module brings must not stand in for a symbol of the program. Lazy: to look up every function of
    // libcurl's 27 libraries costs 0.5 ms, and few of them are called.
    void* const module = ::dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL | flag_of(lookup));
    if (module == nullptr) {
        if (!std::filesystem::exists(path, unknown)) {
            throw Error(fmt::format("{}: this part of turnkit is not installed", path.string()),
                        "install turnkit with its lib/turnkit folder");
        }
        const char* const reason = ::dlerror();
        throw Error(reason != nullptr ? reason : path.string(), "install the library that is named there");
    }
    void* const found = ::dlsym(module, symbol);
    if (found == nullptr) {
        throw Error(fmt::format("{}: it belongs to another version of turnkit", path.string()),
                    "install the program and lib/turnkit from the same build");
    }
    return found;
}

}  // namespace tk
