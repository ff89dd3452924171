#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <optional>

#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/flat_view.hpp"
#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/find/iso_candidate.hpp"
#include "grid-analyze/find/iso_extent.hpp"
#include "grid-analyze/find/iso_pattern.hpp"
#include "grid-analyze/find/iso_periods.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// Looks for an isometric board only, as find_board does: first at the spectrum of the whole picture, which is quick.
class IsoSearch {
public:
    /// Keeps references to all. `gray`: CV_8U.
    IsoSearch(const cv::Mat& gray, const FlatView& flat, const profile::BoardProfile& profile);

    /// Whether the spectrum speaks so clearly for isometric cells that they should be looked for first.
    bool is_promising() const { return speaks(2.5); }
    /// Whether it does as in no picture without isometric lines.
    bool is_strong() const { return speaks(4); }
    /// What the spectrum says of the cells of a board that was found.
    struct Heard {
        double score = 0;          ///< for them
        bool is_clearest = false;  ///< it speaks for no others more
        bool is_fraction = false;  ///< more for cells two or three times as wide, some of whose sides theirs would be
    };
    /// Whether a board that was found will do; else the next period is tried.
    using Check = std::function<bool(const FoundBoard&, const Heard&)>;
    /// `fields`: of the picture.
    Search find(const EdgeFields& fields, const Check& check) const;
    /// The same in parts of the picture, for boards that are small or faint: the sides of their cells show only when
    /// they are taken together. What is said of a board's fractions is said of the part.
    std::optional<FoundBoard> find_in_parts(const EdgeFields& fields, const Check& check) const;

private:
    struct Laid {
        Candidate candidate;
        std::optional<Pattern> pattern;  ///< if the shades of tiles show clearly
    };
    bool speaks(double score) const;
    /// Edge points in the part of the picture that boards are in, for cells of this size (pixels).
    IsoEdges edges_in(const EdgeFields& fields, double width, double height) const;
    Laid lay(const IsoEdges& edges, const PeriodGuess& guess) const;
    Extent extent_of(const EdgeFields& fields, const Candidate& candidate) const;
    static FoundBoard board_of(const Laid& laid, const Extent& extent, double by_cells);

    const cv::Mat& gray_;
    const FlatPicture& flat_;
    const profile::BoardProfile& profile_;
    std::vector<PeriodGuess> guesses_;
    bool is_clear_ = false;  ///< something repeats for sure, which is worth a closer look
};

}  // namespace tk::grid
