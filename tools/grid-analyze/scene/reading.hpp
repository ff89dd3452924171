#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "grid-analyze/scene/tags.hpp"

namespace tk::grid {

/// The values of the interface, which are those of the one who plays; what was not read is left out.
struct Hud {
    std::optional<int> turn;
    std::optional<std::string> name, kind;  ///< `kind`: class
    std::optional<int> level, hp, max_hp, ap, mp;
};

/// A line of the game's log.
struct ChatLine {
    std::string text;
    double confidence = 1;
};

/// What `ocr` read in a frame, as far as it matters here.
struct Reading {
    Hud hud;
    std::vector<ChatLine> chat;  ///< region "chat", oldest first
    std::vector<Plate> plates;   ///< region "plates"
};

/// From the `ocr` of a record; what is missing or of another type is left out.
Reading read_ocr(const JsonView& ocr);

}  // namespace tk::grid
