#include "grid-analyze/find/board_search.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "grid-analyze/find/checker_guesses.hpp"
#include "grid-analyze/find/checker_turned.hpp"
#include "grid-analyze/find/claims.hpp"
#include "grid-analyze/find/doubts.hpp"
#include "grid-analyze/find/hints.hpp"
#include "grid-analyze/find/iso_look.hpp"
#include "grid-analyze/find/iso_search.hpp"
#include "grid-analyze/find/plain_ground.hpp"
#include "grid-analyze/find/refusal.hpp"
#include "grid-analyze/find/square_lines.hpp"
#include "grid-analyze/find/tiling_finish.hpp"
#include "grid-analyze/find/tiling_pitch.hpp"
#include "grid-analyze/find/tiling_search.hpp"

namespace tk::grid {
namespace {

constexpr std::size_t checkers_a_part = 4;
constexpr double as_good = 1.5;  // times a tiling's merit that an isometric board needs
// Contrast of sides of hexagons on the lines of an isometric board: less speaks for none.
constexpr double least_of_hexagons = 0.15;
constexpr std::size_t hexagons_of_spectrum = 5;
// Scores: one picture in seven without a board reaches 3, hardly one 8.
constexpr double least_of_spectrum = 1.3, clear_of_spectrum = 3, sure_of_spectrum = 8, clear_of_lines = 8;
constexpr double least_even = 0.5;                     // of squares whose lines are as thin as those of tables
constexpr double straight = 0.033, most_slant = 0.06;  // of a tiling of squares
constexpr double doubtful = 0.7;                       // confidence of an isometric board whose lines hexagons may have
constexpr double least_confidence = 0.65;              // below it no board is claimed
constexpr double clear_confidence = 0.93;              // no other kind of board is looked for

/// The steps of the search. Each gives an answer, or nothing if the next one has to be taken.
class BoardSearch {
public:
    BoardSearch(const cv::Mat& gray, const EdgeFields& edges, const profile::BoardProfile& profile)
        : gray_(gray),
          edges_(edges),
          profile_(profile),
          may_be_iso_(is_allowed(board::Kind::iso, profile) || is_allowed(board::Kind::diamond, profile)),
          shades_(small_shades(edges.coarse, false)),
          tilings_(edges, profile) {}

    Search find() {
        using Step = std::optional<Search> (BoardSearch::*)();
        for (const Step step :
             {&BoardSearch::checkers_of_whole, &BoardSearch::clearest_lines, &BoardSearch::sure_iso_board,
              &BoardSearch::clear_hexagons, &BoardSearch::other_lines, &BoardSearch::iso_board,
              &BoardSearch::checkers_of_parts, &BoardSearch::boards_of_whole}) {
            if (const auto answer = (this->*step)()) return *answer;
        }
        weigh_iso_board();
        return best_claim();
    }

private:
    std::optional<Search> checkers_of(Parts parts) {
        if (!is_allowed(board::Kind::square, profile_)) return std::nullopt;
        auto guesses = guess_checkers(shades_, parts, checkers_a_part);
        std::erase_if(guesses, [&](const Guess& one) { return !suits(one.kind, one.placement, profile_); });
        const auto found = guesses.empty() ? std::nullopt : find_checkerboard(sums(), guesses);
        if (found) claims_.take(*found);
        const auto& best = claims_.best();
        return best && best->confidence > clear_confidence ? std::optional<Search>(*best) : std::nullopt;
    }
    std::optional<Search> checkers_of_whole() { return checkers_of(Parts::whole); }
    std::optional<Search> checkers_of_parts() { return checkers_of(Parts::halves); }

    /// The tiling that was found, if nothing else need be looked for.
    std::optional<Search> clear_tiling() {
        tiling_ = tilings_.best();
        if (!tiling_ || !is_clear(*tiling_)) return std::nullopt;
        take_tiling();
        if (is_at_an_angle()) return seen_at_an_angle();
        return is_clear(*tiling_) ? std::optional<Search>(*claims_.best()) : std::nullopt;
    }

    void take_tiling() {
        const FinishedTiling as_claimed = finished(is_sharp_ ? sharp() : edges_, *tiling_);
        tiling_ = as_claimed.tiling;
        slant_ = as_claimed.slant;
        const bool is_square = tiling_->geometry.kind() == board::Kind::square;
        claims_.take(*tiling_, is_square ? checker_on(sums(), *tiling_) : std::nullopt, slant_.value_or(0));
    }

