#include "ocr/tesseract.hpp"

#include <fmt/format.h>
#include <omp.h>
#include <tesseract/baseapi.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

#include "core/error.hpp"

namespace tk::ocr {

namespace {

/// Tesseract asks for four threads for each of its small loops, which makes them 8 to 60 times slower when the cores
/// are busy. Its requests are explicit, so only a limit on nesting, which each thread has for itself, keeps them to
/// this thread; the variable OMP_THREAD_LIMIT would do too, but is read before main() begins.
void keep_to_this_thread() {
    if (omp_get_max_active_levels() != 0) omp_set_max_active_levels(0);
}

}  // namespace

struct Tesseract::State {
    tesseract::TessBaseAPI api;
    std::string alphabet;
};

Tesseract::Tesseract(const std::string& folder, const std::string& languages) : state_(std::make_unique<State>()) {
    // Starting fills tables that all engines share.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    keep_to_this_thread();
    const std::vector<std::string> names = {"debug_file"};
    const std::vector<std::string> values = {"/dev/null"};
    if (state_->api.Init(folder.c_str(), languages.c_str(), tesseract::OEM_LSTM_ONLY, nullptr, 0, &names, &values,
                         false) != 0) {
        throw Error(fmt::format("Tesseract cannot be started with the languages `{}`", languages),
                    "the files in its tessdata folder may be broken");
    }
    state_->api.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
}

Tesseract::~Tesseract() = default;

Reading Tesseract::read(const cv::Mat& line, const std::string& alphabet) {
    keep_to_this_thread();
    if (alphabet != state_->alphabet) {
        state_->api.SetVariable("tessedit_char_whitelist", alphabet.c_str());
        state_->alphabet = alphabet;
    }
    state_->api.SetImage(line.data, line.cols, line.rows, 1, static_cast<int>(line.step));
    state_->api.SetSourceResolution(300);
    Reading reading;
    if (state_->api.Recognize(nullptr) != 0) return reading;
    const std::unique_ptr<char[]> text(state_->api.GetUTF8Text());
    reading.text = text ? text.get() : "";
    reading.confidence = std::clamp(state_->api.MeanTextConf() / 100.0, 0.0, 1.0);
    return reading;
}

}  // namespace tk::ocr
