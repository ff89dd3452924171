#include "ocr/regions.hpp"

#include <algorithm>
#include <string_view>

#include "ocr/block.hpp"
#include "ocr/by_colour.hpp"
#include "ocr/ink.hpp"
#include "ocr/labels.hpp"
#include "ocr/tidy.hpp"

namespace tk::ocr {

namespace {

/// How often a place is tried with another candidate when what was read there is no text.
constexpr int rounds = 4;
/// What looks less like text is not tried in the last round, where little is found for its cost.
constexpr double worth_last_round = 0.3;
/// How often one candidate is read, in different manners.
constexpr std::size_t most_tries = 3;
/// A reading with this confidence needs no second one.
constexpr double sure = 0.95;
/// With this one it may as well be something else.
constexpr double doubt = 0.85;
/// What looks little like text and is read with less than this is texture.
constexpr double hopeless = 0.05;

/// In a block, where there is text, lower lines are specks and what is read with less is none.
constexpr int least_height = 6;
constexpr double legible = 0.3;

/// The confidence that a text needs to be taken for one. Texture that is taken for letters gives short texts, with
/// little confidence, and rows of the same letter.
double least_confidence(std::string_view text) {
    const std::size_t letters = count_letters(text);
    if (longest_run(text) >= 4) return 0.95;
    return letters <= 2 ? 0.96 : letters <= 3 ? 0.89 : letters <= 12 ? 0.8 : 0.75;
}

/// Whether a text is nothing but digits.
bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Whether a line was written, or is texture. Letters of texture may be far too wide or too narrow for their height.
bool is_text(const ReadLine& line, const Candidate& candidate) {
    const auto marks = static_cast<double>(count_marks(line.text));
    const double letter = candidate.part.box.width / marks / candidate.part.box.height;
    // A letter alone is most often an icon, a digit is a value.
    constexpr double clear = 0.9;
    if (candidate.is_lone && is_number(line.text)) return line.confidence >= clear;
    return line.confidence >= least_confidence(line.text) && looks_like_writing(line.text) && letter > 0.15 &&
           letter < 1.6;
}

/// Whether `expected`, of two letters or more, stands in the line exactly. Texture rarely spells a given word.
bool says_expected(const PlacedLine& line, const std::string& expected) {
    constexpr double least = 0.6;
    if (count_marks(expected) < 2 || line.line.confidence < least) return false;
    const auto found = find_text(line, expected);
    return found && found->share == 1;
}

/// How much a reading says for sure.
double weight(const ReadLine& line) {
    return (2 * line.confidence - 1) * static_cast<double>(count_marks(line.text));
}

/// Whether another reading is to be taken instead of the first. Text of several colours is more by contrast.
bool says_more(const ReadLine& again, const ReadLine& first) {
    if (again.confidence > first.confidence) return first.confidence < sure;
    return again.confidence >= 0.9 && count_marks(again.text) > count_marks(first.text);
}

/// Ink of a line, and how it is to be read.
struct Try {
    InkPart part;
    bool thin = false;  ///< with thinner strokes, and smaller: so fat fonts are read best
};

Recogniser::Job job_of(const Try& which, const std::string& languages) {
    return which.thin ? Recogniser::Job{thinned(which.part.ink), {languages, "", smaller_height}}
                      : Recogniser::Job{which.part.ink, {languages, "", usual_height}};
}

/// A line that is being read.
struct Attempt {
    std::vector<Try> tries;  ///< the likeliest first
    ReadLine best;
    InkPart part;  ///< what `best` was read from
};

/// A candidate by its colour and by its contrast, in the order in which they are to be tried.
Attempt attempt_of(const cv::Mat& picture, const Candidate& candidate) {
    InkPart coloured = by_colour(picture, candidate);
    Attempt attempt;
    if (coloured.box.empty()) {
        attempt.tries = {{candidate.part, false}, {candidate.part, true}};
    } else if (has_fat_strokes(coloured.ink)) {
        attempt.tries = {{coloured, true}, {coloured, false}, {candidate.part, false}};
    } else {
        attempt.tries = {{coloured, false}, {candidate.part, false}, {coloured, true}};
    }
    return attempt;
}

/// Whether the `number`th try of a line is worth its while.
bool is_wanted(const Attempt& attempt, const Candidate& candidate, std::size_t number) {
    if (number >= attempt.tries.size()) return false;
    if (number == 0) return true;
    if (candidate.is_lone && !is_number(attempt.best.text)) return false;
    if (attempt.best.confidence < hopeless && candidate.likeness < 0.6) return false;
    if (attempt.best.confidence < (number == 1 ? sure : doubt)) return true;
    // Where contrast shows more glyphs, the text may be of several colours.
    const Try& next = attempt.tries[number];
    return next.part.box != attempt.part.box && count_glyphs(next.part.ink) > count_glyphs(attempt.part.ink);
}

/// Reads each candidate, again and again while it is doubtful. Boxes become those of what was read.
std::vector<ReadLine> read_candidates(const cv::Mat& picture, std::vector<Candidate>& candidates,
                                      const std::string& languages, Recogniser& recogniser) {
    std::vector<Attempt> attempts;
    for (const Candidate& candidate : candidates) attempts.push_back(attempt_of(picture, candidate));
    for (std::size_t number = 0; number < most_tries; ++number) {
        std::vector<std::size_t> which;
        std::vector<Recogniser::Job> jobs;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (!is_wanted(attempts[i], candidates[i], number)) continue;
            which.push_back(i);
            jobs.push_back(job_of(attempts[i].tries[number], languages));
        }
        std::vector<ReadLine> read = recogniser.read_all(jobs);
        for (std::size_t k = 0; k < which.size(); ++k) {
            Attempt& attempt = attempts[which[k]];
            if (number > 0 && !says_more(read[k], attempt.best)) continue;
            attempt.best = std::move(read[k]);
            attempt.part = attempt.tries[number].part;
        }
    }
    std::vector<ReadLine> read;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        candidates[i].part = std::move(attempts[i].part);
        read.push_back(std::move(attempts[i].best));
    }
    return read;
}