    /// Whether the best board is a part of one that is seen at an angle, by the tiling's own lines where there is one:
    /// corners of shades beside windows and fighters tell it less well.
    bool is_at_an_angle() const {
        if (slant_ && *slant_ > most_slant) return true;
        return (!slant_ || *slant_ > straight) && claims_.is_part_of_one_at_an_angle();
    }

    std::optional<Search> clearest_lines() {
        tilings_.look_at_clearest_lines();
        return tilings_.is_promising() ? clear_tiling() : std::nullopt;
    }

    /// Hexagons that speak clearly from the spectrum: where they are flattened, as on maps that are seen aslant, no
    /// lines lead to them, and those of some isometric board show.
    std::optional<Search> clear_hexagons() {
        std::vector<HexagonPeriod> periods = hexagon_periods();
        std::erase_if(periods, [](const HexagonPeriod& one) { return one.score < sure_of_spectrum; });
        if (periods.empty()) return std::nullopt;
        // By themselves: lattices that hold some of the lines only may show so well that the true one is not tried.
        TilingSearch search(edges_, profile_);
        search.look_at_hexagons(periods, flat().picture);
        tiling_ = search.best();
        const auto is_sure = [&] {
            return tiling_ && is_clear(*tiling_) && confidence_of(*tiling_) > clear_confidence;
        };
        if (tiling_ && !is_clear(*tiling_)) look_at_all_pixels(periods, std::nullopt);
        if (is_sure()) {
            take_tiling();
            if (is_clear(*tiling_)) return *claims_.best();
        }
        tiling_.reset();
        is_sharp_ = false;
        return std::nullopt;
    }

    std::optional<Search> other_lines() {
        tilings_.look_at_other_lines();
        return clear_tiling();
    }

    const BoxSums& sums() {
        if (!sums_) sums_.emplace(gray_);
        return *sums_;
    }

    const FlatView& flat() {
        if (!flat_) flat_.emplace(gray_, profile_.area);
        return *flat_;
    }

    /// Those that the spectrum speaks for.
    const std::vector<HexagonPeriod>& hexagon_periods() {
        if (!hexagon_periods_) {
            hexagon_periods_.emplace();
            if (is_allowed(board::Kind::hex_flat, profile_) || is_allowed(board::Kind::hex_pointy, profile_))
                hexagon_periods_ = find_hexagons(flat().spectrum, hexagons_of_spectrum);
            std::erase_if(*hexagon_periods_, [](const HexagonPeriod& one) { return one.score < least_of_spectrum; });
        }
        return *hexagon_periods_;
    }

    const EdgeFields& sharp() {
        if (!sharp_) sharp_.emplace(edges_.sharp());
        return *sharp_;
    }

    std::optional<Search> sure_iso_board() {
        if (!may_be_iso_) return std::nullopt;
        iso_search_.emplace(gray_, flat(), profile_);
        if (!iso_search_->is_promising()) return std::nullopt;
        iso_ = look_for_iso_board(*iso_search_, edges_);
        return !claims_.best() && is_sure(iso_, edges_) ? std::optional<Search>(*iso_.board) : std::nullopt;
    }

    std::optional<Search> iso_board() {
        if (!may_be_iso_) return std::nullopt;
        if (!iso_.board && !iso_.none) iso_ = look_for_iso_board(*iso_search_, edges_);
        // Lines may be too thin for fields of fewer pixels.
        if (!iso_.board && iso_search_->is_strong()) {
            if (IsoLook sharper = look_for_iso_board(*iso_search_, sharp()); sharper.board) iso_ = std::move(sharper);
        }
        const bool is_best = is_clear(iso_) && !claims_.best() && !may_be_of_hexagons(*iso_.board, profile_);
        return is_best ? std::optional<Search>(*iso_.board) : std::nullopt;
    }

    std::optional<Search> boards_of_whole() {
        if (iso_.on_lines) of_hexagons_ = tilings_.look_at_hexagons_on(*iso_.on_lines);
        const std::vector<HexagonPeriod>& periods = hexagon_periods();
        std::vector<HexagonPeriod> clear = periods;
        std::erase_if(clear, [](const HexagonPeriod& one) { return one.score <= clear_of_spectrum; });
        if (clear.empty()) tilings_.look_at_hexagons(periods, flat().picture);
        tiling_ = tilings_.best();
        std::optional<Guess> squares;
        if (is_allowed(board::Kind::square, profile_)) squares = guess_squares_of_whole(flat().picture);
        if (squares && squares->score < clear_of_lines) squares.reset();
        if (!clear.empty() || squares) look_at_all_pixels(clear, squares);
        if (tiling_ && (confidence_of(*tiling_) < least_confidence || may_be_bricks(*tiling_) ||
                        (iso_.on_lines && may_be_isometric(*tiling_, *iso_.on_lines))))
            tiling_.reset();
        if (tiling_) take_tiling();
        if (is_at_an_angle()) return seen_at_an_angle();
        return tiling_ && is_clear(*tiling_) ? std::optional<Search>(*claims_.best()) : std::nullopt;
    }

