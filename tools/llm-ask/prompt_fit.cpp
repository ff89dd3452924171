#include "llm-ask/prompt_fit.hpp"

#include <algorithm>
#include <cstdlib>

namespace tk::llm {

namespace {

/// English prose has about 4 bytes a token in all current tokenisers; hardly any text has more than 6.
constexpr double usual_ratio = 4.0;
constexpr double largest_ratio = 6.0;
/// How far a text may differ from the model's past ones.
constexpr double spread = 1.3;
constexpr std::int64_t near = 8;
constexpr std::size_t least_bytes = 2000;
constexpr std::string_view mark = "[...]\n";

std::int64_t tokens(std::size_t bytes, double ratio) {
    return static_cast<std::int64_t>(static_cast<double>(bytes) / ratio);
}

}  // namespace

Estimate estimate_tokens(std::size_t prompt_bytes, std::optional<double> ratio) {
    const double likely = ratio.value_or(usual_ratio);
    return {tokens(prompt_bytes, likely), tokens(prompt_bytes, ratio ? *ratio * spread : largest_ratio)};
}

bool is_too_long(const Estimate& estimate, std::int64_t context) {
    return estimate.least >= context;
}

std::optional<std::size_t> trim_to_fit(ChatRequest& request, std::int64_t context, std::optional<double> ratio) {
    const auto room = static_cast<double>(context - request.max_tokens) * ratio.value_or(usual_ratio) * 0.9;
    const std::size_t bytes = request.prompt_bytes();
    const auto most = static_cast<std::size_t>(std::max(room, 0.0));
    if (bytes <= most) return 0;
    if (request.messages.empty()) return std::nullopt;
    std::string& text = request.messages.back().content;
    std::size_t from = bytes - most + mark.size();
    if (from >= text.size()) return std::nullopt;
    const std::size_t line = text.find('\n', from - 1);
    if (line != std::string::npos && line + 1 < text.size()) {
        from = line + 1;
    } else {
        while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
    }
    text = std::string(mark) + text.substr(from);
    return from;
}

bool was_cut(std::size_t prompt_bytes, std::int64_t counted, std::optional<std::int64_t> context,
             std::optional<double> ratio) {
    if (counted <= 0) return false;  // a cached prompt is not counted
    const Estimate estimate = estimate_tokens(prompt_bytes, ratio);
    if (context) {
        const bool fills = counted + near >= *context;
        const bool fills_half = std::abs(counted - (*context / 2 + 2)) <= near && counted < estimate.least;
        return fills || fills_half;
    }
    const std::int64_t doubtful = ratio ? tokens(prompt_bytes, *ratio) * 6 / 10 : tokens(prompt_bytes, 3 * usual_ratio);
    return prompt_bytes >= least_bytes && counted < doubtful;
}

}  // namespace tk::llm
