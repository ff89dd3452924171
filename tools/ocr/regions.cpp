#include "ocr/regions.hpp"

#include <algorithm>

#include "ocr/ink.hpp"
#include "ocr/layout.hpp"
#include "ocr/tidy.hpp"

namespace tk::ocr {

namespace {

/// How often a place is tried with another candidate when what was read there is no text.
constexpr int rounds = 3;
/// A reading with this confidence needs no second one.
constexpr double sure = 0.95;
/// With this one it is right even where another look at the place shows other glyphs.
constexpr double certain = 0.98;
/// What looks little like text and is read with less than this is texture.
constexpr double hopeless = 0.05;

/// Whether a line was written, or is texture that was taken for letters: that gives short texts, with little
/// confidence, and with letters far too wide or too narrow for their height.
bool is_text(const ReadLine& line, const Candidate& candidate) {
    const auto marks = static_cast<double>(count_marks(line.text));
    const double least = marks <= 2 ? 0.96 : marks <= 3 ? 0.8 : marks <= 12 ? 0.75 : 0.6;
    const double letter = candidate.part.box.width / marks / candidate.part.box.height;
    return line.confidence >= least && looks_like_writing(line.text) && letter > 0.15 && letter < 1.6;
}

/// Reads each candidate by its colour, and by its contrast too where that is not sure or shows other glyphs; boxes
/// become those of what was read.
std::vector<ReadLine> read_candidates(const cv::Mat& picture, std::vector<Candidate>& candidates,
                                      const std::string& languages, Recogniser& recogniser) {
    std::vector<Recogniser::Job> jobs;
    std::vector<InkPart> coloured;
    for (const Candidate& candidate : candidates) {
        coloured.push_back(by_colour(picture, candidate));
        const InkPart& part = coloured.back().box.empty() ? candidate.part : coloured.back();
        jobs.push_back({part.ink, {languages, "", usual_height}});
    }
    std::vector<ReadLine> read = recogniser.read_all(jobs);
    jobs.clear();
    std::vector<std::size_t> doubtful;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (coloured[i].box.empty()) continue;
        const bool differs = count_glyphs(coloured[i].ink) != count_glyphs(candidates[i].part.ink);
        const bool texture = read[i].confidence < hopeless && candidates[i].likeness < 0.6;
        if (!texture && (read[i].confidence < sure || (differs && read[i].confidence < certain))) {
            doubtful.push_back(i);
            jobs.push_back({candidates[i].part.ink, {languages, "", usual_height}});
        }
        std::swap(candidates[i].part, coloured[i]);
    }
    std::vector<ReadLine> again = recogniser.read_all(jobs);
    for (std::size_t k = 0; k < doubtful.size(); ++k) {
        const std::size_t i = doubtful[k];
        if (again[k].confidence <= read[i].confidence) continue;
        read[i] = std::move(again[k]);
        std::swap(candidates[i].part, coloured[i]);
    }
    // Some short texts are read at another size only.
    jobs.clear();
    doubtful.clear();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (read[i].confidence >= sure || read[i].confidence < 0.5 || count_marks(read[i].text) < 4) continue;
        doubtful.push_back(i);
        jobs.push_back({candidates[i].part.ink, {languages, "", smaller_height}});
    }
    again = recogniser.read_all(jobs);
    for (std::size_t k = 0; k < doubtful.size(); ++k) {
        if (again[k].confidence > read[doubtful[k]].confidence) read[doubtful[k]] = std::move(again[k]);
    }
    return read;
}

/// Whether the most part of the smaller box lies in the other.
bool cover(const cv::Rect& a, const cv::Rect& b) {
    return (a & b).area() * 2 > std::min(a.area(), b.area());
}

/// Of lines that cover each other (light and dark readings of the same letters) the one that says more.
std::vector<PlacedLine> without_doubles(std::vector<PlacedLine> lines) {
    const auto weight = [](const PlacedLine& line) {
        return line.line.confidence * static_cast<double>(count_marks(line.line.text));
    };
    std::stable_sort(lines.begin(), lines.end(),
                     [&](const PlacedLine& a, const PlacedLine& b) { return weight(a) > weight(b); });
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
        if (found.box.height < 6) continue;
        ReadLine line = recogniser.read_well(found.ink, languages);
        if (line.confidence < 0.3 || !looks_like_writing(line.text)) continue;
        lines.push_back({std::move(line), found.box + place.tl(), {}, found.ink});
    }
    return lines;
}

std::vector<PlacedLine> read_anywhere(const cv::Mat& picture, const cv::Rect& place, const std::string& languages,
                                      Recogniser& recogniser) {
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
            if (!is_text(read[i], now[i])) continue;
            lines.push_back({read[i], now[i].part.box + place.tl(), {}, now[i].part.ink});
        }
        // A candidate that says no more than a line that was surely read is done with; a longer one is not: the line
        // may be a fragment of it.
        std::erase_if(later, [&](const Candidate& candidate) {
            const cv::Rect box = candidate.part.box + place.tl();
            return std::any_of(lines.begin(), lines.end(), [&](const PlacedLine& line) {
                return line.line.confidence >= sure && (box & line.box).area() * 4 > box.area() * 3;
            });
        });
        candidates = std::move(later);
    }
    return without_doubles(std::move(lines));
}

}  // namespace tk::ocr
