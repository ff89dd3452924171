#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "grid-analyze/story/events.hpp"

/// What a chronicle takes from the lines of the log.
namespace tk::grid {
namespace {

constexpr double least_share_change = 0.04;  // of a bar: its ends are read to a pixel

}  // namespace

std::vector<Chronicle::Line> Chronicle::lines_of(const Moment& now) const {
    std::vector<Line> lines;
    for (const ChatLine& line : now.chat) {
        if (auto told = chat_.read(line)) lines.push_back({line, std::move(*told)});
    }
    return lines;
}

std::vector<Told> Chronicle::hear(const Moment& now, const Roster& roster) {
    const std::vector<Line> lines = lines_of(now);
    // A log without a known line is hidden or unreadable; the first one that is seen tells of the past.
    if (now.chat.empty()) return {};
    const bool knows_log = std::exchange(knows_log_, true);
    const auto paid = is_same_turn(now, {}, roster) ? points_gone(last_->hud.ap, now.hud.ap) : std::nullopt;
    const std::vector<Told> told = lines.empty() ? std::vector<Told>{} : new_lines(lines, owes_ ? std::nullopt : paid);
    if (!knows_log) return {};
    const auto casts = [&](const Told& one) {
        return is_cast(one) && one.actor && last_->active && roster.find(*one.actor) == last_->active;
    };
    owes_ = paid.value_or(0) == 0 && std::any_of(told.begin(), told.end(), casts);
    return told;
}

std::vector<Told> Chronicle::new_lines(const std::vector<Line>& now, std::optional<int> spent) {
    std::vector<ChatLine> texts;
    for (const Line& line : now) texts.push_back(line.text);
    const auto from = [&](std::size_t first) {
        std::vector<Told> told;
        for (std::size_t i = first; i < now.size(); ++i) told.push_back(now[i].told);
        return told;
    };
    const NewLines lines = compare_logs(log_, texts);
    std::vector<Told> result = from(lines.first);
    // The same lines again: points that were spent tell that they are new.
    for (std::size_t i = 0; i < lines.others.size() && spent.value_or(0) > 0; ++i) {
        if (std::any_of(result.begin(), result.end(), is_cast)) break;
        auto other = from(lines.others[i]);
        if (std::any_of(other.begin(), other.end(), is_cast)) result = std::move(other);
    }
    for (Told& told : result) {
        if (!lines.is_continuous) told.confidence *= 0.6;
        if (!told.spell) continue;
        told.spell = known_spelling(spells_, *told.spell);
        spells_.insert(*told.spell);
    }
    // Lines leave a log only when new ones come: else those that are gone are hidden, and come back.
    if (lines.first < texts.size()) log_ = std::move(texts);
    return result;
}

void Chronicle::name_struck(const std::vector<Told>& told, const Moment& now, Roster& roster) const {
    const std::vector<std::size_t> nameless = roster.nameless();
    if (nameless.size() != 1) return;
    const Told* unknown = nullptr;
    for (const Told& one : told) {
        if (!is_of_health(one) || !one.target || roster.find(*one.target)) continue;
        if (unknown != nullptr) return;
        unknown = &one;
    }
    const auto before = last_->hp_shares.find(nameless.front()), after = now.hp_shares.find(nameless.front());
    if (unknown == nullptr || before == last_->hp_shares.end() || after == now.hp_shares.end()) return;
    const double change = after->second - before->second;
    if ((unknown->event == "heal" ? change : -change) >= least_share_change)
        roster.call(nameless.front(), *unknown->target);
}

}  // namespace tk::grid
