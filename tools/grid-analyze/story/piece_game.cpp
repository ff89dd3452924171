#include "grid-analyze/story/piece_game.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace tk::grid {
namespace {

constexpr double same_look = 0.25;       // of one piece where it stands, 0.2, and of others 0.35 and more
constexpr double at_rest = 0.15;         // of one piece from frame to frame
constexpr double same_elsewhere = 0.35;  // on cells of both shades one piece may look so different
constexpr double taken_over = 0.1;       // more: a piece whose cell is full again was captured rather than moved
constexpr int most_changes = 8;          // cells that one move or two change
constexpr double of_video = 0.5;         // seconds between frames: pieces may glide
constexpr int long_gone = 3;             // frames
constexpr double of_move = 0.95, of_unlike = 0.6, of_captured = 0.85, of_gone = 0.6, of_newcomer = 0.8;  // confidence

Action action(std::string kind, std::size_t actor, double confidence) {
    Action action;
    action.kind = std::move(kind);
    action.actor = actor;
    action.confidence = confidence;
    return action;
}

/// Whether a piece on `cell` may be taken by a move over it or beside it, as in draughts and en passant.
bool lies_on_way(board::Coord cell, board::Coord from, board::Coord to) {
    const auto is_between = [](int value, int a, int b) { return value >= std::min(a, b) && value <= std::max(a, b); };
    return is_between(cell.x, from.x, to.x) && is_between(cell.y, from.y, to.y);
}

/// A sighting that is a piece, by their indices, and how unlike they look.
struct Match {
    std::size_t sighting = 0, piece = 0;
    double difference = 0;
};

}  // namespace

/// What one frame shows of the pieces there were.
class PieceGame::Frame {
public:
    Frame(std::vector<Piece> pieces, const std::vector<Sighting>& sightings, const board::Geometry& geometry)
        : pieces_(std::move(pieces)),
          sightings_(sightings),
          geometry_(geometry),
          piece_of_(sightings.size()),
          is_placed_(pieces_.size()),
          is_dead_(pieces_.size()) {}

    /// Places what stands where it stood.
    void place_stayed() {
        for (std::size_t p = 0; p < pieces_.size(); ++p) {
            const Piece& piece = pieces_[p];
            for (std::size_t s = 0; s < sightings_.size() && piece.frames_gone == 0; ++s) {
                const Sighting& seen = sightings_[s];
                if (seen.cell == piece.cell && (difference(piece.look, *seen.look) < same_look ||
                                                difference(piece.last_look, *seen.look) < at_rest))
                    place({s, p});
            }
        }
    }

    /// Whether so little stayed that this is another position.
    bool is_other_position() const {
        auto changes = std::count(piece_of_.begin(), piece_of_.end(), std::nullopt);
        for (std::size_t p = 0; p < pieces_.size(); ++p) changes += is_standing(p) ? 1 : 0;
        return !pieces_.empty() && changes > most_changes;
    }

    /// Tells which of the others went from one cell to another, and what they captured.
    void tell_moves() {
        const std::vector<Match> moves = moved();
        for (const Match& move : moves) place(move);
        for (const Match& move : moves) {
            const Piece& piece = pieces_[move.piece];
            const Sighting& seen = sightings_[move.sighting];
            for (std::size_t p = 0; p < pieces_.size(); ++p) {
                if (is_captured_by(p, piece.cell, seen.cell)) tell_end_of(p, of_captured);
            }
            // Who was held and is put back has not moved.
            if (piece.cell != seen.cell) tell_move(move.piece, seen, of_move * (1 - move.difference / 2));
        }
    }

