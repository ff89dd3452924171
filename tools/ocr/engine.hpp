#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace tk::ocr {

/// What the recogniser makes of a picture of one line.
struct Reading {
    std::string text;
    double confidence = 0;  ///< 0..1
};

/// Tesseract with the models of some languages, in single-line mode. To start one takes tens of milliseconds.
class Engine {
public:
    /// `languages` as Tesseract spells them, "fra+eng". Throws Error naming the Debian package of a missing one.
    explicit Engine(const std::string& languages);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Reads dark text on light (CV_8UC1), about 25 pixels high with a margin. `alphabet`: the only characters that
    /// may be read; empty for all.
    Reading read(const cv::Mat& line, const std::string& alphabet);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The engines of one thread, each started when it is first asked for and then kept.
class Engines {
public:
    Engine& of(const std::string& languages);

private:
    std::map<std::string, Engine> engines_;
};

/// Engines for as many threads as pay: Tesseract is quickest with one thread a line, and lines side by side. Starting
/// an engine costs as much as some ten lines, so a further one is started only for work that is worth it.
class EnginePool {
public:
    /// `most`: threads at most; 0 for one a core.
    explicit EnginePool(unsigned most = 0);

    using Work = std::function<void(Engines&, std::size_t)>;
    /// Calls `work` for each index below `count`, on several threads. The first exception is thrown on.
    void each(std::size_t count, const Work& work);

private:
    std::size_t most_;
    std::vector<std::unique_ptr<Engines>> engines_;
};

/// Throws Error, as Engine does, when a language is not installed; starts nothing.
void check_languages(const std::string& languages);

}  // namespace tk::ocr
