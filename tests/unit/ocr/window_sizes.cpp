#include <fstream>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "image/picture.hpp"
#include "ocr/records.hpp"
#include "render/fight.hpp"
#include "temp_folder.hpp"

using nlohmann::json;

namespace {

const std::string source = TURNKIT_SOURCE_DIR;

using Sizes = std::vector<std::pair<int, int>>;

/// The sample's fields by their labels. The boxes are in heights of the label, so that nothing is said of the window.
constexpr const char* by_labels = R"({"name": "anchored", "language": "fra",
  "anchors": [{"name": "turn", "label": "Tour", "area": [0.5, 0, 0.5, 0.2]},
              {"name": "level", "label": "Niv", "area": [0.3, 0.75, 0.7, 0.25]},
              {"name": "hp", "label": "PV", "area": [0.4, 0.75, 0.6, 0.25]},
              {"name": "ap", "label": "PA", "area": [0.4, 0.75, 0.6, 0.25]},
              {"name": "mp", "label": "PM", "area": [0.4, 0.75, 0.6, 0.25]}],
  "fields": [{"name": "turn", "anchor": "turn", "box": [-0.4, -0.4, 5.5, 1.8], "type": "integer", "label": "Tour"},
             {"name": "level", "anchor": "level", "box": [-0.4, -0.4, 6, 1.8], "type": "integer", "label": "Niv."},
             {"name": "hp", "anchor": "hp", "box": [-0.5, -0.5, 15, 2], "type": "pair", "label": "PV"},
             {"name": "ap", "anchor": "ap", "box": [-0.5, -0.4, 6, 1.8], "type": "integer", "label": "PA"},
             {"name": "mp", "anchor": "mp", "box": [-0.5, -0.4, 6, 1.8], "type": "integer", "label": "PM"}]})";

/// The first pictures of the sample fight, drawn for a window of this size.
void draw(const TempFolder& folder, std::pair<int, int> size, tk::render::Level level, std::uint64_t seed) {
    json script = json::parse(content_of(source + "/tests/render/scripts/fight.json"));
    script["steps"].erase(script["steps"].begin() + 1, script["steps"].end());
    tk::render::FightOptions options;
    std::tie(options.width, options.height) = size;
    options.level = level;
    options.seed = seed;
    // Windows may hide fields; the art lies behind the board and only costs time.
    options.overrides = {{"hidden", 0}, {"art", 0}};
    tk::render::draw_fight(folder.file("script.json", script.dump()), options, folder.path() / "fight");
}

bool is_exact(const tk::ocr::ReadField& field, const json& truth) {
    if (field.value.most != (truth.contains("max") ? std::optional<double>(truth["max"]) : std::nullopt)) return false;
    if (truth["value"].is_string()) return field.value.text == truth["value"].get<std::string>();
    return field.value.number == truth["value"].get<double>();
}

struct Score {
    int fields = 0;
    int exact = 0;
    std::string wrong;  ///< one line each
};

Score read_windows(const Sizes& sizes, const tk::profile::Profile& profile, tk::render::Level level) {
    Score score;
    std::uint64_t seed = 0;
    for (const auto& size : sizes) {
        const TempFolder folder;
        draw(folder, size, level, ++seed);
        tk::ocr::Stage stage({});
        std::ifstream truths(folder / "fight/truth.jsonl");
        for (std::string line; std::getline(truths, line);) {
            const json truth = json::parse(line);
            const std::string file = truth["file"];
            const cv::Mat picture = tk::image::read_picture(folder / ("fight/" + file));
            REQUIRE(picture.size() == cv::Size(size.first, size.second));
            for (const auto& field : stage.read(picture, &profile).fields) {
                const json& expected = truth["ocr"]["fields"].at(field.name);
                ++score.fields;
                if (is_exact(field, expected)) {
                    ++score.exact;
                } else {
                    score.wrong += std::to_string(size.first) + "x" + std::to_string(size.second) + " " + file + " " +
                                   field.name + ": " + expected["text"].get<std::string>() + " read as `" + field.text +
                                   "` " + field.value.reason + "\n";
                }
            }
        }
    }
    return score;
}

}  // namespace

TEST_CASE("places relative to the window are read exactly in windows of seven sizes and four shapes") {
    const Sizes sizes{{1280, 720}, {1366, 768}, {1600, 900}, {1920, 1080}, {2560, 1440}, {1024, 768}, {1680, 1050}};
    const auto profile = tk::profile::load_profile(source + "/examples/profiles/dofus.json");
    const Score easy = read_windows(sizes, profile, tk::render::Level::easy);
    const Score real = read_windows(sizes, profile, tk::render::Level::real);
    INFO(easy.wrong << real.wrong);
    CHECK(easy.fields == 7 * 2 * 8);
    CHECK(real.fields == easy.fields);
    CHECK(easy.exact == easy.fields);
    // JPEG, noise and gamma may cost one value in a hundred.
    CHECK(real.exact * 100 >= real.fields * 99);
}

TEST_CASE("places relative to labels are read exactly in windows of five sizes and three shapes") {
    const Sizes sizes{{1280, 720}, {1366, 768}, {1600, 900}, {1024, 768}, {1680, 1050}};
    const auto profile = tk::profile::parse_profile(by_labels, "anchored.json");
    const Score easy = read_windows(sizes, profile, tk::render::Level::easy);
    const Score real = read_windows(sizes, profile, tk::render::Level::real);
    INFO(easy.wrong << real.wrong);
    CHECK(easy.fields == 5 * 2 * 5);
    CHECK(real.fields == easy.fields);
    CHECK(easy.exact == easy.fields);
    CHECK(real.exact == real.fields);
}
