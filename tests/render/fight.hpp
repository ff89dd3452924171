#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "render/boards.hpp"

namespace tk::render {

/// How a script is drawn.
struct FightOptions {
    int width = 1280, height = 720;
    std::optional<Level> level;  ///< none: the clean picture of the sample replay
    std::uint64_t seed = 1;
    Overrides overrides;
    std::string profile = "dofus";
};

/// Draws the script: frame-00 ... in `folder`, profile.json, truth.jsonl, truth_actions.jsonl and
/// fingerprint.txt (Canvas::fingerprint of this machine). All pictures of one
/// fight share camera, windows and art; the noise differs.
void draw_fight(const std::string& script, const FightOptions& options, const std::filesystem::path& folder);

}  // namespace tk::render
