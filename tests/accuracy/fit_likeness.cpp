// Fits the weights of tools/ocr/likeness.cpp to rows of marks in rendered pictures:
//
//     render texts --count 40 --level LEVEL --seed 31 --out texts-LEVEL          for easy, real and hard
//     render texts --bare --count 60 --level LEVEL --seed 32 --out bare-LEVEL
//     fit_likeness texts-* bare-*
//
// prints the constant and the weights as they stand in likeness.cpp, and how well they tell text from texture in rows
// that were not used for the fit. A logistic model is fitted by Newton's method (iteratively reweighted least squares).

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <vector>

#include "image/picture.hpp"
#include "ocr/anywhere.hpp"
#include "ocr/ink.hpp"
#include "ocr/likeness.hpp"

namespace {

using namespace tk::ocr;
using nlohmann::json;

constexpr int widest_stroke = 17;

struct Sample {
    LineTraits traits;
    bool is_text = false;
};

struct Truth {
    cv::Rect box;
    Polarity polarity;
};

std::vector<Truth> truth_of(const json& picture) {
    std::vector<Truth> lines;
    if (!picture.contains("lines")) return lines;
    for (const json& line : picture["lines"]) {
        const auto side = [&](std::size_t i) { return cvRound(line["box"][i].get<double>()); };
        const bool dark = line["style"] == "light-panel";
        lines.push_back(
            {{side(0), side(1), side(2), side(3)}, dark ? Polarity::dark_on_light : Polarity::light_on_dark});
    }
    return lines;
}

/// The rows of one picture. What is part of a text but not all of it is neither an example of text nor of texture.
void add_samples(std::vector<Sample>& samples, const cv::Mat& picture, const std::vector<Truth>& truth) {
    for (const Polarity polarity : {Polarity::light_on_dark, Polarity::dark_on_light}) {
        for (const Channels channels : {Channels::strongest, Channels::weakest}) {
            const cv::Mat ink = ink_by_contrast(picture, polarity, widest_stroke, channels);
            for (const int level : contrast_levels) {
                for (const Candidate& candidate : candidates_at(picture, ink, level)) {
                    if (candidate.is_lone) continue;
                    double alike = 0;
                    double inside = 0;
                    for (const Truth& line : truth) {
                        if (line.polarity != polarity) continue;
                        const double common = (line.box & candidate.part.box).area();
                        const double all = line.box.area() + candidate.part.box.area() - common;
                        alike = std::max(alike, common / all);
                        inside = std::max(inside, common / candidate.part.box.area());
                    }
                    if (alike > 0.6 || inside < 0.1) samples.push_back({candidate.traits, alike > 0.6});
                }
            }
        }
    }
}

/// 1, the traits, their squares.
cv::Mat_<double> terms_of(const LineTraits& traits) {
    const int count = static_cast<int>(LineTraits::count);
    cv::Mat_<double> terms(1 + 2 * count, 1);
    terms(0) = 1;
    for (int i = 0; i < count; ++i) {
        const double value = traits.values[static_cast<std::size_t>(i)];
        terms(1 + i) = value;
        terms(1 + count + i) = value * value;
    }
    return terms;
}

cv::Mat_<double> fit(const std::vector<Sample>& samples) {
    const int size = 1 + 2 * static_cast<int>(LineTraits::count);
    constexpr double ridge = 0.05;
    cv::Mat_<double> weights(size, 1, 0.0);
    for (int round = 0; round < 40; ++round) {
        cv::Mat_<double> slope(size, 1);
        cv::Mat_<double> curvature(size, size, 0.0);
        for (int i = 0; i < size; ++i) {
            slope(i) = weights(i) * ridge;
            curvature(i, i) = ridge;
        }
        for (const Sample& sample : samples) {
            const cv::Mat_<double> terms = terms_of(sample.traits);
            const double likely = 1 / (1 + std::exp(-std::clamp(terms.dot(weights), -30.0, 30.0)));
            slope += terms * (likely - (sample.is_text ? 1 : 0));
            curvature += terms * terms.t() * (likely * (1 - likely) + 1e-6);
        }
        cv::Mat_<double> step;
        cv::solve(curvature, slope, step, cv::DECOMP_CHOLESKY);
        weights -= step;
        if (cv::norm(step) < 1e-6) break;
    }
    return weights;
}

void print(const cv::Mat_<double>& weights) {
    const int count = static_cast<int>(LineTraits::count);
    fmt::print("constant {:.1f}\nweights {{{{", weights(0));
    for (int i = 0; i < count; ++i) {
        fmt::print("{}{{{:.1f}, {:.1f}}}", i > 0 ? ", " : "", weights(1 + i), weights(1 + count + i));
    }
    fmt::print("}}}}\n");
}

/// `score` at the least value that keeps all but `lost` of the texts, and the share of the texture it keeps.
template <typename Score>
void judge(const char* what, const std::vector<Sample>& samples, const Score& score) {
    std::vector<double> texts;
    std::vector<double> texture;
    for (const Sample& sample : samples) (sample.is_text ? texts : texture).push_back(score(sample.traits));
    if (texts.empty() || texture.empty()) return;
    std::sort(texts.begin(), texts.end());
    for (const double lost : {0.01, 0.05}) {
        const double least = texts[static_cast<std::size_t>(lost * static_cast<double>(texts.size()))];
        const auto kept = std::count_if(texture.begin(), texture.end(), [&](double x) { return x > least; });
        fmt::print("{}: keeping {:.0f} % of {} texts keeps {:.2f} % of {} rows of texture\n", what, 100 * (1 - lost),
                   texts.size(), 100.0 * static_cast<double>(kept) / static_cast<double>(texture.size()),
                   texture.size());
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<Sample> used;
    std::vector<Sample> kept_back;
    int pictures = 0;
    for (int i = 1; i < argc; ++i) {
        std::ifstream file(std::string(argv[i]) + "/truth.jsonl");
        for (std::string line; std::getline(file, line);) {
            const json truth = json::parse(line);
            const cv::Mat picture =
                tk::image::read_picture(std::string(argv[i]) + "/" + truth["file"].get<std::string>());
            // Whole pictures are kept back: rows of one picture are alike.
            add_samples(++pictures % 4 == 0 ? kept_back : used, picture, truth_of(truth));
        }
    }
    if (used.empty()) {
        fmt::print(stderr, "fit_likeness: no rows: name folders that `render texts` wrote\n");
        return 2;
    }
    const cv::Mat_<double> weights = fit(used);
    print(weights);
    judge("as fitted now", kept_back, [&](const LineTraits& traits) { return terms_of(traits).dot(weights); });
    judge("as it stands", kept_back, [](const LineTraits& traits) { return likeness(traits); });
}
