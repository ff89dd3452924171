#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace tk::knowledge {

/// How the name of a kept answer ends.
constexpr std::string_view kept_answer_suffix = ".answer";

/// Where `kb-query --cache` keeps answers of this account: below $XDG_CACHE_HOME/turnkit.
std::filesystem::path kept_answers_folder();

/// How many answers are kept in `folder`.
std::size_t kept_answers(const std::filesystem::path& folder);

/// Removes the answers in `folder`, and says how many went: they may tell about a person who asked to be forgotten.
/// Throws Error when one cannot be removed.
std::size_t drop_kept_answers(const std::filesystem::path& folder);

}  // namespace tk::knowledge
