#include "grid-analyze/find/iso_look.hpp"

#include <algorithm>

#include "grid-analyze/find/iso_or_hexagons.hpp"
#include "grid-analyze/find/side_parts.hpp"

namespace tk::grid {
namespace {

constexpr double least_iso = 3.6;    // merit of its sides: those of textures and dots reach 3.4, of boards 4.4
constexpr double least_part = 0.58;  // of its sides: balls and icons in rows reach 0.5, boards begin at 0.7
// Of dashed lines: squares that lie apart reach a score of 4 and a merit of 2.8.
constexpr double clear_of_waves = 3.5, sure_of_waves = 6, faint_iso = 3, faintest_iso = 1.8, faint_even = 0.7;
constexpr double most_of_faint = 0.88;             // confidence
constexpr double second_iso = 8, clear_iso = 10;   // merit of its sides: lattices along lines of hexagons reach 7
constexpr double sure_iso = 0.96, sure_merit = 6;  // confidence and merit: hexagons' lines reach 5
constexpr double sure_contrast = 0.6;              // hexagons of other pitches reach 0.5
constexpr double most_of_hexagons = 0.55;          // share of an isometric board's clarity: of true ones they reach 0.4
constexpr double no_blank_sides = 0.6;             // evenness
constexpr double least_ratio_of_faint = 1.8;       // width to height: lines of hexagons have 1.73
constexpr double even_of_faint = 0.85;             // of faint boards: others reach 0.7

/// Dashed lines, and faint ones over rough ground, show little of each side; but no picture without isometric lines
/// repeats so clearly and has something on the sides of all four kinds.
bool is_spoken_for(const IsoSearch::Heard& heard, const Tiling& sides) {
    const double least = heard.score > sure_of_waves ? faintest_iso : faint_iso;
    return heard.is_clearest && heard.score > clear_of_waves && sides.merit > least && sides.evenness > faint_even;
}

enum class Seen { nothing, parts_of_sides, whole_sides };

/// What shows of the sides of an isometric board, which need `least` merit unless it is spoken for.
Seen seen_of(const EdgeFields& edges, const FoundBoard& iso, const Tiling& sides, double least, bool is_spoken_for) {
    constexpr int most_cells = 400;
    if (sides.merit <= least && !is_spoken_for) return Seen::nothing;
    const SideParts parts = parts_of_sides(edges, iso.geometry, iso.placement, most_cells);
    if (!show_together(parts)) return Seen::nothing;
    if (sides.merit > least && parts.least > least_part) return Seen::whole_sides;
    return is_spoken_for ? Seen::parts_of_sides : Seen::nothing;
}

/// Whether hexagons on the lines of an isometric board, whose sides show so, show about as much.
bool may_be_of_hexagons(const EdgeFields& edges, const FoundBoard& iso, const Tiling& sides) {
    return shown_by_hexagons_on(edges, iso) >= most_of_hexagons * sides.contrast * sides.evenness;
}

}  // namespace

IsoLook look_for_iso_board(const IsoSearch& search, const EdgeFields& edges) {
    IsoLook look;
    bool is_faint = false;
    const Search result = search.find(edges, [&](const FoundBoard& found, const IsoSearch::Heard& heard) {
        look.sides = measure_tiling(edges, found.geometry, found.placement);
        // Where better periods showed no cells, others are likely to be of chance, too. Edges of the board itself may
        // lie two or three cells apart.
        const double least = look.on_lines || heard.is_fraction ? second_iso : least_iso;
        const Seen seen = seen_of(edges, found, *look.sides, least, is_spoken_for(heard, *look.sides));
        is_faint = seen == Seen::parts_of_sides;
        if (seen != Seen::nothing) return true;
        if (!look.on_lines) {
            look.on_lines = found;
            look.none =
                NoBoard{"what repeats along isometric lines shows no sides of cells", 0.7, found.placement.width};
        }
        return false;
    });
    if (const auto* found = std::get_if<FoundBoard>(&result)) look.on_lines = look.board = *found;
    if (is_faint) look.board->confidence = std::min(look.board->confidence, most_of_faint);
    if (const auto* no = std::get_if<NoBoard>(&result); no != nullptr && !look.none) look.none = *no;
    return look;
}

std::optional<FoundBoard> find_faint_iso_board(const IsoSearch& search, const EdgeFields& edges) {
    return search.find_in_parts(edges, [&](const FoundBoard& found, const IsoSearch::Heard& heard) {
        if (found.placement.width < least_ratio_of_faint * found.placement.height) return false;
        const Tiling sides = measure_tiling(edges, found.geometry, found.placement);
        const double least = heard.is_fraction ? second_iso : least_iso;
        return sides.evenness > even_of_faint && !may_be_of_hexagons(edges, found, sides) &&
               seen_of(edges, found, sides, least, false) == Seen::whole_sides;
    });
}

bool is_sure(const IsoLook& look, const EdgeFields& edges) {
    return look.board && look.board->confidence > sure_iso && look.sides->evenness > no_blank_sides &&
           look.sides->merit > sure_merit && look.sides->contrast > sure_contrast &&
           !may_be_of_hexagons(edges, *look.board, *look.sides);
}

bool is_clear(const IsoLook& look) {
    return look.board && look.sides->merit > clear_iso;
}

}  // namespace tk::grid