    /// Where much repeats in the whole picture, its lines may be too thin for fields of fewer pixels.
    void look_at_all_pixels(const std::vector<HexagonPeriod>& hexagons, const std::optional<Guess>& squares) {
        if (tiling_ && is_clear(*tiling_)) return;
        TilingSearch search(sharp(), profile_);
        search.look_at_hexagons(hexagons, flat().picture);
        if (squares) search.look_at_squares(*squares);
        auto sharper = search.best();
        // Of tables only some of the lines are as far apart as squares are high.
        const bool is_square = sharper && sharper->geometry.kind() == board::Kind::square;
        if (is_square && sharper->evenness < least_even) sharper.reset();
        if (sharper && (!tiling_ || sharper->merit > tiling_->merit)) {
            tiling_ = sharper;
            is_sharp_ = true;
        }
    }

    /// The isometric board stands unless a tiling is clearer or hexagons have its lines: their sides cover a third of
    /// each line, and the other sides of its cells stay blank.
    void weigh_iso_board() {
        if (!iso_.board) return;
        const bool is_doubtful = may_be_of_hexagons(*iso_.board, profile_);
        if (is_doubtful && tiling_ && is_on_lines_of(*tiling_, *iso_.board)) return;
        const bool is_of_hexagons = is_doubtful && of_hexagons_ > std::max(iso_.sides->contrast, least_of_hexagons);
        if (tiling_ ? iso_.sides->merit <= as_good * tiling_->merit : is_of_hexagons) return;
        if (is_doubtful) iso_.board->confidence = std::min(iso_.board->confidence, doubtful);
        claims_.replace(*iso_.board);
    }

    /// Boards that are too faint or too small to be told otherwise.
    std::optional<FoundBoard> faint_board() {
        tiling_ = tilings_.faint_hexagons();
        if (!tiling_) return may_be_iso_ ? find_faint_iso_board(*iso_search_, edges_) : std::nullopt;
        is_sharp_ = false;
        take_tiling();
        const auto& best = claims_.best();
        return best->geometry.is_hex() && best->confidence >= least_confidence ? best : std::nullopt;
    }

    /// The best claim, if it is made; else a faint board.
    std::optional<FoundBoard> claimed() {
        const auto& best = claims_.best();
        if (best && best->confidence >= least_confidence && !is_too_faint_for_plain_ground(gray_, *best)) return best;
        return faint_board();
    }

    Search best_claim() {
        const auto board = claimed();
        const auto& best = board ? board : claims_.best();
        if (best && best->geometry.kind() != board::Kind::square &&
            shows_turned_checkers(small_shades(edges_.coarse, true).values))
            return seen_at_an_angle();
        if (board) return *board;
        if (claims_.has_one_at_an_angle()) return seen_at_an_angle();
        return refusal(gray_, profile_, best, iso_.none);
    }

    static NoBoard seen_at_an_angle() { return {"there is a checkerboard that is seen at an angle", 0.8}; }

    const cv::Mat& gray_;
    const EdgeFields& edges_;
    const profile::BoardProfile& profile_;
    bool may_be_iso_;
    SmallMap shades_;
    std::optional<BoxSums> sums_;  ///< once they were asked for
    Claims claims_;
    TilingSearch tilings_;
    std::optional<EdgeFields> sharp_;  ///< once they were asked for
    std::optional<Tiling> tiling_;     ///< the best so far
    bool is_sharp_ = false;            ///< whether it was found in all pixels
    std::optional<double> slant_;      ///< of its squares
    std::optional<FlatView> flat_;     ///< once it was asked for
    std::optional<std::vector<HexagonPeriod>> hexagon_periods_;
    std::optional<IsoSearch> iso_search_;
    IsoLook iso_;             ///< nothing of it before it was looked for
    double of_hexagons_ = 0;  ///< how much the sides of hexagons on its lines show
};

}  // namespace

Search search_boards(const cv::Mat& gray, const EdgeFields& edges, const profile::BoardProfile& profile) {
    return BoardSearch(gray, edges, profile).find();
}

}  // namespace tk::grid
