#include "action-report/activity.hpp"

#include <algorithm>
#include <cmath>

namespace tk::report {

void Activity::add(const Event& event, Counted counted) {
    if (seen_sessions_.size() <= counted.session) seen_sessions_.resize(counted.session + 1UL);
    if (!seen_sessions_[counted.session]) ++sessions_;
    seen_sessions_[counted.session] = true;
    if (arrivals_.size() <= counted.actor) arrivals_.resize(counted.actor + 1UL);
    Arrival& arrival = arrivals_[counted.actor];
    if (arrival.record == 0) {
        arrival.record = event.record;
        arrival.sessions_before = sessions_ - 1;
    }
    if (arrival.last_session != counted.session && companies_.index_of(counted.actor, counted.session).second)
        ++arrival.sessions;
    arrival.last_session = counted.session;
    const auto clock = event.clock();
    if (!clock || std::abs(*clock) > 1e12) return;
    if (event.time) with_dates_ = true;
    count(*clock, event.record);
    wait(*clock, event.record);
}

void Activity::count(double clock, std::uint64_t record) {
    const auto place = static_cast<std::int64_t>(std::floor(clock / width_));
    if (last_bin_ == nullptr || place != last_place_) last_bin_ = &bins_[place];
    last_place_ = place;
    if (last_bin_->count++ == 0) last_bin_->first_record = record;
    while (bins_.size() > most_bins) {
        width_ *= 2;
        std::map<std::int64_t, Bin> wider;
        for (const auto& [at, narrow] : bins_) {
            Bin& one = wider[at >= 0 ? at / 2 : (at - 1) / 2];
            one.first_record = one.count == 0 ? narrow.first_record : std::min(one.first_record, narrow.first_record);
            one.count += narrow.count;
        }
        bins_ = std::move(wider);
        last_bin_ = nullptr;
    }
}

void Activity::wait(double clock, std::uint64_t record) {
    if (last_clock_ && clock >= *last_clock_) {
        const double seconds = clock - *last_clock_;
        gaps_.add(seconds);
        if (longest_.size() < most_gaps || seconds > longest_.back().seconds) {
            const auto shorter =
                std::find_if(longest_.begin(), longest_.end(), [&](const Gap& gap) { return gap.seconds < seconds; });
            longest_.insert(shorter, {seconds, *last_clock_, last_record_, record});
            if (longest_.size() > most_gaps) longest_.pop_back();
        }
    }
    last_clock_ = clock;
    last_record_ = record;
}

}  // namespace tk::report
