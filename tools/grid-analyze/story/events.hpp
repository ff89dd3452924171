#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "grid-analyze/story/points.hpp"
#include "grid-analyze/story/story.hpp"

namespace tk::grid {

/// Infers what happened from moment to moment: steps from where everyone stands, casts and what they did from the lines
/// of the log, costs and changes of points from what is left of them. Says nothing that only a single bad frame speaks
/// for.
class Chronicle {
public:
    explicit Chronicle(const std::vector<profile::EventPattern>& patterns) : chat_(patterns) {}

    /// The actions since the last moment, in order. `board`: the cells as known by now; `seen`: actions that were told
    /// already, which come first.
    std::vector<Action> advance(const Moment& now, Roster& roster, const board::Board& board,
                                std::vector<Action> seen = {});
    /// Members that turned out to be others: by index, who they are.
    void join(const std::map<std::size_t, std::size_t>& same);
    /// The board is another one from now on: where everyone stood means nothing any more.
    void forget_places();

private:
    static constexpr std::size_t lag = 2;  ///< moments by which bars and points may trail the line of the log

    struct Line {
        ChatLine text;
        Told told;
    };
    void begin(const Moment& now);
    std::vector<Line> lines_of(const Moment& now) const;
    /// What the new lines of the log tell.
    std::vector<Told> hear(const Moment& now, const Roster& roster);
    /// `spent`: points by which a cast is known to be another one like those before.
    std::vector<Told> new_lines(const std::vector<Line>& now, std::optional<int> spent);
    /// Whom the log says to be hurt or healed and nobody knows is the only nameless one in sight, if their bar says so
    /// too.
    void name_struck(const std::vector<Told>& told, const Moment& now, Roster& roster) const;
    std::vector<Step> steps(const Moment& now, const std::vector<Told>& told, const Roster& roster,
                            const board::Board& board);
    std::optional<Step> half_seen_step(const Moment& now, const std::vector<Told>& told, const Roster& roster,
                                       const board::Board& board);
    bool others_stay(const Moment& now, std::size_t who, bool all) const;
    std::optional<Step> step_of_left(const Moment& now, const Roster& roster, const board::Board& board);
    /// Whether it is still the turn it was, for all that is seen: what is gone since was spent in between.
    bool is_same_turn(const Moment& now, const std::vector<Told>& told, const Roster& roster) const;
    /// Whether what no line explains has no line: the log can be read, or there is none.
    bool reads_log(const Moment& now) const { return !knows_log_ || !now.chat.empty(); }
    std::optional<int> price_of(const std::vector<Told>& told, std::size_t line, const Moment& now,
                                const Roster& roster) const;
    std::optional<Step> tell_points(const Moment& now, const Roster& roster, const std::vector<Told>& told,
                                    const std::vector<Step>& steps, Story& story);
    void tell_lines(const std::vector<Told>& told, const Moment& now, const Roster& roster, Story& story);
    /// The end of a turn that is another's now although no line said so.
    void tell_end_of_turn(const Moment& now, const Roster& roster, Story& story);
    void tell_bars(const Moment& now, const Roster& roster, Story& story);
    void tell_newcomers(const Moment& now, const Roster& roster, std::vector<Step>& walked, Story& story);
    /// `is_quiet`: nothing happened in this moment.
    void remember(const Moment& now, const std::vector<Step>& walked, const Story& story, const Roster& roster,
                  bool is_quiet);
    void number(std::vector<Action>& actions);

    ChatReader chat_;
    std::optional<Moment> last_;  ///< with what was seen before where a frame shows nothing
    std::vector<ChatLine> log_;   ///< the lines that told something when the log was last seen
    bool knows_log_ = false;
    std::set<std::string> spells_;
    Prices prices_;
    std::map<std::size_t, board::Cell> doubtful_cells_;  ///< steps seen once that nothing explains
    std::map<std::size_t, double> doubtful_shares_;
    std::optional<Step> left_;  ///< of the active one, out of sight in the last moment; the price still counts
    /// Somebody in sight whose place was not known.
    struct Newcomer {
        bool has_come = false;  ///< to a cell that was seen empty; else they may have stood there, hidden
    };
    std::map<std::size_t, Newcomer> newcomers_;          ///< seen once
    std::set<std::size_t> placed_;                       ///< whose place was known at any time
    std::set<board::Cell> empty_;                        ///< floor on which nobody was when it was last seen
    Points ap_, mp_;                                     ///< of the active one
    std::size_t points_told_at_ = 0, cast_told_at_ = 0;  ///< moment when the log last spoke of it; 0 for never
    std::map<std::size_t, std::size_t> explained_;       ///< member: moment when the log spoke of their hit points
    std::set<std::size_t> assumed_ends_;                 ///< whose turns were taken to be over without a line saying so
    std::optional<std::size_t> told_end_;                ///< whose turn the log ended while the interface lags behind
    bool owes_ = false;                                  ///< the last moment told a cast that was not paid in it
    std::optional<std::string> last_cast_;               ///< id of the last cast, if it was the moment before
    std::size_t moments_ = 0, actions_ = 0;
};

}  // namespace tk::grid
