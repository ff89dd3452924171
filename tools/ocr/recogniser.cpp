#include "ocr/recogniser.hpp"

#include <functional>
#include <string_view>

#include "ocr/accents.hpp"
#include "ocr/tidy.hpp"

namespace tk::ocr {

ReadLine Recogniser::read(const cv::Mat& ink, const Manner& manner) {
    return read_all({{ink, manner}}).front();
}

std::vector<ReadLine> Recogniser::read_all(const std::vector<Job>& jobs) {
    std::vector<ReadLine> lines(jobs.size());
    std::vector<std::size_t> unread;
    std::vector<std::uint64_t> keys(jobs.size());
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        const Manner& manner = jobs[i].manner;
        const std::uint64_t salt = std::hash<std::string>{}(manner.languages + '\n' + manner.alphabet) +
                                   static_cast<std::uint64_t>(manner.height);
        keys[i] = hash_pixels(jobs[i].ink, salt);
        if (const Reading* known = cache_.find(keys[i])) {
            lines[i] = {known->text, known->confidence, true};
            ++hits_;
        } else {
            unread.push_back(i);
        }
    }
    engines_.each(unread.size(), [&](Engines& engines, std::size_t n) {
        const Job& job = jobs[unread[n]];
        const Manner& manner = job.manner;
        Reading reading = engines.of(manner.languages).read(job.ink, manner.height, manner.alphabet);
        lines[unread[n]] = {settle_accents(tidy(reading.text, manner.languages), job.ink), reading.confidence, false};
    });
    for (const std::size_t i : unread) cache_.store(keys[i], {lines[i].text, lines[i].confidence});
    reads_ += static_cast<std::int64_t>(unread.size());
    return lines;
}

ReadLine Recogniser::read_well(const cv::Mat& ink, const std::string& languages) {
    constexpr double confident = 0.75;
    ReadLine best;
    bool cached = true;
    for (const int height : {usual_height, smaller_height, larger_height}) {
        ReadLine line = read(ink, {languages, "", height});
        cached = cached && line.cached;
        if (line.confidence > best.confidence && !line.text.empty()) best = std::move(line);
        // Where nothing at all is found there is nothing, at any height.
        if (best.confidence >= confident || best.text.empty()) break;
    }
    best.cached = cached;
    return best;
}

}  // namespace tk::ocr
