#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>

#include "llm-ask/dialogue.hpp"

namespace tk::llm {

/// What became of one question.
struct Outcome {
    std::optional<Reply> reply;
    std::optional<AnswerError> error;  ///< why there is no reply
};

/// Asks questions side by side, at most `jobs` at a time, and hands their outcomes back in the order of asking.
class Lane {
public:
    using Take = std::function<void(std::size_t number, Outcome outcome)>;

    Lane(Desk& desk, std::size_t jobs, Take take) : desk_(desk), jobs_(jobs), take_(std::move(take)) {}

    /// Begins question `number`, once there is room.
    void add(std::size_t number, Question question);
    /// Puts something in line that needs no asking.
    void add_done(std::size_t number);
    /// Waits until all that was added is handed back.
    void drain();

private:
    struct Job {
        std::size_t number;
        std::optional<Task<Outcome>> task;
    };

    void hand_back_front();

    Desk& desk_;
    std::size_t jobs_;
    Take take_;
    std::deque<Job> line_;
};

}  // namespace tk::llm
