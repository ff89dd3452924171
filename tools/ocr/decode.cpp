#include "ocr/decode.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/text.hpp"
#include "ocr/worth.hpp"

namespace tk::ocr {

namespace {

bool is_allowed(const std::vector<bool>& allowed, std::size_t code) {
    return allowed.empty() || allowed[code];
}

/// The text along the likeliest path: of each step the likeliest code, runs of one code taken once.
Spots best_path(const Outputs& outputs, const Model& model, const std::vector<bool>& allowed) {
    Spots spots;
    std::size_t last = model.nothing;
    for (std::size_t step = 0; step < outputs.steps; ++step) {
        const float* likelihoods = outputs.at(step);
        std::size_t best = model.nothing;
        for (std::size_t code = 0; code < outputs.codes; ++code) {
            if (likelihoods[code] > likelihoods[best] && is_allowed(allowed, code)) best = code;
        }
        if (best != model.nothing) {
            if (best != last) spots.push_back({best, step, step});
            spots.back().end = step + 1;
        }
        last = best;
    }
    return spots;
}

/// The logarithm of the likelihood that the steps spell `codes`, in any way: the forward half of the algorithm of
/// Graves et al., with sums kept near 1 by a factor for each step.
double log_likelihood(const Outputs& outputs, std::size_t nothing, const Spots& spots) {
    // Before, between and behind the codes there may be nothing.
    std::vector<std::size_t> states(spots.size() * 2 + 1, nothing);
    for (std::size_t i = 0; i < spots.size(); ++i) states[i * 2 + 1] = spots[i].code;
    std::vector<double> shares(states.size(), 0.0);
    shares[0] = 1;
    double logarithm = 0;
    for (std::size_t step = 0; step < outputs.steps; ++step) {
        const float* likelihoods = outputs.at(step);
        double total = 0;
        for (std::size_t i = states.size(); i-- > 0;) {
            double share = shares[i];
            if (i > 0) share += shares[i - 1];
            // From one code straight to the next, unless they are the same.
            if (i > 1 && i % 2 == 1 && states[i] != states[i - 2]) share += shares[i - 2];
            shares[i] = share * likelihoods[states[i]];
            total += shares[i];
        }
        if (total <= 0) return -std::numeric_limits<double>::infinity();
        for (double& share : shares) share /= total;
        logarithm += std::log(total);
    }
    return logarithm + std::log(shares.back() + shares[shares.size() - 2]);
}

/// A text that differs from another by one character.
struct Variant {
    Spots spots;
    float likelihood = 0;  ///< of that character where it is likeliest
    bool is_seen = false;  ///< it is a blank, in a gap that is seen in the line
};

/// The likeliest texts that differ from `spots` by one character that is doubtful: another one in its place, none, or
/// a blank between two.
std::vector<Variant> variants_of(const Outputs& outputs, const Model& model, const Spots& spots, const LineShape& shape,
                                 const std::vector<bool>& allowed) {
    constexpr float likely = 0.004F;
    constexpr float likely_in_gap = 0.0004F;
    constexpr float sure = 0.985F;
    constexpr std::size_t most = 24;
    std::vector<Variant> variants;
    const auto most_between = [&](std::size_t begin, std::size_t end, std::size_t code) {
        float largest = 0;
        for (std::size_t step = begin; step < end; ++step) largest = std::max(largest, outputs.at(step)[code]);
        return largest;
    };
    for (std::size_t i = 0; i <= spots.size(); ++i) {
        const auto at = static_cast<std::ptrdiff_t>(i);
        const std::size_t before = i == 0 ? 0 : spots[i - 1].end;
        const std::size_t after = i == spots.size() ? outputs.steps : spots[i].begin;
        const bool is_sure = i == spots.size() || most_between(spots[i].begin, spots[i].end, spots[i].code) > sure;
        for (std::size_t code = 0; code < outputs.codes; ++code) {
            if (!is_allowed(allowed, code)) continue;
            if (!is_sure && code != spots[i].code) {
                const float likelihood = most_between(spots[i].begin, spots[i].end, code);
                if (likelihood > likely) {
                    variants.push_back({spots, likelihood, false});
                    Spots& changed = variants.back().spots;
                    if (code == model.nothing) {
                        changed.erase(changed.begin() + at);
                    } else {
                        changed[i].code = code;
                    }
                }
            }
            // Only blanks: between two steps that waver, any other code would be as likely as none.
            if (model.characters[code] == " ") {
                const float likelihood = most_between(before, after, code);
                const bool wide = i > 0 && i < spots.size() && is_wide_gap(shape, spots[i - 1], spots[i]);
                if (likelihood <= (wide ? likely_in_gap : likely)) continue;
                // A wide gap alone makes it worth a try.
                variants.push_back({spots, wide ? 1 : likelihood, wide});
                variants.back().spots.insert(variants.back().spots.begin() + at, {code, before, after});
            }
        }
    }
    std::stable_sort(variants.begin(), variants.end(),
                     [](const Variant& a, const Variant& b) { return a.likelihood > b.likelihood; });
    if (variants.size() > most) variants.erase(variants.begin() + most, variants.end());
    return variants;
}

}  // namespace

Reading decode(const Outputs& outputs, const Model& model, const LineShape& shape, const std::vector<bool>& allowed) {
    constexpr int rounds = 4;
    Reading reading;
    Spots best = best_path(outputs, model, allowed);
    if (best.empty()) return reading;
    double likelihood = log_likelihood(outputs, model.nothing, best);
    double score = likelihood + worth_of(model, best, shape);
    for (int round = 0; round < rounds; ++round) {
        bool better = false;
        for (Variant& variant : variants_of(outputs, model, best, shape, allowed)) {
            if (variant.spots.empty()) continue;
            const double other = log_likelihood(outputs, model.nothing, variant.spots);
            const double total = other + worth_of(model, variant.spots, shape);
            if (total <= score) continue;
            score = total;
            // The gap speaks for the blank, whatever the network makes of it.
            likelihood = variant.is_seen ? std::max(likelihood, other) : other;
            best = std::move(variant.spots);
            better = true;
        }
        if (!better) break;
    }
    for (const Spot& spot : best) reading.text += model.characters[spot.code];
    reading.confidence = std::exp((likelihood - doubt_of(model, best)) / static_cast<double>(best.size()));
    return reading;
}

std::vector<bool> codes_of(const std::string& alphabet, const Model& model) {
    if (alphabet.empty()) return {};
    std::vector<bool> allowed(model.characters.size(), false);
    allowed[model.nothing] = true;
    for (const char32_t c : decode_utf8(alphabet)) {
        const auto at = std::find(model.characters.begin(), model.characters.end(), encode_utf8(std::u32string(1, c)));
        if (at != model.characters.end()) allowed[static_cast<std::size_t>(at - model.characters.begin())] = true;
    }
    return allowed;
}

}  // namespace tk::ocr
