#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "ocr/cache.hpp"
#include "ocr/engine.hpp"

namespace tk::ocr {

/// A line that was read.
struct ReadLine {
    std::string text;
    double confidence = 0;  ///< 0..1
    bool cached = false;    ///< these pixels had been read before
};

/// How a line is to be read.
struct Manner {
    std::string languages;
    std::string alphabet;       ///< the only characters that may be read; empty for all
    int height = usual_height;  ///< to which the ink is scaled
};

/// Reads lines of ink, the same pixels only once.
class Recogniser {
public:
    /// One reading of `ink`, which is cut to its box.
    ReadLine read(const cv::Mat& ink, const Manner& manner);

    /// A line that is to be read.
    struct Job {
        cv::Mat ink;
        Manner manner;
    };
    /// One reading of each, in the order of `jobs`; what is not remembered is read by several engines at once.
    std::vector<ReadLine> read_all(const std::vector<Job>& jobs);

    /// The most confident of up to three readings at different heights; one is enough where it is confident.
    ReadLine read_well(const cv::Mat& ink, const std::string& languages);

    std::int64_t cache_hits() const { return hits_; }
    std::int64_t lines_read() const { return reads_; }

private:
    /// Lines of a chat, names and values of a fight are far fewer; an entry takes about 150 bytes.
    static constexpr std::size_t remembered = 8192;

    EnginePool engines_;
    Cache<Reading> cache_{remembered};
    std::int64_t hits_ = 0;
    std::int64_t reads_ = 0;
};

}  // namespace tk::ocr
