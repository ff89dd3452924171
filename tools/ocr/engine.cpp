#include "ocr/engine.hpp"

#include <fmt/format.h>
#include <omp.h>
#include <tesseract/baseapi.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::ocr {

namespace {

namespace fs = std::filesystem;

/// Where the models lie: TESSDATA_PREFIX, else the first of the folders that distributions use.
fs::path model_folder() {
    if (const char* folder = std::getenv("TESSDATA_PREFIX"); folder != nullptr && *folder != '\0') return folder;
    for (const char* folder : {"/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
                               "/usr/share/tessdata", "/usr/local/share/tessdata"}) {
        std::error_code error;
        if (fs::is_directory(folder, error)) return folder;
    }
    return {};
}

/// The Debian package that holds a language ("chi_sim" is in tesseract-ocr-chi-sim).
std::string package_of(std::string language) {
    std::replace(language.begin(), language.end(), '_', '-');
    return "tesseract-ocr-" + language;
}

/// Tesseract asks for four threads for each of its small loops, which makes them 8 to 60 times slower when the cores
/// are busy. Its requests are explicit, so only a limit on nesting, which each thread has for itself, keeps them to
/// this thread; the variable OMP_THREAD_LIMIT would do too, but is read before main() begins.
void keep_to_this_thread() {
    if (omp_get_max_active_levels() != 0) omp_set_max_active_levels(0);
}

}  // namespace

void check_languages(const std::string& languages) {
    const fs::path folder = model_folder();
    for (const std::string& language : split(languages, '+')) {
        std::error_code error;
        if (language.empty() || !fs::is_regular_file(folder / (language + ".traineddata"), error)) {
            throw Error(fmt::format("the Tesseract language `{}` is not installed", language),
                        fmt::format("install the Debian package {} (looked in {})", package_of(language),
                                    folder.empty() ? "the usual folders" : folder.string()));
        }
    }
}

struct Engine::State {
    tesseract::TessBaseAPI api;
    std::string alphabet;
};

Engine::Engine(const std::string& languages) : state_(std::make_unique<State>()) {
    check_languages(languages);
    // Starting fills tables that all engines share.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    keep_to_this_thread();
    const std::vector<std::string> names = {"debug_file"};
    const std::vector<std::string> values = {"/dev/null"};
    if (state_->api.Init(model_folder().c_str(), languages.c_str(), tesseract::OEM_LSTM_ONLY, nullptr, 0, &names,
                         &values, false) != 0) {
        throw Error(fmt::format("Tesseract cannot be started with the languages `{}`", languages),
                    "the files in its tessdata folder may be broken");
    }
    state_->api.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
}

Engine::~Engine() = default;

Reading Engine::read(const cv::Mat& line, const std::string& alphabet) {
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

Engine& Engines::of(const std::string& languages) {
    return engines_.try_emplace(languages, languages).first->second;
}

EnginePool::EnginePool(unsigned most) : most_(most != 0 ? most : std::max(1U, std::thread::hardware_concurrency())) {}

void EnginePool::each(std::size_t count, const Work& work) {
    if (count == 0) return;
    constexpr std::size_t worth = 12;  // lines for which another engine is started
    std::size_t threads = std::max<std::size_t>(engines_.size(), 1);
    threads = std::min({count, most_, std::max(threads, count / worth)});
    while (engines_.size() < threads) engines_.push_back(std::make_unique<Engines>());
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failing;
    const auto run = [&](std::size_t thread) {
        try {
            for (std::size_t i = next++; i < count; i = next++) work(*engines_[thread], i);
        } catch (...) {
            const std::lock_guard lock(failing);
            if (!failure) failure = std::current_exception();
            next = count;
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t thread = 1; thread < threads; ++thread) helpers.emplace_back(run, thread);
        run(0);
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace tk::ocr
