#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "board_picture.hpp"
#include "catch.hpp"
#include "core/text.hpp"
#include "grid-analyze/find/finder.hpp"
#include "grid-analyze/scene/learn.hpp"
#include "grid-analyze/scene/pieces.hpp"
#include "grid-analyze/scene/rings.hpp"
#include "grid-analyze/scene/scene.hpp"
#include "image/picture.hpp"
#include "test_data.hpp"

/// Real pictures, used in place from $TURNKIT_TEST_DATA.
namespace {

using namespace tk::grid;

std::vector<std::vector<std::string>> rows_of(const std::string& path) {
    std::vector<std::vector<std::string>> rows;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line[0] != '#') rows.push_back(tk::split(line, '\t'));
    }
    return rows;
}

tk::profile::BoardProfile board_of(const std::string& path) {
    tk::profile::BoardProfile profile;
    if (path.find("dofus-fight") == std::string::npos) return profile;
    profile.kind = "iso";
    profile.columns = 14;
    profile.rows = 40;
    return profile;
}

TEST_CASE("isometric boards of real games are found with their period and place") {
    const std::string folder = test_data("");
    if (folder.empty()) return;
    int boards = 0;
    double worst_size = 0, worst_place = 0;
    for (const auto& row : rows_of(folder + "images/TRUTH_GRID.tsv")) {
        if (row[1] != "iso") continue;
        CAPTURE(row[0]);
        const cv::Mat gray = tk::image::read_picture(folder + row[0], tk::image::Channels::gray);
        const Search search = find_board(gray, board_of(row[0]));
        const auto* found = std::get_if<FoundBoard>(&search);
        REQUIRE(found != nullptr);
        ++boards;
        const auto& placement = found->placement;
        const double width = std::stod(row[2]), height = std::stod(row[3]);
        CHECK(placement.width == Approx(width).margin(0.5));
        CHECK(placement.height == Approx(height).margin(0.5));
        worst_size = std::max({worst_size, std::abs(placement.width - width), std::abs(placement.height - height)});
        const tk::board::Point centre{std::stod(row[4]), std::stod(row[5])};
        const auto nearest =
            tk::board::centre(found->geometry, placement, tk::board::coord_at(found->geometry, placement, centre));
        CHECK(std::hypot(nearest.x - centre.x, nearest.y - centre.y) < 2);
        worst_place = std::max(worst_place, std::hypot(nearest.x - centre.x, nearest.y - centre.y));
        if (!row[6].empty()) {
            CHECK(found->geometry.cols() == std::stoi(row[6]));
            CHECK(found->geometry.rows() == std::stoi(row[7]));
        }
    }
    CHECK(boards == 7);
    WARN("real isometric boards found: " << boards << ", size wrong by at most " << worst_size
                                         << " px, a centre by at most " << worst_place << " px");
}

TEST_CASE("units of a real game stand on the cells of their rings") {
    const std::string folder = test_data("");
    if (folder.empty()) return;
    const std::vector<tk::profile::NamedHue> teams{{"unit_red_ring", {350, 10, 0.6}},
                                                   {"unit_blue_ring", {230, 250, 0.6}}};
    std::map<std::string, std::vector<std::vector<std::string>>> units;
    for (const auto& row : rows_of(folder + "images/TRUTH_UNITS.tsv")) {
        if (row[1].starts_with("unit_") && row[1].ends_with("_ring")) units[row[0]].push_back(row);
    }
    int right = 0, listed = 0, extra = 0;
    for (const auto& [path, rows] : units) {
        CAPTURE(path);
        const cv::Mat picture = tk::image::read_picture(folder + path);
        const Search search = find_board(gray_of(picture), board_of(path));
        const auto* found = std::get_if<FoundBoard>(&search);
        REQUIRE(found != nullptr);
        auto rings = find_rings(picture, found->geometry, found->placement, teams);
        for (const auto& row : rows) {
            ++listed;
            const auto match = std::find_if(rings.begin(), rings.end(), [&](const Ring& ring) {
                const auto centre = tk::board::centre(found->geometry, found->placement, ring.cell);
                return ring.team == row[1] &&
                       std::hypot(centre.x - std::stod(row[2]), centre.y - std::stod(row[3])) < 6;
            });
            CHECK(match != rings.end());
            if (match == rings.end()) continue;
            ++right;
            rings.erase(match);
        }
        extra += static_cast<int>(rings.size());
    }
    CHECK(extra <= 1);
    WARN("units on real pictures: " << right << " of " << listed << " on their cell, " << extra << " rings of nobody");
}

