#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "action-report/event.hpp"
#include "action-report/names.hpp"
#include "action-report/tally.hpp"

namespace tk::report {

/// What an action did to one target, kept.
struct KeptHit {
    std::uint32_t target = 0;  ///< these three in Timeline::names()
    std::uint32_t target_name = 0;
    std::optional<double> damage;
    std::optional<double> heal;
    bool killed = false;
};

/// An action, kept for the timeline.
struct Deed {
    Counted counted;
    std::string id;
    std::uint32_t spell = 0;  ///< texts in Timeline::names()
    std::uint32_t target = 0;
    std::uint32_t target_name = 0;
    std::uint32_t element = 0;
    std::uint32_t error = 0;
    std::optional<bool> success;
    std::optional<double> duration;
    std::optional<double> t;
    std::optional<std::int64_t> turn;
    std::optional<std::int64_t> cell;
    std::optional<std::int64_t> from;
    std::optional<std::int64_t> to;
    std::optional<std::int64_t> cost;
    std::optional<double> amount;
    std::vector<KeptHit> hits;
};

/// A text told about a turn.
struct Answer {
    std::optional<std::string> session;
    std::optional<std::int64_t> turn;
    std::string model;
    std::string provider;
    std::string text;
};

/// The last `limit` actions and answers of a stream, in order; older ones are counted and dropped.
class Timeline {
public:
    explicit Timeline(std::size_t limit) : limit_(limit) {}

    void add(const Event& event, Counted counted);
    void add(Answer answer);

    /// Oldest first.
    std::vector<const Deed*> deeds() const;
    const std::deque<Answer>& answers() const { return answers_; }
    std::uint64_t deeds_cut() const { return deeds_seen_ - ring_.size(); }
    std::uint64_t answers_cut() const { return answers_seen_ - answers_.size(); }
    const Names& names() const { return names_; }

private:
    std::size_t limit_;
    std::vector<Deed> ring_;  // once full, the oldest is at deeds_seen_ % limit_
    std::uint64_t deeds_seen_ = 0;
    std::deque<Answer> answers_;
    std::uint64_t answers_seen_ = 0;
    Names names_;
};

}  // namespace tk::report