    /// Whoever came a frame ago and looks like nobody is the one who left then, whatever it has become.
    void tell_promotion() {
        std::optional<std::size_t> newcomer, left;
        for (std::size_t p = 0; p < pieces_.size(); ++p) {
            if (pieces_[p].is_new && is_placed_[p]) {
                if (newcomer) return;
                newcomer = p;
            } else if (!is_placed_[p] && !is_dead_[p] && pieces_[p].frames_gone == 1) {
                if (left) return;
                left = p;
            }
        }
        if (!newcomer || !left) return;
        const auto at = std::find(piece_of_.begin(), piece_of_.end(), newcomer);
        *at = left;
        is_placed_[*left] = true;
        is_placed_[*newcomer] = false;
        is_dead_[*newcomer] = true;
        pieces_[*left].look = pieces_[*newcomer].look;
        const Sighting& seen = sightings_[static_cast<std::size_t>(at - piece_of_.begin())];
        tell_move(*left, seen, of_unlike);
    }

    /// What looks otherwise where it stands is painted or covered, if nobody came there.
    void keep_altered() {
        for (std::size_t s = 0; s < sightings_.size(); ++s) {
            for (std::size_t p = 0; p < pieces_.size(); ++p) {
                if (!piece_of_[s] && is_standing(p) && pieces_[p].cell == sightings_[s].cell) place({s, p});
            }
        }
    }

    /// Tells the end of those that are gone for long while others moved: nobody holds them.
    void tell_lost() {
        const bool has_moved = !actions_.empty();
        for (std::size_t p = 0; p < pieces_.size(); ++p) {
            Piece& piece = pieces_[p];
            if (is_placed_[p] || is_dead_[p]) continue;
            ++piece.frames_gone;
            piece.others_moved |= has_moved;
            if (piece.frames_gone >= long_gone && piece.others_moved) tell_end_of(p, of_gone);
        }
    }

    /// What stands where it stood; nothing is known of the rest yet.
    Told those_at_rest(Roster& roster) const {
        Told told;
        std::vector<std::optional<std::size_t>> member_of;
        for (std::size_t s = 0; s < sightings_.size(); ++s) {
            if (!piece_of_[s]) continue;
            told.sightings.push_back(sightings_[s]);
            member_of.emplace_back(pieces_[*piece_of_[s]].member);
        }
        told.members = roster.seat(told.sightings, member_of);
        return told;
    }

    /// The members of the sightings, with those that are new.
    std::vector<std::size_t> seat(Roster& roster) const {
        std::vector<std::optional<std::size_t>> member_of(sightings_.size());
        for (std::size_t s = 0; s < sightings_.size(); ++s) {
            if (piece_of_[s]) member_of[s] = pieces_[*piece_of_[s]].member;
        }
        for (std::size_t p = 0; p < pieces_.size(); ++p) {
            if (is_dead_[p]) roster.member(pieces_[p].member).is_dead = true;
        }
        return roster.seat(sightings_, member_of);
    }

    /// The pieces there are now; tells those that are seen a second time.
    std::vector<Piece> pieces_now(const std::vector<std::size_t>& members) {
        const bool is_first = pieces_.empty();
        std::vector<Piece> now;
        for (std::size_t s = 0; s < sightings_.size(); ++s) {
            const Sighting& seen = sightings_[s];
            now.push_back({members[s], seen.cell, *seen.look, *seen.look, 0, false, !is_first && !piece_of_[s]});
            if (!piece_of_[s]) continue;
            const Piece& before = pieces_[*piece_of_[s]];
            const bool is_at_rest = before.cell == seen.cell && difference(before.last_look, *seen.look) < at_rest;
            if (!is_at_rest && difference(before.look, *seen.look) >= same_look) now.back().look = before.look;
            if (!before.is_new) continue;
            actions_.push_back(action("appear", before.member, of_newcomer * seen.confidence));
            actions_.back().cell = seen.cell;
        }
        for (std::size_t p = 0; p < pieces_.size(); ++p) {
            if (!is_dead_[p] && !is_placed_[p] && !pieces_[p].is_new) now.push_back(pieces_[p]);
        }
        return now;
    }

