#include "llm-ask/lane.hpp"

#include <algorithm>

namespace tk::llm {

namespace {

Task<Outcome> outcome_of(Desk& desk, Question question) {
    Outcome outcome;
    const Sink sink;
    try {
        outcome.reply = co_await converse(desk, std::move(question), sink);
    } catch (const AnswerError& error) {
        outcome.error = error;
    }
    co_return outcome;
}

}  // namespace

void Lane::add(std::size_t number, Question question) {
    const auto is_running = [](const Job& job) { return job.task && !job.task->done(); };
    while (static_cast<std::size_t>(std::count_if(line_.begin(), line_.end(), is_running)) >= jobs_) {
        desk_.network().step();
        // Bounded: what is done waits in line only for those before it.
        while (!line_.empty() && !is_running(line_.front())) hand_back_front();
    }
    Job& job = line_.emplace_back(Job{number, outcome_of(desk_, std::move(question))});
    job.task->start();
}

void Lane::add_done(std::size_t number) {
    line_.push_back({number, std::nullopt});
    while (!line_.empty() && !line_.front().task) hand_back_front();
}

void Lane::drain() {
    while (!line_.empty()) {
        while (line_.front().task && !line_.front().task->done()) desk_.network().step();
        hand_back_front();
    }
}

void Lane::hand_back_front() {
    Job job = std::move(line_.front());
    line_.pop_front();
    take_(job.number, job.task ? job.task->result() : Outcome{});
}

}  // namespace tk::llm
