#pragma once

#include <cstdint>

namespace tk::llm {

/// What people think of a model's answers to a task, of -1 (bad) to 1 (good), and how many of them were rated.
struct Opinion {
    double mean = 0;
    std::int64_t count = 0;
};

}  // namespace tk::llm
