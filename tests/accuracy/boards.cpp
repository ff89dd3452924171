#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>
#include <set>

#include "catch.hpp"
#include "grid-analyze/find/finder.hpp"
#include "grid-analyze/scene/scene.hpp"
#include "image/picture.hpp"
#include "render/boards.hpp"
#include "temp_folder.hpp"

/// Random isometric boards of the renderer, found without any hint.
namespace {

using Json = nlohmann::json;
using namespace tk::grid;
using tk::render::Level;

tk::profile::Profile hues() {
    tk::profile::Profile profile;
    profile.teams = {{"ally", {350, 10, 0.6}}, {"enemy", {230, 250, 0.6}}};
    profile.highlights = {{"reachable", {90, 150, 0.3}}, {"range", {218, 236, 0.3}}, {"target", {345, 10, 0.3}}};
    return profile;
}

struct Picture {
    cv::Mat pixels;
    Json truth;
};

std::vector<Picture> pictures_in(const std::filesystem::path& folder) {
    std::vector<Picture> pictures;
    std::ifstream in(folder / "truth.jsonl");
    for (std::string line; std::getline(in, line);) {
        Json truth = Json::parse(line);
        pictures.push_back({tk::image::read_picture((folder / truth["file"].get<std::string>()).string()), truth});
    }
    return pictures;
}

Search search(const cv::Mat& picture) {
    cv::Mat gray;
    cv::cvtColor(picture, gray, cv::COLOR_BGR2GRAY);
    return find_board(gray, {});
}

/// What came of one level, all together.
struct Tally {
    int boards = 0, found = 0, right = 0, extents = 0;
    std::vector<double> corners;  ///< greatest distance of a corner of the board, pixels
    int cells = 0, cells_wrong = 0, cells_hidden = 0;
    int fighters = 0, fighters_right = 0, phantoms = 0;
};

tk::board::Geometry geometry_of(const Json& grid) {
    return {tk::board::parse_kind(grid["kind"].get<std::string>()), grid["cols"].get<int>(), grid["rows"].get<int>()};
}

/// Distance between the corners of the true board and those of the lattice that was found, wherever its cell 0 is.
double corner_error(const tk::board::Geometry& geometry, const tk::board::Placement& truth, const FoundBoard& found) {
    const auto first = tk::board::coord_at(found.geometry, found.placement, truth.origin);
    const auto start = tk::board::centre(found.geometry, found.placement, first);
    const tk::board::Placement shifted{start, found.placement.width, found.placement.height};
    double worst = 0;
    for (const int cell : {0, geometry.cols() - 1, geometry.size() - geometry.cols(), geometry.size() - 1}) {
        const auto a = tk::board::centre(geometry, truth, cell), b = tk::board::centre(geometry, shifted, cell);
        worst = std::max(worst, std::hypot(a.x - b.x, a.y - b.y));
    }
    return worst;
}

void count(const Picture& picture, Tally& tally) {
    const Json& grid = picture.truth["grid"];
    const auto geometry = geometry_of(grid);
    const auto pixels = [&](const char* key, int axis) { return grid[key][axis].get<double>(); };
    const tk::board::Placement placement{
        {pixels("origin", 0), pixels("origin", 1)}, pixels("cell", 0), pixels("cell", 1)};
    ++tally.boards;
    const Search result = search(picture.pixels);
    const auto* found = std::get_if<FoundBoard>(&result);
    if (found == nullptr) return;
    ++tally.found;
    const double width = found->placement.width / placement.width, height = found->placement.height / placement.height;
    if (std::abs(width - 1) > 0.02 || std::abs(height - 1) > 0.02) return;
    ++tally.right;
    tally.corners.push_back(corner_error(geometry, placement, *found));
    const auto first = tk::board::coord_at(found->geometry, found->placement, placement.origin);
    if (!(found->geometry == geometry) || first != tk::board::Coord{0, 0}) return;
    ++tally.extents;

    const Scene scene = read_scene(picture.pixels, *found, hues(), {});
    const auto cells = grid["cells"].get<std::string>();
    const auto hidden_cells = grid.value("hidden", std::vector<int>{});
    const std::set<int> hidden(hidden_cells.begin(), hidden_cells.end());
    for (int cell = 0; cell < geometry.size(); ++cell) {
        const char read = scene.surface.cells[static_cast<std::size_t>(cell)];
        if (hidden.count(cell) != 0) continue;
        ++(read == '?' ? tally.cells_hidden : tally.cells);
        if (read != '?' && read != cells[static_cast<std::size_t>(cell)]) ++tally.cells_wrong;
    }
    std::set<std::pair<int, std::string>> seen, there;
    for (const Sighting& sighting : scene.sightings) seen.emplace(sighting.cell, sighting.team);
    for (const Json& entity : picture.truth["entities"]) {
        const std::pair<int, std::string> key{entity["cell"].get<int>(), entity["team"].get<std::string>()};
        there.insert(key);
        if (entity["hidden"].get<bool>()) continue;
        ++tally.fighters;
        tally.fighters_right += seen.count(key) != 0 ? 1 : 0;
    }
    for (const auto& key : seen) tally.phantoms += there.count(key) == 0 ? 1 : 0;
}

Tally tally_of(Level level, int boards) {
    const TempFolder folder;
    tk::render::draw_boards(tk::render::Kind::iso, boards, level, 11, {}, folder.path());
    Tally tally;
    for (const Picture& picture : pictures_in(folder.path())) count(picture, tally);
    std::sort(tally.corners.begin(), tally.corners.end());
    const auto corner = [&](double share) {
        if (tally.corners.empty()) return 0.0;
        return tally.corners[static_cast<std::size_t>(share * static_cast<double>(tally.corners.size() - 1))];
    };
    WARN(tk::render::level_names[static_cast<std::size_t>(level)]
         << ": " << tally.boards << " boards, " << tally.found << " found, " << tally.right
         << " with the right period, " << tally.extents << " numbered right; corners off by " << corner(0.5)
         << " px (median), " << corner(0.99) << " px (99 of 100); cells " << tally.cells << ", wrong "
         << tally.cells_wrong << ", not seen " << tally.cells_hidden << "; fighters " << tally.fighters << ", right "
         << tally.fighters_right << ", seen where nobody is " << tally.phantoms);
    return tally;
}

TEST_CASE("clean boards of any size are found, numbered and read") {
    const Tally tally = tally_of(Level::easy, 24);
    CHECK(tally.right == tally.boards);
    CHECK(tally.extents == tally.boards);
    CHECK(tally.corners.back() < 1);
    CHECK(tally.cells_wrong * 50 <= tally.cells);
    CHECK(tally.fighters_right * 100 >= 98 * tally.fighters);
    CHECK(tally.phantoms == 0);
}

TEST_CASE("boards as games show them are found nearly always") {
    const Tally tally = tally_of(Level::real, 24);
    CHECK(tally.right * 100 >= 95 * tally.boards);
    CHECK(tally.extents * 100 >= 85 * tally.boards);
    CHECK(tally.corners[tally.corners.size() / 2] < 1);
    CHECK(tally.fighters_right * 100 >= 95 * tally.fighters);
    CHECK(tally.phantoms <= 1);
}

TEST_CASE("boards under noise, art and windows are mostly found, and those that are claimed are right") {
    const Tally tally = tally_of(Level::hard, 24);
    CHECK(tally.right * 100 >= 75 * tally.boards);
    CHECK(tally.right * 100 >= 90 * tally.found);
}

/// Boards of a folder, those claimed, those of the right kind and period, and those with their extent, too; how far off
/// their pitch is at most.
struct Found {
    int boards = 0, claimed = 0, right = 0, whole = 0;
    double pitch_off = 0;
};

Found found_in(const TempFolder& folder, double pitch) {
    Found all;
    for (const Picture& picture : pictures_in(folder.path())) {
        ++all.boards;
        const Search result = search(picture.pixels);
        const auto* found = std::get_if<FoundBoard>(&result);
        if (found == nullptr) continue;
        ++all.claimed;
        const Json& grid = picture.truth["grid"];
        const double width = found->placement.width / grid["cell"][0].get<double>();
        const double height = found->placement.height / grid["cell"][1].get<double>();
        if (tk::board::kind_name(found->geometry.kind()) != grid["kind"].get<std::string>()) continue;
        if (std::abs(width - 1) >= 0.02 || std::abs(height - 1) >= 0.02) continue;
        ++all.right;
        all.whole += found->geometry == geometry_of(grid) ? 1 : 0;
        all.pitch_off = std::max(all.pitch_off, std::abs(found->placement.pitch - pitch));
    }
    return all;
}

TEST_CASE("square and hexagonal boards that are claimed are of the right kind and period, and most are found") {
    const auto kind = GENERATE(tk::render::Kind::square, tk::render::Kind::hex_pointy, tk::render::Kind::hex_flat);
    const TempFolder folder;
    tk::render::draw_boards(kind, 6, Level::easy, 11, {}, folder.path());
    const auto [boards, claimed, right, whole, pitch_off] = found_in(folder, tk::board::Placement::regular_pitch);
    WARN(tk::render::name_of(kind) << " at easy: " << boards << " boards, " << claimed << " found, " << right
                                   << " with the right period");
    CHECK(pitch_off == 0);
    CHECK(right * 10 >= 8 * boards);
    CHECK(right * 10 >= 9 * claimed);
}

TEST_CASE("isometric boards in the shape of a diamond are found as such, and nearly all with their extent") {
    const auto level = GENERATE(Level::easy, Level::real);
    const TempFolder folder;
    tk::render::draw_boards(tk::render::Kind::diamond, 16, level, 11, {}, folder.path());
    const auto [boards, claimed, right, whole, pitch_off] = found_in(folder, tk::board::Placement::regular_pitch);
    const bool is_easy = level == Level::easy;
    WARN("diamonds at " << (is_easy ? "easy: " : "real: ") << boards << " boards, " << claimed << " found, " << right
                        << " with kind and period, " << whole << " with their extent");
    CHECK(claimed >= (is_easy ? boards : boards - 2));
    CHECK(right >= (is_easy ? boards : boards - 3));
    CHECK(whole >= (is_easy ? boards - 1 : boards - 5));
}

TEST_CASE("hexagons whose rows lie at another share of their height than three quarters are found with it") {
    const auto kind = GENERATE(tk::render::Kind::hex_pointy, tk::render::Kind::hex_flat);
    const auto level = GENERATE(Level::easy, Level::real);
    const auto shape =
        GENERATE(values<tk::render::CellShape>({{0.64, {}}, {0.7, {}}, {0.79, {}}, {42.0 / 52, {}}, {0.86, {}}}));
    const TempFolder folder;
    tk::render::draw_boards(kind, 5, level, 12, {}, folder.path(), shape);
    const auto [boards, claimed, right, whole, worst] = found_in(folder, shape.pitch);
    const bool is_easy = level == Level::easy;
    WARN(tk::render::name_of(kind) << " of pitch " << shape.pitch << (is_easy ? " at easy: " : " at real: ") << boards
                                   << " boards, " << claimed << " found, " << right << " right, pitch off by at most "
                                   << worst);
    CHECK(right == claimed);
    CHECK(right >= (is_easy ? boards - 1 : 3));
    CHECK(worst < 0.012);
}

TEST_CASE("isometric boards of any ratio are not taken for stretched hexagons") {
    const auto ratio = GENERATE(1.72, 1.85, 2.18);
    const TempFolder folder;
    tk::render::draw_boards(tk::render::Kind::iso, 5, Level::real, 13, {}, folder.path(), {0.75, ratio});
    for (const Picture& picture : pictures_in(folder.path())) {
        const Search result = search(picture.pixels);
        const auto* found = std::get_if<FoundBoard>(&result);
        CAPTURE(ratio, picture.truth["file"]);
        CHECK((found == nullptr || !found->geometry.is_hex()));
    }
}

TEST_CASE("pictures without a board are refused at every level") {
    const auto level = GENERATE(Level::easy, Level::real, Level::hard);
    const TempFolder folder;
    tk::render::draw_negatives(12, level, 11, {}, folder.path());
    int refused = 0;
    for (const Picture& picture : pictures_in(folder.path())) {
        CAPTURE(picture.truth["file"], picture.truth["shows"]);
        const Search result = search(picture.pixels);
        CHECK(std::holds_alternative<NoBoard>(result));
        refused += std::holds_alternative<NoBoard>(result) ? 1 : 0;
    }
    WARN(tk::render::level_names[static_cast<std::size_t>(level)] << ": " << refused << " of 12 pictures refused");
}

}  // namespace