TEST_CASE("a profile learned from a picture of a real fight finds the units of both teams") {
    const std::string folder = test_data("");
    if (folder.empty()) return;
    std::map<std::string, std::vector<tk::board::Point>> units;
    for (const auto& row : rows_of(folder + "images/TRUTH_UNITS.tsv")) {
        if (row[1].starts_with("unit_") && row[1].ends_with("_ring"))
            units[row[0]].push_back({std::stod(row[2]), std::stod(row[3])});
    }
    if (units.empty()) return;
    int learned = 0;
    for (const auto& [path, points] : units) {
        CAPTURE(path);
        const cv::Mat picture = tk::image::read_picture(folder + path);
        const Search search = find_board(gray_of(picture), {});
        const auto& found = std::get<FoundBoard>(search);
        const auto json = learned_profile(picture, found, "mine").dump();
        const auto profile = tk::profile::parse_profile(json, "learned");
        const auto rings = find_rings(picture, found.geometry, found.placement, profile.teams);
        std::vector<tk::board::Cell> cells, listed;
        for (const Ring& ring : rings) cells.push_back(ring.cell);
        for (const auto& point : points) listed.push_back(*tk::board::cell_at(found.geometry, found.placement, point));
        std::sort(listed.begin(), listed.end());
        const bool is_right = cells == listed && profile.teams.size() == points.size();
        learned += is_right ? 1 : 0;
        if (!is_right) WARN(path << ": teams learned: " << json.substr(json.find("\"teams\"")));
    }
    WARN("real fights whose teams are learned from one picture: " << learned << " of " << units.size());
    CHECK(learned >= 3);
}

TEST_CASE("painted cells of a real fight have the names of what they mean, the target under somebody too") {
    const std::string folder = test_data("");
    if (folder.empty()) return;
    const auto profile = tk::profile::load_profile(TURNKIT_SOURCE_DIR "/examples/profiles/dofus.json");
    const std::map<std::string, std::string> names{
        {"cell_range_los", "in_sight"}, {"cell_range_no_los", "range"}, {"cell_target", "target"}};
    std::string path;
    std::map<std::string, std::vector<tk::board::Point>> listed;
    for (const auto& row : rows_of(folder + "images/TRUTH_UNITS.tsv")) {
        const auto name = names.find(row[1]);
        if (name == names.end()) continue;
        path = row[0];
        listed[name->second].push_back({std::stod(row[2]), std::stod(row[3])});
    }
    REQUIRE(listed.size() == 3);
    const cv::Mat picture = tk::image::read_picture(folder + path);
    const Search search = find_board(gray_of(picture), profile.board);
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    const Scene scene = read_scene(picture, *found, profile, {});
    for (const auto& [name, points] : listed) {
        CAPTURE(name);
        std::vector<tk::board::Cell> cells;
        for (const auto& point : points) cells.push_back(*tk::board::cell_at(found->geometry, found->placement, point));
        std::sort(cells.begin(), cells.end());
        const auto& seen = scene.surface.highlights;
        const auto same = std::find_if(seen.begin(), seen.end(), [&](const auto& one) { return one.first == name; });
        REQUIRE(same != seen.end());
        CHECK(same->second == cells);
    }
}

TEST_CASE("units drawn as letters on a board of a game that nothing is known of stand on their cells") {
    const std::string folder = test_data("");
    if (folder.empty()) return;
    std::vector<std::vector<std::string>> units;
    std::string path;
    for (const auto& row : rows_of(folder + "images/TRUTH_UNITS.tsv")) {
        if (!row[1].starts_with("unit_") || row[1].ends_with("_ring")) continue;
        units.push_back(row);
        path = row[0];
    }
    REQUIRE(units.size() == 2);
    const cv::Mat picture = tk::image::read_picture(folder + path);
    const Search search = find_board(gray_of(picture), {});
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    const Scene scene = read_scene(picture, *found, {}, {});
    CHECK(scene.sightings.size() == units.size());
    for (const auto& row : units) {
        CAPTURE(row[1]);
        CHECK(std::any_of(scene.sightings.begin(), scene.sightings.end(), [&](const Sighting& sighting) {
            const auto centre = tk::board::centre(found->geometry, found->placement, sighting.cell);
            return std::hypot(centre.x - std::stod(row[2]), centre.y - std::stod(row[3])) < 4;
        }));
    }
}

