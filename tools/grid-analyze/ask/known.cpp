#include "grid-analyze/ask/known.hpp"

#include <filesystem>

#include "core/paths.hpp"

namespace tk::grid {

knowledge::Spellbook* Known::book() {
    if (!tried_) {
        tried_ = true;
        const std::string path = database_path(wanted_);
        if (path.find("://") == std::string::npos && !std::filesystem::exists(path)) {
            if (!wanted_.empty())
                context_.log().warning("there is no database at " + path +
                                       ": only what the board itself tells is known");
            return nullptr;
        }
        database_ = store::open_database(path, store::Access::read);
        book_ = std::make_unique<knowledge::Spellbook>(*database_);
    }
    if (book_) book_->refresh();
    return book_.get();
}

}  // namespace tk::grid
