#include "grid-analyze/scene/templates.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <opencv2/imgproc.hpp>

#include "core/error.hpp"
#include "image/picture.hpp"

namespace tk::grid {
namespace {

namespace fs = std::filesystem;

constexpr int working_height = 56;  // of the box: enough for a silhouette, and quick
constexpr std::array scales{1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.45};
constexpr double margin = 0.12;  // the box may be this much off, share of its height
constexpr double like_enough = 0.55;
constexpr double clearly = 0.06;  // ahead of any other kind

cv::Mat edges_of(const cv::Mat& gray) {
    cv::Mat x, y, strength;
    cv::Sobel(gray, x, CV_32F, 1, 0);
    cv::Sobel(gray, y, CV_32F, 0, 1);
    cv::magnitude(x, y, strength);
    return strength;
}

double best_match(const cv::Mat& shades, const cv::Mat& edges, const cv::Mat& wanted) {
    cv::Mat by_shade, by_edge;
    cv::matchTemplate(shades, wanted, by_shade, cv::TM_CCOEFF_NORMED);
    cv::matchTemplate(edges, edges_of(wanted), by_edge, cv::TM_CCOEFF_NORMED);
    const cv::Mat both = (by_shade + by_edge) / 2;
    double best = 0;
    cv::minMaxLoc(both, nullptr, &best);
    return std::isfinite(best) ? best : 0;
}

}  // namespace

std::vector<Template> read_templates(const std::string& folder) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string end = entry.path().extension().string();
        if (end == ".png" || end == ".jpg" || end == ".jpeg" || end == ".ppm" || end == ".pgm")
            paths.push_back(entry.path());
    }
    if (error) throw Error(folder + ": " + error.message());
    if (paths.empty())
        throw Error(folder + ": holds no pictures", "put one picture of each kind there, such as wolf.png");
    std::sort(paths.begin(), paths.end());
    std::vector<Template> templates;
    for (const fs::path& path : paths) {
        const std::string name = path.filename().string();
        Template one{name.substr(0, name.find('.')), image::read_picture(path.string(), image::Channels::gray)};
        if (one.gray.cols < 8 || one.gray.rows < 8)
            throw Error(path.string() + ": too small to be recognised", "8 pixels to each side are the least");
        templates.push_back(std::move(one));
    }
    return templates;
}

std::optional<Likeness> recognise(const cv::Mat& gray, const cv::Rect& box, const std::vector<Template>& templates) {
    if (box.height < 8 || box.width < 8) return std::nullopt;
    const int more = static_cast<int>(margin * box.height);
    const cv::Rect room =
        cv::Rect(box.x - more, box.y - more, box.width + 2 * more, box.height + 2 * more) & cv::Rect({}, gray.size());
    if (room.height < 8 || room.width < 8) return std::nullopt;
    const double shrink = static_cast<double>(working_height) / box.height;
    cv::Mat shades;
    cv::resize(gray(room), shades, {}, shrink, shrink, shrink < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    const cv::Mat edges = edges_of(shades);
    Likeness best, other;
    for (const Template& one : templates) {
        double match = 0;
        for (const double scale : scales) {
            const double size = scale * std::min(static_cast<double>(working_height) / one.gray.rows,
                                                 box.width * shrink / one.gray.cols);
            cv::Mat wanted;
            cv::resize(one.gray, wanted, {}, size, size, size < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
            if (wanted.cols < 6 || wanted.rows < 6 || wanted.cols > shades.cols || wanted.rows > shades.rows) continue;
            match = std::max(match, best_match(shades, edges, wanted));
        }
        if (match > best.confidence) {
            if (one.kind != best.kind) other = best;
            best = {one.kind, match};
        } else if (one.kind != best.kind && match > other.confidence) {
            other = {one.kind, match};
        }
    }
    if (best.confidence < like_enough || best.confidence - other.confidence < clearly) return std::nullopt;
    return Likeness{best.kind, std::min(0.99, best.confidence)};
}

}  // namespace tk::grid
