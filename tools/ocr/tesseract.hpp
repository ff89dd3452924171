#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <string>

#include "ocr/reading.hpp"

namespace tk::ocr {

/// The library Tesseract in single-line mode, for models that only it can run. To start it takes some 80 ms, a line
/// five times as long as our own run of a network.
class Tesseract {
public:
    /// `languages` as Tesseract spells them, "fra+eng"; their models are in `folder`. Throws Error.
    Tesseract(const std::string& folder, const std::string& languages);
    ~Tesseract();
    Tesseract(const Tesseract&) = delete;
    Tesseract& operator=(const Tesseract&) = delete;

    /// Reads dark text on light (CV_8UC1), about 34 pixels high with a margin. `alphabet`: the only characters that
    /// may be read; empty for all.
    Reading read(const cv::Mat& line, const std::string& alphabet);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tk::ocr
