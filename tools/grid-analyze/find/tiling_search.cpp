#include "grid-analyze/find/tiling_search.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "grid-analyze/find/cell_sizes.hpp"
#include "grid-analyze/find/folded.hpp"
#include "grid-analyze/find/hexagon_cells.hpp"
#include "grid-analyze/find/hexagon_rivals.hpp"
#include "grid-analyze/find/hints.hpp"
#include "grid-analyze/find/line_guesses.hpp"
#include "grid-analyze/find/multiples.hpp"
#include "grid-analyze/find/tiling_fit.hpp"
#include "grid-analyze/find/tiling_pitch.hpp"

namespace tk::grid {
namespace {

constexpr std::size_t by_lines = 5;     // of each kind
constexpr std::size_t of_large = 2;     // large cells, of each kind
constexpr int clearest = 3;             // of each kind
constexpr double clear_of_squares = 9;  // score of lines
constexpr double clear_score = 30;      // of lines: pictures without a board reach it, too
constexpr int sides_compared = 120;     // of hexagons
constexpr double surprising = 1.6;      // of hexagons' lines: few pictures without a board reach it
constexpr double lines_inside = -0.15;  // at first sight
constexpr std::size_t followed = 8;     // trials
// Score of a hexagon's period, and clarity when it is folded: of pictures without a board nine in ten that reach
// neither show nothing.
constexpr double clear_period = 2.3, least_clarity = 2.9;
constexpr double least_when_clear = 2;     // of hexagons of such a period, 2.1 were the least
constexpr double clear_when_folded = 3.8;  // trials that led to boards of unusual pitch had 4.5 at least
constexpr double least_trial = 0.75;       // merit: of less comes no board; the faintest true lattices show more
constexpr double shows_anything = 0.1;     // merit: no lattice found without clear lines had shown less
constexpr double good_trial = 4;           // nearly only true lattices reach it
constexpr double clear_trial = 7;  // no other guess is tried: lattices of chance and parts of the true one reach 5
constexpr double least_of_whole = 0.55;  // contrast: sides that are blank show nothing
constexpr double least_multiple = 1;     // merit: that of the lattice in it is a few times as great at most
constexpr double clear_merit = 6;        // no other trial is followed

bool is_same_lattice(const Trial& trial, board::Kind kind, const board::Placement& placement) {
    const auto [x, y] = board::spacing(kind, placement);
    const auto [trial_x, trial_y] = board::spacing(trial.geometry.kind(), trial.placement);
    return trial.geometry.kind() == kind && std::abs(trial_x / x - 1) < 0.03 && std::abs(trial_y / y - 1) < 0.03;
}

/// Whether this lattice is that of the trial with several cells for each of its own.
bool is_fraction(const Trial& trial, board::Kind kind, const board::Placement& placement) {
    constexpr int most = 5;
    return trial.geometry.kind() == kind &&
           is_multiple(board::spacing(kind, trial.placement).x / board::spacing(kind, placement).x, most);
}

/// Whether the lattice of the trial are squares in place of these hexagons: where their upright (or level) sides are
/// long, they show nearly as well.
bool is_staggered(const Trial& trial, board::Kind kind, const board::Placement& placement) {
    if (trial.geometry.kind() != board::Kind::square || kind == board::Kind::square) return false;
    const auto [x, y] = board::spacing(kind, placement);
    return std::abs(trial.placement.width / x - 1) < 0.04 && std::abs(trial.placement.height / y - 1) < 0.04;
}

/// Whether this lattice may be the true one although that of the trial shows well.
bool may_replace(const Trial& trial, board::Kind kind, const board::Placement& placement) {
    return is_fraction(trial, kind, placement) || is_staggered(trial, kind, placement);
}

/// How much the sides of some cells show where a guess lays them, mean of -0.5..1; nothing when its window holds too
/// few.
std::optional<double> first_sight(const EdgeFields& fields, const Guess& guess) {
    const auto trial = cells_in(guess);
    if (!trial) return std::nullopt;
    const CellLook look(fields.suited(guess.placement.width, guess.placement.height),
                        sides_of(trial->geometry, trial->placement));
    double sum = 0;
    int count = 0;
    for (const board::Coord cell : some_cells(trial->geometry, sides_compared)) {
        const Shown shown = look.at(board::centre(trial->geometry, trial->placement, cell));
        for (const float side : shown.each) sum += std::clamp(static_cast<double>(side), -0.5, 1.0);
        count += static_cast<int>(shown.each.size());
    }
    return sum / count;
}

/// Of the lattices of hexagons that have the same lines, the one whose sides show best.
Guess best_rival(const EdgeFields& fields, const Guess& guess) {
    if (guess.kind == board::Kind::square) return guess;
    double most = -1e9;
    Guess best = guess;
    for (const Guess& rival : rivals(guess)) {
        const auto seen = first_sight(fields, rival);
        if (!seen || *seen <= most) continue;
        most = *seen;
        best = rival;
    }
    return best;
}

/// Whether hexagons are likely to lie on no lines: those of the true lattice stand out at first sight, and lines go
/// through the cells of the two others on them, whose sides then show less than what is inside.
bool shows_neither_way(const EdgeFields& fields, const Guess& guess) {
    if (guess.kind == board::Kind::square || guess.surprise >= surprising) return false;
    const auto seen = first_sight(fields, guess);
    return !seen || (*seen < 0 && *seen > lines_inside);
}

/// The squares of which `parts` each way lie in one.
board::Placement part_of(const board::Placement& whole, int parts) {
    board::Placement part = whole;
    part.width /= parts;
    part.height /= parts;
    part.origin.x += (part.width - whole.width) / 2;
    part.origin.y += (part.height - whole.height) / 2;
    return part;
}

/// The strength of edges, in the place of a flat picture.
FlatPicture edges_of(const EdgeField& field) {
    return {field.strength(), field.scale(), field.size()};
}

}  // namespace

/// A lattice that showed well need not be tried once more.
bool TilingSearch::is_shown_well(const Guess& guess) const {
    return std::any_of(trials_.begin(), trials_.end(), [&](const Followed& one) {
        return one.trial.merit > good_trial && is_same_lattice(one.trial, guess.kind, guess.placement);
    });
}

/// A lattice of several times the true size shows well, too.
bool TilingSearch::may_be_truer(const Guess& guess) const {
    return std::all_of(trials_.begin(), trials_.end(), [&](const Followed& one) {
        return one.trial.merit <= clear_trial || may_replace(one.trial, guess.kind, guess.placement);
    });
}

double TilingSearch::try_out(Guess guess, Care care) {
    if (!is_allowed(guess.kind, profile_) || !suits(guess.kind, guess.placement, profile_)) return 0;
    if (is_shown_well(guess) || !may_be_truer(guess)) return 0;
    if (profile_.pitch && guess.kind != board::Kind::square) {
        guess.placement = with_pitch(guess.kind, guess.placement, *profile_.pitch);
        guess.tells_pitch = true;
    }
    const auto trial = try_tiling(fields_, guess, care);
    if (trial && trial->merit >= least_trial) trials_.push_back({*trial, false, {}});
    return trial ? trial->merit : 0;
}

void TilingSearch::look_at_clearest_lines() {
    // The coarse field of a very large picture is too coarse for small cells.
    const EdgeField& field = fields_.fine.scale() > 1 ? fields_.fine : fields_.coarse;
    by_lines_ = guess_by_lines(field, by_lines);
    // The few long lines of large cells stand out where noise and the art's small details are gone.
    const auto of_large_cells = guess_by_lines(fields_.coarsest, of_large, large_cell_by_lines);
    by_lines_.insert(by_lines_.end(), of_large_cells.begin(), of_large_cells.end());
    std::stable_sort(by_lines_.begin(), by_lines_.end(),
                     [](const Guess& a, const Guess& b) { return a.score > b.score; });
    // Lines at other angles may seem clearer than the true ones, so no kind is left out for another.
    std::map<board::Kind, int> tried;
    for (const Guess& guess : by_lines_) {
        if (guess.score <= clear_score) break;
        if (tried[guess.kind]++ < clearest) try_out(best_rival(fields_, guess));
    }
}

void TilingSearch::look_at_other_lines() {
    // Nothing is clear, so it is not clear either which of the lattices on the same lines shows best.
    for (const Guess& guess : by_lines_) {
        for (const Guess& rival : rivals(guess)) {
            if (shows_neither_way(fields_, rival)) continue;
            // Of what shows nothing at a first look only clear lines are worth a closer one. Two of three lattices of
            // hexagons are wrong at least.
            const double clear = guess.kind == board::Kind::square ? clear_of_squares : clear_score;
            if (try_out(rival) > shows_anything || guess.score > clear) try_out(rival, Care::thorough);
        }
    }
}

double TilingSearch::look_at_hexagons_on(const FoundBoard& iso) {
    for (const Guess& flat : flat_hexagons_on(iso.geometry, iso.placement)) try_out(flat, Care::thorough);
    double most = 0;
    if (!is_allowed(board::Kind::hex_pointy, profile_)) return most;
    std::optional<Trial> best;
    for (const Guess& rival : rivals(hexagons_on(iso.geometry, iso.placement))) {
        auto trial = cells_in(rival);
        if (!trial) continue;
        const Tiling shown = measure_tiling(fields_, trial->geometry, trial->placement);
        if (shown.contrast <= most) continue;
        most = trial->contrast = shown.contrast;
        trial->merit = good_trial;
        best = trial;
    }
    if (best) trials_.push_back({*best, false, {}});
    return most;
}

void TilingSearch::look_at_hexagons(const std::vector<HexagonPeriod>& periods, const FlatPicture& flat) {
    // Where shades of cells meet, it is not always the same side that is brighter.
    FlatPicture edges;
    for (const HexagonPeriod& period : periods) {
        if (period.has_shades && edges.values.empty()) edges = edges_of(fields_.suited(period.across, period.down));
        constexpr double regular = board::Placement::regular_pitch;
        const bool is_flat = period.kind == board::Kind::hex_flat;
        Guess guess{period.kind,
                    {{},
                     is_flat ? period.across / (2 * regular) : period.across,
                     is_flat ? period.down : period.down / (2 * regular)},
                    cv::Rect2d({0, 0}, cv::Size2d(flat.size)),
                    period.score};
        if (!is_allowed(guess.kind, profile_) || !suits(guess.kind, guess.placement, profile_)) continue;
        const FoldedCell folded = fold_cells(period.has_shades ? edges : flat, guess.kind, guess.placement);
        if (folded.clarity < (period.score < clear_period ? least_clarity : least_when_clear)) continue;
        guess.placement.origin = folded.middle;
        if (is_shown_well(guess) || !may_be_truer(guess)) continue;
        // Of most hexagons the columns or rows lie at three quarters of the size of a cell, stretched as it may be.
        std::optional<Trial> best;
        for (const bool tells_pitch : {true, false}) {
            if (profile_.pitch) guess.placement = with_pitch(guess.kind, guess.placement, *profile_.pitch);
            guess.tells_pitch = tells_pitch || profile_.pitch;
            const auto trial = try_tiling(fields_, guess, tells_pitch ? Care::quick : Care::thorough);
            if (trial && trial->merit > (best ? best->merit : least_trial)) best = trial;
            // Where no place of the usual ones shows anything, others do only if they stand out when cells are folded.
            if (!trial && folded.clarity < clear_when_folded) break;
        }
        if (best) trials_.push_back({*best, false, {}});
    }
}

void TilingSearch::look_at_squares(const Guess& guess) {
    // Lines thinner than the values of a flat picture show in some of them only, and then repeat every few cells.
    for (const int parts : {1, 2, 3}) {
        Guess part = guess;
        part.placement = part_of(guess.placement, parts);
        for (const Care care : {Care::quick, Care::thorough}) try_out(part, care);
    }
}

std::optional<Tiling> TilingSearch::faint_hexagons() const {
    std::vector<Guess> guesses = by_lines_;
    std::erase_if(guesses, [&](const Guess& guess) {
        return !is_allowed(guess.kind, profile_) || !suits(guess.kind, guess.placement, profile_);
    });
    return hexagons_by_cells(fields_, std::move(guesses));
}

bool TilingSearch::is_promising() const {
    return std::any_of(trials_.begin(), trials_.end(),
                       [](const Followed& one) { return one.trial.merit > good_trial; });
}

/// All lines of squares of several times the true size are lines of the board: looks for those between them.
Tiling TilingSearch::truest(const Tiling& tiling) const {
    if (tiling.geometry.kind() != board::Kind::square || tiling.merit < least_multiple) return tiling;
    const board::Placement& whole = tiling.placement;
    const cv::Rect2d window{whole.origin.x - whole.width / 2, whole.origin.y - whole.height / 2,
                            tiling.geometry.cols() * whole.width, tiling.geometry.rows() * whole.height};
    for (const int parts : {3, 2, 5}) {
        const board::Placement part = part_of(whole, parts);
        if (part.width < least_cell_of_field * fields_.fine.scale()) continue;
        const auto trial = try_tiling(fields_, {tiling.geometry.kind(), part, window, 0});
        if (!trial || trial->contrast < least_of_whole * tiling.contrast) continue;
        const auto finer = follow_tiling(fields_, *trial);
        if (finer && finer->merit > tiling.merit) return *finer;
    }
    return tiling;
}

std::optional<Tiling> TilingSearch::best() {
    std::stable_sort(trials_.begin(), trials_.end(),
                     [](const Followed& a, const Followed& b) { return a.trial.merit > b.trial.merit; });
    std::optional<Tiling> best;
    std::vector<const Trial*> seen;  // that led to a tiling
    std::size_t count = 0;
    for (Followed& one : trials_) {
        const Trial& trial = one.trial;
        if (count == followed) break;
        const bool is_settled = best && best->merit > clear_merit && trial.merit < clear_trial;
        if (is_settled && !may_replace({best->geometry, best->placement, 0, 0}, trial.geometry.kind(), trial.placement))
            continue;
        if (std::any_of(seen.begin(), seen.end(), [&](const Trial* other) {
                return is_same_lattice(*other, trial.geometry.kind(), trial.placement);
            }))
            continue;
        if (!one.is_done) one.tiling = follow_tiling(fields_, trial);
        one.is_done = true;
        ++count;
        if (one.tiling && one.tiling->merit > good_trial) seen.push_back(&trial);
        if (one.tiling && (!best || one.tiling->merit > best->merit)) best = one.tiling;
    }
    return best ? truest(*best) : best;
}

}  // namespace tk::grid
