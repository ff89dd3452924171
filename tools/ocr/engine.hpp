#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "ocr/reading.hpp"

namespace tk::ocr {

/// The height of a line's ink, in the 36 rows that Tesseract's networks see, at which they read best.
inline constexpr int usual_height = 28;
/// Others, for another try.
inline constexpr int smaller_height = 24;
inline constexpr int larger_height = 31;

/// Reads lines with Tesseract's models of some languages. Models of the usual make are run by `Network`; of several
/// languages the second is asked only where the first is not sure, and the surer one counts. For any other make there
/// is Tesseract itself.
class Engine {
public:
    /// `languages` as Tesseract spells them, "fra+eng". Throws Error naming the Debian package of a missing one.
    explicit Engine(const std::string& languages);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Reads a line of ink (tightened), which is scaled to `height`. `alphabet`: the only characters that may be read;
    /// empty for all.
    Reading read(const cv::Mat& ink, int height, const std::string& alphabet);

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

/// Engines for as many threads as pay: one thread a line, and lines side by side. Starting an engine costs as much as
/// some lines, so a further one is started only for work that is worth it.
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
