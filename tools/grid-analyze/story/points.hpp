#pragma once

#include <optional>

namespace tk::grid {

/// How many points are gone; nothing where either number is unknown or there are more than before.
std::optional<int> points_gone(std::optional<int> before, std::optional<int> now);

/// Follows one kind of points (AP or MP) of whoever acts from moment to moment. A change that nothing explains counts
/// once a second frame shows the same, or fewer still; until then what there was before holds.
class Points {
public:
    /// What may have changed the points in this moment: something that was told, nothing known, or something that could
    /// not be seen (the log or the board is hidden), so that it may still be told.
    enum class Cause { told, none, unseen };

    /// The change that is sure now; 0 for none. `before`: what holds (of the moment before), `now`: what is shown.
    int advance(std::optional<int> before, std::optional<int> now, Cause cause);

    /// What holds after a moment that shows `now`.
    std::optional<int> held(std::optional<int> now) const { return doubtful_ ? kept_ : now; }
    /// Whether the last moment did not show what the doubtful one before it did: if anything was paid in it, how much
    /// is not known.
    bool is_contradicted() const { return is_contradicted_; }

private:
    std::optional<int> doubtful_;  ///< shown once, unexplained
    std::optional<int> kept_;      ///< what there was before that
    bool is_contradicted_ = false;
};

}  // namespace tk::grid
