#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "action-report/replay_scene.hpp"
#include "action-report/words.hpp"

namespace tk::report {

/// How a scene is drawn.
struct ScreenStyle {
    std::size_t columns = 80;
    std::size_t rows = 0;  ///< 0: as many as are needed, as text
    bool color = false;
    Tongue tongue{Language::english};
};

/// Where a scene stands in the replay, for its title.
struct Place {
    std::size_t number = 1;  ///< counts from 1
    std::size_t count = 1;   ///< steps known so far
    bool all_known = true;   ///< else there may be more than `count`
};

/// The lines of a scene, none wider than the style's columns: title, what happened, the board beside or above the
/// fighters, and, where rows are limited, the steps around it. A board that has no room is cut around what happens.
std::vector<std::string> draw_scene(const Scene& scene, const Place& place, const ScreenStyle& style);

/// A bar of `columns` columns filled by `share` (0..1), in eighths of a column.
std::string bar(double share, std::size_t columns);

}  // namespace tk::report
