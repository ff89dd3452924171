// Looks for boards in the pictures of folders that `render boards` or `render negatives` filled, and prints a line of
// JSON for each: what was found, how far off its corners are, and how long search and verification took against one
// cv::Canny pass (CPU milliseconds). tests/bench/bench_grid.py sums them up.
//
//   bench_grid FOLDER...
#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>

#include "board/placement.hpp"
#include "grid-analyze/find/finder.hpp"
#include "grid-analyze/find/side_profile.hpp"
#include "image/memory.hpp"
#include "image/picture.hpp"

namespace {

using Json = nlohmann::json;
using tk::board::Geometry;
using tk::board::Placement;
using tk::board::Point;

double milliseconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

template <class Work>
double cost_of(const Work& work) {
    const double start = milliseconds();
    work();
    return milliseconds() - start;
}

/// Centres of the four outermost cells.
std::vector<Point> corners_of(const Geometry& geometry, const Placement& placement) {
    const int last_row = geometry.size() - geometry.cols();
    std::vector<Point> corners;
    for (const int cell : {0, geometry.cols() - 1, last_row, geometry.size() - 1})
        corners.push_back(tk::board::centre(geometry, placement, cell));
    return corners;
}

/// Greatest distance of a corner of the true board from the nearest cell centre of the lattice that was found.
double lattice_error(const Geometry& geometry, const Placement& truth, const tk::grid::FoundBoard& found) {
    double worst = 0;
    for (const Point& corner : corners_of(geometry, truth)) {
        const Point nearest = tk::board::centre(found.geometry, found.placement,
                                                tk::board::coord_at(found.geometry, found.placement, corner));
        worst = std::max(worst, std::hypot(corner.x - nearest.x, corner.y - nearest.y));
    }
    return worst;
}

Json report(const cv::Mat& gray, const Json& truth) {
    Json line{{"file", truth["file"]}, {"picture", {gray.cols, gray.rows}}};
    // One pass before the search and one after: either alone may find memory that the other left warm.
    const auto canny = [&] {
        cv::Mat edges;
        cv::Canny(gray, edges, 50, 150);
    };
    const double before = cost_of(canny);
    tk::grid::Search search;
    line["search_ms"] = cost_of([&] { search = tk::grid::find_board(gray, {}); });
    line["canny_ms"] = (before + cost_of(canny)) / 2;
    const Json& grid = truth["grid"];
    line["has_board"] = !grid.is_null();
    const auto* found = std::get_if<tk::grid::FoundBoard>(&search);
    line["found"] = found != nullptr;
    if (found == nullptr) return line;
    line["kind"] = tk::board::kind_name(found->geometry.kind());
    line["size"] = {found->geometry.cols(), found->geometry.rows()};
    line["cell"] = {found->placement.width, found->placement.height};
    line["origin"] = {found->placement.origin.x, found->placement.origin.y};
    if (found->geometry.is_hex()) line["pitch"] = found->placement.pitch;
    line["confidence"] = found->confidence;
    const tk::grid::SideProfile sides(gray, *found);
    line["verify_ms"] = cost_of([&] { line["fits"] = sides.is_still_in(tk::grid::SideProfile(gray, *found)); });
    if (grid.is_null()) return line;
    const auto pair = [&](const char* key) { return Point{grid[key][0].get<double>(), grid[key][1].get<double>()}; };
    const Geometry geometry(tk::board::parse_kind(grid["kind"].get<std::string>()), grid["cols"].get<int>(),
                            grid["rows"].get<int>());
    const Point size = pair("cell");
    const double pitch = grid.value("pitch", Placement::regular_pitch);
    const Placement placement{pair("origin"), size.x, size.y, pitch};
    line["truth"] = {grid["kind"], grid["cols"], grid["rows"], size.x, size.y};
    const auto is_slanted = [](tk::board::Kind kind) {
        return kind == tk::board::Kind::iso || kind == tk::board::Kind::diamond;
    };
    const bool is_kind = found->geometry.kind() == geometry.kind() ||
                         (is_slanted(found->geometry.kind()) && is_slanted(geometry.kind()));
    line["period_right"] = is_kind && std::abs(found->placement.width / size.x - 1) < 0.02 &&
                           std::abs(found->placement.height / size.y - 1) < 0.02;
    if (!line["period_right"].get<bool>()) return line;
    line["corner_error"] = lattice_error(geometry, placement, *found);
    const auto ours = corners_of(found->geometry, found->placement), theirs = corners_of(geometry, placement);
    double apart = 0;
    for (std::size_t i = 0; i < 4; ++i)
        apart = std::max(apart, std::hypot(ours[i].x - theirs[i].x, ours[i].y - theirs[i].y));
    line["extent_right"] = found->geometry.kind() == geometry.kind() && apart < 0.3 * size.y;
    return line;
}

}  // namespace

int main(int argc, char** argv) {
    cv::setNumThreads(1);
    tk::image::keep_memory();
    for (int i = 1; i < argc; ++i) {
        const std::string folder = argv[i];
        std::ifstream in(folder + "/truth.jsonl");
        for (std::string text; std::getline(in, text);) {
            const Json truth = Json::parse(text);
            const cv::Mat gray =
                tk::image::read_picture(folder + "/" + truth["file"].get<std::string>(), tk::image::Channels::gray);
            std::cout << report(gray, truth).dump() << '\n' << std::flush;
        }
    }
}
