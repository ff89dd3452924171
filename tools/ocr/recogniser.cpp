#include "ocr/recogniser.hpp"

#include <functional>
#include <string_view>

#include "ocr/ink.hpp"
#include "ocr/tidy.hpp"

namespace tk::ocr {

ReadLine Recogniser::read(const cv::Mat& ink, const Manner& manner) {
    const std::uint64_t salt =
        std::hash<std::string>{}(manner.languages + '\n' + manner.alphabet) + static_cast<std::uint64_t>(manner.height);
    const std::uint64_t key = hash_pixels(ink, salt);
    if (const Reading* known = cache_.find(key)) {
        ++hits_;
        return {known->text, known->confidence, true};
    }
    ++reads_;
    Reading reading = engines_.of(manner.languages).read(prepare_line(ink, manner.height), manner.alphabet);
    reading.text = tidy(reading.text, manner.languages);
    cache_.store(key, reading);
    return {reading.text, reading.confidence, false};
}

ReadLine Recogniser::read_well(const cv::Mat& ink, const std::string& languages) {
    constexpr double confident = 0.75;
    ReadLine best;
    bool cached = true;
    for (const int height : {34, 27, 44}) {
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
