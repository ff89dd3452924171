#include "knowledge/kept_answers.hpp"

#include <vector>

#include "core/error.hpp"
#include "core/paths.hpp"

namespace tk::knowledge {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> answers_in(const fs::path& folder) {
    std::vector<fs::path> answers;
    std::error_code none;
    for (const fs::directory_entry& file : fs::directory_iterator(folder, none)) {
        if (file.path().extension() == kept_answer_suffix) answers.push_back(file.path());
    }
    return answers;
}

}  // namespace

fs::path kept_answers_folder() {
    return cache_home() / "kb-query";
}

std::size_t kept_answers(const fs::path& folder) {
    return answers_in(folder).size();
}

std::size_t drop_kept_answers(const fs::path& folder) {
    std::size_t dropped = 0;
    for (const fs::path& answer : answers_in(folder)) {
        std::error_code failure;
        if (fs::remove(answer, failure)) ++dropped;
        if (failure) throw Error("the kept answer " + answer.string() + " cannot be removed: " + failure.message());
    }
    return dropped;
}

}  // namespace tk::knowledge
