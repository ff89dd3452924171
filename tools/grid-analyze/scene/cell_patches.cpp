#include "grid-analyze/scene/cell_patches.hpp"

#include <algorithm>
#include <numeric>
#include <opencv2/imgproc.hpp>

namespace tk::grid {
namespace {

constexpr std::size_t across = CellPatches::across;
constexpr std::size_t corner = 4, of_coordinates = 3;  // patches each way
constexpr double of_dots = 0.2;                        // cells around the middle

PatchRegions regions() {
    PatchRegions regions;
    for (std::size_t y = 0; y < across; ++y) {
        for (std::size_t x = 0; x < across; ++x) {
            const std::size_t patch = y * across + x;
            if (is_at_border(patch)) continue;
            const std::size_t from_both = std::max(std::min(x, across - 1 - x), std::min(y, across - 1 - y));
            if (from_both < corner) regions.corners.push_back(patch);
            const board::Point place = place_of(patch);
            if (from_both >= of_coordinates && std::hypot(place.x, place.y) > of_dots) regions.body.push_back(patch);
        }
    }
    return regions;
}

}  // namespace

const PatchRegions& patch_regions() {
    static const PatchRegions all = regions();
    return all;
}

bool is_at_border(std::size_t patch) {
    const std::size_t x = patch % across, y = patch / across;
    return x == 0 || y == 0 || x == across - 1 || y == across - 1;
}

board::Point place_of(std::size_t patch) {
    const auto place = [](std::size_t at) {
        return CellPatches::share * ((static_cast<double>(at) + 0.5) / across - 0.5);
    };
    return {place(patch % across), place(patch / across)};
}

std::size_t patch_at(double x, double y) {
    const auto at = [](double place) {
        const double from_first = (place / CellPatches::share + 0.5) * across;
        return static_cast<std::size_t>(std::clamp(from_first, 0.0, across - 1.0));
    };
    return at(y) * across + at(x);
}

std::optional<CellPatches> patches_of(const cv::Mat& picture, const board::Placement& placement, board::Point middle) {
    constexpr int least = across;
    const double width = CellPatches::share * placement.width, height = CellPatches::share * placement.height;
    const cv::Rect box(static_cast<int>(std::lround(middle.x - width / 2)),
                       static_cast<int>(std::lround(middle.y - height / 2)), static_cast<int>(width),
                       static_cast<int>(height));
    const cv::Rect seen = box & cv::Rect({0, 0}, picture.size());
    if (seen.width < least || seen.height < least || 4 * seen.area() < 3 * box.area()) return std::nullopt;
    cv::Mat small;
    cv::resize(picture(seen), small, {least, least}, 0, 0, cv::INTER_AREA);
    CellPatches cell;
    std::copy(small.begin<cv::Vec3b>(), small.end<cv::Vec3b>(), cell.colours.begin());
    return cell;
}

CellPatches smoothed(const CellPatches& cell) {
    constexpr int size = across;
    CellPatches smooth = cell;
    const cv::Mat from(size, size, CV_32FC3, smooth.colours.data());
    cv::Mat to;
    cv::blur(from, to, {3, 3}, {-1, -1}, cv::BORDER_REPLICATE);
    std::copy(to.begin<cv::Vec3f>(), to.end<cv::Vec3f>(), smooth.colours.begin());
    return smooth;
}

double relief_of(const CellPatches& cell, double left_out, const PatchSet& covered) {
    std::vector<double> sizes;
    for (const std::size_t patch : patch_regions().body)
        sizes.push_back(covered[patch] ? 0 : size_of(cell.colours[patch]));
    std::sort(sizes.begin(), sizes.end());
    sizes.resize(sizes.size() - static_cast<std::size_t>(left_out * static_cast<double>(sizes.size())));
    const double squares = std::inner_product(sizes.begin(), sizes.end(), sizes.begin(), 0.0);
    return std::sqrt(squares / static_cast<double>(sizes.size()));
}

cv::Vec3f median(std::vector<cv::Vec3f> colours) {
    cv::Vec3f median;
    const auto middle = colours.begin() + static_cast<std::ptrdiff_t>(colours.size() / 2);
    for (int channel = 0; channel < 3; ++channel) {
        std::nth_element(colours.begin(), middle, colours.end(),
                         [&](const cv::Vec3f& a, const cv::Vec3f& b) { return a[channel] < b[channel]; });
        median[channel] = (*middle)[channel];
    }
    return median;
}

}  // namespace tk::grid
