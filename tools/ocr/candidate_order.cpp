#include "ocr/candidate_order.hpp"

#include <algorithm>

namespace tk::ocr {

namespace {

/// Whether `part` is most likely a fragment of `whole`, which goes on beyond it on the same line.
bool is_fragment(const Candidate& part, const Candidate& whole) {
    const cv::Rect& inner = part.part.box;
    const cv::Rect& outer = whole.part.box;
    const bool is_longer = (outer.width - inner.width) * 10 >= inner.height * 3;
    // Letters without ascenders and descenders are lower than their line, but frames and rules are higher still.
    const bool on_line = outer.height * 10 <= inner.height * 17;
    return is_longer && on_line && whole.likeness * 5 >= part.likeness * 4 &&
           (inner & outer).area() * 4 > inner.area() * 3;
}

/// Whether two candidates are read alike, as those of both choices of channels are in a grey picture.
bool are_equal(const Candidate& a, const Candidate& b) {
    return a.part.box == b.part.box && a.colours.fill == b.colours.fill && a.colours.ground == b.colours.ground &&
           cv::norm(a.part.ink, b.part.ink, cv::NORM_INF) == 0;
}

struct Ranked {
    double rank = 0;  ///< the likeness, or that of a fragment
    Candidate candidate;
};

}  // namespace

std::vector<Candidate> in_order(std::vector<Candidate> candidates) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.part.box.width < b.part.box.width; });
    std::vector<Ranked> all;
    for (Candidate& whole : candidates) {
        double rank = whole.likeness;
        for (const Ranked& part : all) {
            if (part.rank > rank && is_fragment(part.candidate, whole)) rank = part.rank;
        }
        all.push_back({rank, std::move(whole)});
    }
    std::stable_sort(all.begin(), all.end(), [](const Ranked& a, const Ranked& b) {
        return std::pair(a.rank, a.candidate.part.box.width) > std::pair(b.rank, b.candidate.part.box.width);
    });
    std::vector<Candidate> ordered;
    for (Ranked& next : all) {
        if (ordered.empty() || !are_equal(ordered.back(), next.candidate)) ordered.push_back(std::move(next.candidate));
    }
    return ordered;
}

}  // namespace tk::ocr
