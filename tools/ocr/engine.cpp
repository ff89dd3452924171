#include "ocr/engine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <thread>

#include "core/error.hpp"
#include "core/text.hpp"
#include "ocr/decode.hpp"
#include "ocr/ink.hpp"
#include "ocr/model.hpp"
#include "ocr/model_folder.hpp"
#include "ocr/tesseract.hpp"

namespace tk::ocr {

namespace {

namespace fs = std::filesystem;

/// Pixels of background before and behind a line.
constexpr int side_margin = 4;

/// The models of `languages`; none unless all are of the make that we run.
std::vector<Model> read_models(const std::string& languages) {
    const fs::path folder = model_folder(languages);
    std::vector<Model> models;
    for (const std::string& language : split(languages, '+')) {
        std::ifstream file(folder / (language + ".traineddata"), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        auto model = read_model(bytes);
        if (!model) return {};
        models.push_back(*std::move(model));
    }
    return models;
}

}  // namespace

void check_languages(const std::string& languages) {
    const fs::path folder = model_folder(languages);
    for (const std::string& language : split(languages, '+')) {
        std::error_code error;
        if (language.empty() || !fs::is_regular_file(folder / (language + ".traineddata"), error)) {
            throw Error(
                fmt::format("the Tesseract language `{}` is not installed", language),
                fmt::format("install the Debian package {} (looked in {})", package_of(language), folder.string()));
        }
    }
}

struct Engine::State {
    std::vector<Model> models;
    std::unique_ptr<Tesseract> tesseract;                         ///< where there are no models
    std::map<std::string, std::vector<std::vector<bool>>> codes;  ///< of each model, by alphabet

    const std::vector<std::vector<bool>>& codes_in(const std::string& alphabet) {
        auto [at, is_new] = codes.try_emplace(alphabet);
        if (is_new) {
            for (const Model& model : models) at->second.push_back(codes_of(alphabet, model));
        }
        return at->second;
    }
};

Engine::Engine(const std::string& languages) : state_(std::make_unique<State>()) {
    check_languages(languages);
    state_->models = read_models(languages);
    if (state_->models.empty()) {
        state_->tesseract = std::make_unique<Tesseract>(model_folder(languages).string(), languages);
    }
}

Engine::~Engine() = default;

Reading Engine::read(const cv::Mat& ink, int height, const std::string& alphabet) {
    if (state_->tesseract) {
        // Tesseract scales a line with its margin to the height of its network.
        constexpr int margin = 10;
        return state_->tesseract->read(prepare_line(ink, height * 34 / usual_height, margin, margin), alphabet);
    }
    // A reading with this confidence leaves nothing for another language to say.
    constexpr double sure = 0.95;
    const auto& codes = state_->codes_in(alphabet);
    Reading best;
    for (std::size_t i = 0; i < state_->models.size() && best.confidence < sure; ++i) {
        const Model& model = state_->models[i];
        const int margin = std::max(0, model.network.height - height) / 2;
        cv::Mat line = prepare_line(ink, height, margin, side_margin);
        if (line.rows != model.network.height) {
            const double scale = static_cast<double>(model.network.height) / line.rows;
            line = resized(line, {std::max(1, static_cast<int>(line.cols * scale)), model.network.height});
        }
        Reading reading = decode(run(model.network, line), model, shape_of(line, height), codes[i]);
        if (i == 0 || reading.confidence > best.confidence) best = std::move(reading);
    }
    return best;
}

Engine& Engines::of(const std::string& languages) {
    return engines_.try_emplace(languages, languages).first->second;
}

EnginePool::EnginePool(unsigned most) : most_(most != 0 ? most : std::max(1U, std::thread::hardware_concurrency())) {}

void EnginePool::each(std::size_t count, const Work& work) {
    if (count == 0) return;
    constexpr std::size_t worth = 8;  // lines for which another engine is started
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
