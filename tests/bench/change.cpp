// Prints the milliseconds of CPU time that --changed takes for a 1080p frame that is the same as the one before.
#include <cstdio>
#include <ctime>

#include "capture/change.hpp"
#include "image/picture.hpp"

int main() {
    cv::Mat picture(1080, 1920, CV_8UC3);
    for (int y = 0; y < picture.rows; ++y) picture.row(y).setTo(cv::Scalar(y % 251, y % 13, y % 7));
    const std::string first = tk::image::encode(picture, tk::image::Encoding::ppm);
    const std::string second = first;
    tk::capture::ChangeDetector changes;
    changes.compare(first, "first");
    changes.keep();
    constexpr int rounds = 400;
    const std::clock_t start = std::clock();
    double changed = 0;
    for (int i = 0; i < rounds; ++i) changed += changes.compare(i % 2 == 0 ? second : first, "frame")->share;
    const auto spent = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("%.4f\n", 1000 * spent / rounds);
    return changed == 0 ? 0 : 1;
}
