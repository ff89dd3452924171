#pragma once

#include <chrono>

namespace tk::llm {

/// How long a model is waited for where no option tells. Help and manual print these.
inline constexpr std::chrono::seconds connect_wait{5};
/// For the first word of a model of which nothing is known, and while another one is left to ask.
inline constexpr std::chrono::seconds first_token_wait{90};
inline constexpr std::chrono::seconds first_token_wait_with_other{12};
/// Where past answers tell what the model usually takes to the first word: so many times that, but at least this while
/// another one is left.
inline constexpr int first_token_factor = 3;
inline constexpr std::chrono::seconds first_token_least{4};
/// Between two pieces of an answer, and while another model is left to ask.
inline constexpr std::chrono::seconds idle_wait{60};
inline constexpr std::chrono::seconds idle_wait_with_other{20};
/// For the whole answer.
inline constexpr std::chrono::seconds total_wait{600};

}  // namespace tk::llm
