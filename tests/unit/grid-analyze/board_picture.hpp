#pragma once

#include <functional>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "board/placement.hpp"

/// A plain picture of a staggered board, drawn without the renderer: two shades of tile, lines if asked.
struct BoardPicture {
    int cols = 9, rows = 15;
    double width = 64, height = 32;
    tk::board::Point origin{120, 80};
    int light = 150, dark = 132;
    int line = 0;  ///< thickness, 0: none
    cv::Size size{900, 500};
    std::string holes;  ///< `o` where no tile is; empty: tiles everywhere
    cv::Scalar background{20, 20, 20};
};

inline tk::board::Geometry geometry_of(const BoardPicture& board) {
    return {tk::board::Kind::iso, board.cols, board.rows};
}

inline cv::Mat draw(const BoardPicture& board) {
    cv::Mat picture(board.size, CV_8UC3, board.background);
    const auto geometry = geometry_of(board);
    const tk::board::Placement placement{board.origin, board.width, board.height};
    constexpr int shift = 4;  // sub-pixels of OpenCV's drawing; its whole numbers are centres of pixels
    for (int cell = 0; cell < geometry.size(); ++cell) {
        if (!board.holes.empty() && board.holes[static_cast<std::size_t>(cell)] == 'o') continue;
        std::vector<cv::Point> corners;
        for (const auto& corner : tk::board::outline(geometry, placement, cell)) {
            corners.emplace_back(static_cast<int>(std::lround((corner.x - 0.5) * (1 << shift))),
                                 static_cast<int>(std::lround((corner.y - 0.5) * (1 << shift))));
        }
        const auto coord = geometry.coord(cell);
        const int shade = ((coord.x + coord.y) & 1) != 0 ? board.dark : board.light;
        cv::fillConvexPoly(picture, corners, cv::Scalar::all(shade), cv::LINE_AA, shift);
        if (board.line > 0) cv::polylines(picture, corners, true, cv::Scalar::all(90), board.line, cv::LINE_AA, shift);
    }
    return picture;
}

inline cv::Mat gray_of(const cv::Mat& picture) {
    cv::Mat gray;
    cv::cvtColor(picture, gray, cv::COLOR_BGR2GRAY);
    return gray;
}
