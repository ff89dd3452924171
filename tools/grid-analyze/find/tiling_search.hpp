#pragma once

#include <optional>
#include <vector>

#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/find/hexagon_periods.hpp"
#include "grid-analyze/find/tiling.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// The search of one picture for squares and hexagons, part by part. Both arguments must outlive it.
class TilingSearch {
public:
    TilingSearch(const EdgeFields& fields, const profile::BoardProfile& profile) : fields_(fields), profile_(profile) {}

    /// Tries the few of each kind that families of lines speak for most clearly.
    void look_at_clearest_lines();
    /// Tries the others that families of lines speak for.
    void look_at_other_lines();
    /// Tries the hexagons on whose lines an isometric board may have been found; how much their sides show.
    double look_at_hexagons_on(const FoundBoard& iso);
    /// Tries the hexagons that the spectrum of the whole picture, `flat`, speaks for: stretched ones, too.
    void look_at_hexagons(const std::vector<HexagonPeriod>& periods, const FlatPicture& flat);
    /// Tries the squares of a guess, and those of a half and a third of their size.
    void look_at_squares(const Guess& guess);
    /// Hexagons on the families of lines that are too faint to be tried, if they show when all cells are taken
    /// together.
    std::optional<Tiling> faint_hexagons() const;
    /// Whether a trial is so good that what it leads to is worth looking at before others are tried.
    bool is_promising() const;
    /// The tiling with the greatest merit of those that the trials so far lead to.
    std::optional<Tiling> best();

private:
    struct Followed {
        Trial trial;
        bool is_done = false;
        std::optional<Tiling> tiling;  ///< what it led to
    };

    bool is_shown_well(const Guess& guess) const;
    bool may_be_truer(const Guess& guess) const;
    /// Returns the merit of what it shows.
    double try_out(Guess guess, Care care = Care::quick);
    Tiling truest(const Tiling& tiling) const;

    const EdgeFields& fields_;
    const profile::BoardProfile& profile_;
    std::vector<Followed> trials_;
    std::vector<Guess> by_lines_;  ///< clearest first
};

}  // namespace tk::grid