    const std::vector<Action>& actions() const { return actions_; }

private:
    void place(const Match& match) {
        piece_of_[match.sighting] = match.piece;
        is_placed_[match.piece] = true;
    }
    void tell_move(std::size_t piece, const Sighting& seen, double confidence) {
        actions_.push_back(action("move", pieces_[piece].member, confidence * seen.confidence));
        actions_.back().from = pieces_[piece].cell;
        actions_.back().to = seen.cell;
    }
    void tell_end_of(std::size_t piece, double confidence) {
        is_dead_[piece] = true;
        if (pieces_[piece].is_new) return;
        actions_.push_back(action("die", pieces_[piece].member, confidence));
        actions_.back().cell = pieces_[piece].cell;
    }
    /// Was there a moment ago, and it is not known where it is now.
    bool is_standing(std::size_t piece) const {
        return !is_placed_[piece] && !is_dead_[piece] && pieces_[piece].frames_gone == 0;
    }
    bool is_full(board::Cell cell) const {
        return std::any_of(sightings_.begin(), sightings_.end(),
                           [&](const Sighting& seen) { return seen.cell == cell; });
    }
    bool is_captured_by(std::size_t piece, board::Cell from, board::Cell to) const {
        const board::Cell cell = pieces_[piece].cell;
        return is_standing(piece) &&
               (cell == to ||
                (!is_full(cell) && lies_on_way(geometry_.coord(cell), geometry_.coord(from), geometry_.coord(to))));
    }

    std::vector<Match> moved() const {
        std::vector<Match> all;
        for (std::size_t p = 0; p < pieces_.size(); ++p) {
            const Piece& piece = pieces_[p];
            if (is_placed_[p] || piece.is_new) continue;
            for (std::size_t s = 0; s < sightings_.size(); ++s) {
                if (piece_of_[s]) continue;
                const double unlike =
                    difference(piece.look, *sightings_[s].look) + (is_full(piece.cell) ? taken_over : 0);
                if (unlike < same_elsewhere) all.push_back({s, p, unlike});
            }
        }
        // Who was there a moment ago comes before who is gone for longer.
        const auto key = [&](const Match& match) {
            return std::tuple(pieces_[match.piece].frames_gone > 0, match.difference);
        };
        std::sort(all.begin(), all.end(), [&](const Match& a, const Match& b) { return key(a) < key(b); });
        std::vector<Match> moved;
        for (const Match& match : all) {
            const auto is_same = [&](const Match& other) {
                return other.sighting == match.sighting || other.piece == match.piece;
            };
            if (std::none_of(moved.begin(), moved.end(), is_same)) moved.push_back(match);
        }
        return moved;
    }

    std::vector<Piece> pieces_;
    const std::vector<Sighting>& sightings_;
    const board::Geometry& geometry_;
    std::vector<std::optional<std::size_t>> piece_of_;  ///< by sighting
    std::vector<bool> is_placed_, is_dead_;             ///< by piece
    std::vector<Action> actions_;
};

bool PieceGame::rests(const std::vector<Sighting>& sightings) const {
    return std::equal(sightings.begin(), sightings.end(), last_.begin(), last_.end(),
                      [](const Sighting& a, const Sighting& b) {
                          return a.cell == b.cell && difference(*a.look, *b.look) < at_rest;
                      });
}

PieceGame::Told PieceGame::follow(const std::vector<Sighting>& sightings, std::optional<double> seconds,
                                  const board::Geometry& geometry, Roster& roster) {
    const bool is_moving = seconds && *seconds < of_video && !rests(sightings);
    last_ = sightings;
    Frame frame(pieces_, sightings, geometry);
    frame.place_stayed();
    if (is_moving && !pieces_.empty()) return frame.those_at_rest(roster);
    if (frame.is_other_position()) {
        // Where nothing rests nobody can be known again, and new ones would never end.
        if (!has_begun_) roster.forget_places();
        pieces_.clear();
        Told told = follow(sightings, seconds, geometry, roster);
        has_begun_ = true;
        return told;
    }
    has_begun_ = false;
    frame.tell_moves();
    frame.tell_promotion();
    frame.keep_altered();
    frame.tell_lost();
    Told told{sightings, pieces_.empty() ? roster.take(sightings, geometry) : frame.seat(roster), {}};
    pieces_ = frame.pieces_now(told.members);
    told.actions = frame.actions();
    return told;
}

}  // namespace tk::grid