/// Whether the most part of the smaller box lies in the other.
bool cover(const cv::Rect& a, const cv::Rect& b) {
    return (a & b).area() * 2 > std::min(a.area(), b.area());
}

/// Whether `line` says hardly more than another that was surely read there, but something else: it holds texture too.
bool is_belied(const PlacedLine& line, const PlacedLine& other) {
    return line.line.confidence < sure && other.line.confidence >= sure && cover(line.box, other.box) &&
           count_letters(line.line.text) * 4 < count_letters(other.line.text) * 5 &&
           line.line.text.find(other.line.text) == std::string::npos;
}

/// Of lines that cover each other (light and dark readings of the same letters) the one that says more.
std::vector<PlacedLine> without_doubles(const std::vector<PlacedLine>& all) {
    std::vector<PlacedLine> lines;
    for (const PlacedLine& line : all) {
        const auto belies = [&](const PlacedLine& other) { return is_belied(line, other); };
        if (std::none_of(all.begin(), all.end(), belies)) lines.push_back(line);
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const PlacedLine& a, const PlacedLine& b) { return weight(a.line) > weight(b.line); });
    std::vector<PlacedLine> kept;
    for (PlacedLine& line : lines) {
        const auto covers = [&](const PlacedLine& other) { return cover(line.box, other.box); };
        if (std::none_of(kept.begin(), kept.end(), covers)) kept.push_back(std::move(line));
    }
    std::stable_sort(kept.begin(), kept.end(), [](const PlacedLine& a, const PlacedLine& b) {
        return std::pair(a.box.y, a.box.x) < std::pair(b.box.y, b.box.x);
    });
    return kept;
}

}  // namespace

std::vector<PlacedLine> read_block(const cv::Mat& picture, const cv::Rect& place, const std::string& languages,
                                   Recogniser& recogniser) {
    std::vector<PlacedLine> lines;
    for (const InkPart& found : lines_of_block(ink_on_flat(picture(place)))) {
        if (found.box.height < least_height) continue;
        ReadLine line = recogniser.read_well(found.ink, languages);
        if (line.confidence < legible || !looks_like_writing(line.text)) continue;
        lines.push_back({std::move(line), found.box + place.tl(), {}, found.ink});
    }
    return lines;
}

std::vector<PlacedLine> read_anywhere(const cv::Mat& picture, const cv::Rect& place, const std::string& languages,
                                      Recogniser& recogniser, const std::string& expected) {
    std::vector<Candidate> candidates = find_candidates(picture(place));
    std::vector<PlacedLine> lines;
    for (int round = 0; round < rounds && !candidates.empty(); ++round) {
        // The likeliest candidate of each place that has no line yet; those it covers wait for the next round.
        std::vector<Candidate> now;
        std::vector<Candidate> later;
        for (Candidate& candidate : candidates) {
            const auto covers = [&](const Candidate& other) { return cover(candidate.part.box, other.part.box); };
            const bool is_free = std::none_of(now.begin(), now.end(), covers);
            (is_free ? now : later).push_back(std::move(candidate));
        }
        std::vector<ReadLine> read = read_candidates(picture(place), now, languages, recogniser);
        for (std::size_t i = 0; i < now.size(); ++i) {
            PlacedLine line{read[i], now[i].part.box + place.tl(), {}, now[i].part.ink};
            if (is_text(read[i], now[i]) || says_expected(line, expected)) lines.push_back(std::move(line));
        }
        // A candidate that says no more than a line that was surely read is done with; a longer one is not: the line
        // may be a fragment of it.
        std::erase_if(later, [&](const Candidate& candidate) {
            const cv::Rect box = candidate.part.box + place.tl();
            return std::any_of(lines.begin(), lines.end(), [&](const PlacedLine& line) {
                return line.line.confidence >= sure && (box & line.box).area() * 4 > box.area() * 3;
            });
        });
        if (round + 2 == rounds) {
            std::erase_if(later, [](const Candidate& candidate) { return candidate.likeness < worth_last_round; });
        }
        candidates = std::move(later);
    }
    return without_doubles(lines);
}

}  // namespace tk::ocr