TEST_CASE("no board is claimed on real pictures that have none, at other sizes either") {
    const double scale = GENERATE(0.75, 1.0, 1.3);
    const std::string folder = test_data("");
    if (folder.empty()) return;
    int refused = 0;
    for (const auto& row : rows_of(folder + "images/TRUTH_GRID.tsv")) {
        if (row[1] != "none") continue;
        CAPTURE(row[0], scale);
        cv::Mat gray = tk::image::read_picture(folder + row[0], tk::image::Channels::gray);
        if (scale != 1) cv::resize(gray, gray, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
        CHECK(std::holds_alternative<NoBoard>(find_board(gray, {})));
        ++refused;
    }
    CHECK(refused == 14);
    WARN("real pictures without a board, refused: " << refused);
}

TEST_CASE("chess boards on screens and scans are found as the eight by eight itself") {
    const std::string folder = test_data("");
    if (folder.empty()) return;
    int right = 0, listed = 0, eights = 0;
    for (const auto& row : rows_of(folder + "images/TRUTH_CHESS.tsv")) {
        CAPTURE(row[0]);
        const double share = std::stod(row[12]) / 100;  // "10 % of a cell"
        const double width = std::stod(row[10]), height = std::stod(row[11]);
        const cv::Mat gray = tk::image::read_picture(folder + row[0], tk::image::Channels::gray);
        const Search search = find_board(gray, {});
        const auto* found = std::get_if<FoundBoard>(&search);
        ++listed;
        CHECK(found != nullptr);
        if (found == nullptr) continue;
        const auto& [origin, w, h, pitch] = found->placement;
        const double left = origin.x - w / 2, top = origin.y - h / 2;
        const double off =
            std::max({std::abs(left - std::stod(row[6])) / width, std::abs(top - std::stod(row[7])) / height,
                      std::abs(left + 8 * w - std::stod(row[6]) - std::stod(row[8])) / width,
                      std::abs(top + 8 * h - std::stod(row[7]) - std::stod(row[9])) / height});
        const bool is_eight = found->geometry == tk::board::Geometry(tk::board::Kind::square, 8, 8);
        CHECK(is_eight);
        eights += is_eight ? 1 : 0;
        if (is_eight && off <= share)
            ++right;
        else
            WARN(row[0] << ": " << found->geometry.cols() << " x " << found->geometry.rows() << ", off by " << off
                        << " of a cell, cells of " << w << " x " << h << ", confidence " << found->confidence);
    }
    WARN("chess boards: " << eights << " of " << listed << " found as eight by eight, " << right
                          << " within their tolerance");
    // Of the other three the boxes listed lie beside the edges that the pictures show, by up to an eighth of a cell.
    CHECK(right >= 9);
}

TEST_CASE("what stands on real chess boards is told from empty cells") {
    const std::string folder = test_data("");
    if (folder.empty()) return;
    int right = 0, cells = 0;
    for (const auto& row : rows_of(folder + "images/TRUTH_CHESS.tsv")) {
        const cv::Mat picture = tk::image::read_picture(folder + row[0], tk::image::Channels::bgr);
        const Search search = find_board(gray_of(picture), {});
        const auto* found = std::get_if<FoundBoard>(&search);
        if (found == nullptr || found->geometry.size() != 64) continue;
        const auto pieces = find_pieces(picture, *found);
        std::string seen(64, '.');
        for (const FullCell& piece : pieces.value_or(std::vector<FullCell>{}))
            seen[static_cast<std::size_t>(piece.cell)] = '#';
        std::string rows = row[5];
        std::erase(rows, '/');
        int here = 0;
        for (std::size_t i = 0; i < 64; ++i) here += (rows[i] == '.') == (seen[i] == '.') ? 1 : 0;
        if (here < 64) WARN(row[0] << ": " << here << " of 64");
        right += here;
        cells += 64;
    }
    WARN("cells of chess boards told full or empty: " << right << " of " << cells);
    CHECK(cells >= 12 * 64);
    CHECK(right * 100 >= cells * 99);
}

}  // namespace
