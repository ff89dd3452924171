#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <random>

#include "catch.hpp"
#include "ocr/decode.hpp"
#include "ocr/engine.hpp"
#include "ocr/ink.hpp"
#include "ocr/tesseract.hpp"

namespace {

const std::string folder = "/usr/share/tesseract-ocr/5/tessdata";

std::string model_bytes(const std::string& language) {
    std::ifstream file(folder + "/" + language + ".traineddata", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

cv::Mat written(const std::string& text) {
    cv::Mat ink = cv::Mat::zeros(60, 20 * static_cast<int>(text.size()) + 40, CV_8UC1);
    cv::putText(ink, text, {10, 40}, cv::FONT_HERSHEY_DUPLEX, 0.9, {255}, 2, cv::LINE_AA);
    return tk::ocr::tightened(ink).ink;
}

}  // namespace

TEST_CASE("a product of rows and weights is the sum of products, for any number of rows") {
    std::mt19937 random(1);
    std::uniform_int_distribution<int> small(-9, 9);
    for (const std::size_t outputs : {1U, 16U, 17U, 80U}) {
        constexpr std::size_t inputs = 11;
        std::vector<float> weights(outputs * inputs);
        for (float& weight : weights) weight = static_cast<float>(small(random));
        const tk::ocr::Matrix matrix(inputs, outputs, weights);
        for (const std::size_t rows : {1U, 3U, 4U, 9U}) {
            std::vector<float> in(rows * inputs);
            for (float& value : in) value = static_cast<float>(small(random));
            std::vector<float> out(rows * matrix.width(), 2);
            matrix.add_product(in.data(), inputs, rows, out.data());
            for (std::size_t row = 0; row < rows; ++row) {
                for (std::size_t i = 0; i < outputs; ++i) {
                    float sum = 2;
                    for (std::size_t k = 0; k < inputs; ++k) sum += weights[i * inputs + k] * in[row * inputs + k];
                    CHECK(out[row * matrix.width() + i] == sum);
                }
            }
        }
    }
}

TEST_CASE("a cell follows the formula of its gates") {
    const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
    for (const float x : {-40.F, -3.F, -0.2F, 0.F, 0.7F, 5.F, 40.F}) {
        constexpr std::size_t cells = 8;
        const std::vector<float> gates(4 * cells, x);
        std::vector<float> state(cells, 0.5F);
        std::vector<float> output(cells, 0);
        tk::ocr::step_cells(gates.data(), cells, state.data(), output.data());
        const double expected = 0.5 * sigmoid(x) + std::tanh(x) * sigmoid(x);
        CHECK(state[7] == Approx(expected).margin(2e-6));
        CHECK(output[7] == Approx(std::tanh(expected) * sigmoid(x)).margin(2e-6));
    }
}

TEST_CASE("lines are read as Tesseract reads them with the same model") {
    tk::ocr::Engine engine("eng");
    tk::ocr::Tesseract tesseract(folder, "eng");
    for (const std::string text : {"The quick brown fox", "Hidden bridge", "Wizard 175", "12,450 gold", "Level 38"}) {
        const cv::Mat ink = written(text);
        const tk::ocr::Reading ours = engine.read(ink, tk::ocr::usual_height, "");
        std::string theirs = tesseract.read(tk::ocr::prepare_line(ink, 34, 10, 10), "").text;
        theirs.erase(theirs.find_last_not_of('\n') + 1);
        CHECK(ours.text == text);
        CHECK(theirs == text);
        CHECK(ours.confidence > 0.8);
    }
}

TEST_CASE("only allowed characters are read") {
    tk::ocr::Engine engine("eng");
    const std::string text = engine.read(written("Wizard 175"), tk::ocr::usual_height, "0123456789 ").text;
    CHECK(text.find_first_not_of("0123456789 ") == std::string::npos);
    CHECK(text.find("175") != std::string::npos);
}

TEST_CASE("a picture narrower than a step, and one without ink, say nothing") {
    tk::ocr::Engine engine("eng");
    CHECK(engine.read(cv::Mat::zeros(20, 1, CV_8UC1), tk::ocr::usual_height, "").text.size() <= 1);
    CHECK(engine.read(cv::Mat::zeros(20, 200, CV_8UC1), tk::ocr::usual_height, "").confidence < 0.9);
}

TEST_CASE("the dictionary of a model knows words with accents and capitals") {
    const auto model = tk::ocr::read_model(model_bytes("fra"));
    REQUIRE(model);
    const auto knows = [&](const std::vector<std::string>& letters) {
        std::vector<std::uint32_t> numbers;
        for (const std::string& letter : letters) {
            const auto at = std::find(model->characters.begin(), model->characters.end(), letter);
            numbers.push_back(model->numbers[static_cast<std::size_t>(at - model->characters.begin())]);
        }
        return model->dictionary.knows(numbers);
    };
    CHECK(knows({"c", "œ", "u", "r"}));
    CHECK(knows({"b", "r", "û", "l", "é"}));
    CHECK_FALSE(knows({"b", "r", "ü", "l", "é"}));
    CHECK_FALSE(knows({}));
    CHECK_FALSE(tk::ocr::Dictionary("no graph").knows({1, 2}));
}

TEST_CASE("a model that is cut off or damaged is none, or one with the same number of codes") {
    const std::string whole = model_bytes("fra");
    REQUIRE(tk::ocr::read_model(whole));
    for (std::size_t size = 0; size < whole.size(); size = size * 5 / 4 + 37) {
        CHECK_FALSE(tk::ocr::read_model(std::string_view(whole).substr(0, size)));
    }
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        std::string damaged = whole;
        // The heads of the file and of the network: sizes and names.
        for (int i = 0; i < 3; ++i) damaged[random() % 1400] = static_cast<char>(random());
        if (const auto model = tk::ocr::read_model(damaged))
            CHECK(model->characters.size() == model->network.code_count);
    }
}
