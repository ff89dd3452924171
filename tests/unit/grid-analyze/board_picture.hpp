#pragma once

#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "board/placement.hpp"
#include "grid-analyze/find/found_board.hpp"

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

/// The corners of a cell for OpenCV's drawing, in sixteenths of a pixel; its whole numbers are centres of pixels.
constexpr int corner_shift = 4;
inline std::vector<cv::Point> corners_of(const tk::board::Geometry& geometry, const tk::board::Placement& placement,
                                         int cell) {
    std::vector<cv::Point> corners;
    for (const auto& corner : tk::board::outline(geometry, placement, cell))
        corners.emplace_back(static_cast<int>(std::lround((corner.x - 0.5) * (1 << corner_shift))),
                             static_cast<int>(std::lround((corner.y - 0.5) * (1 << corner_shift))));
    return corners;
}

inline tk::board::Geometry geometry_of(const BoardPicture& board) {
    return {tk::board::Kind::iso, board.cols, board.rows};
}

/// The board as a search would find it, with all cells framed.
inline tk::grid::FoundBoard as_found(const BoardPicture& drawn) {
    tk::grid::FoundBoard board;
    board.geometry = geometry_of(drawn);
    board.placement = {drawn.origin, drawn.width, drawn.height};
    for (int cell = 0; cell < board.geometry.size(); ++cell) board.framed.push_back(cell);
    return board;
}

inline cv::Mat draw(const BoardPicture& board) {
    cv::Mat picture(board.size, CV_8UC3, board.background);
    const auto geometry = geometry_of(board);
    const tk::board::Placement placement{board.origin, board.width, board.height};
    for (int cell = 0; cell < geometry.size(); ++cell) {
        if (!board.holes.empty() && board.holes[static_cast<std::size_t>(cell)] == 'o') continue;
        const auto corners = corners_of(geometry, placement, cell);
        const auto coord = geometry.coord(cell);
        const int shade = ((coord.x + coord.y) & 1) != 0 ? board.dark : board.light;
        cv::fillConvexPoly(picture, corners, cv::Scalar::all(shade), cv::LINE_AA, corner_shift);
        if (board.line > 0)
            cv::polylines(picture, corners, true, cv::Scalar::all(90), board.line, cv::LINE_AA, corner_shift);
    }
    return picture;
}

/// Paints one cell, `opacity` 0..1. `colour`: blue, green, red.
inline void paint_cell(cv::Mat& picture, const tk::grid::FoundBoard& board, int cell, const cv::Scalar& colour,
                       double opacity) {
    cv::Mat layer = picture.clone();
    std::vector<cv::Point> corners;
    for (const auto& corner : tk::board::outline(board.geometry, board.placement, cell))
        corners.emplace_back(static_cast<int>(corner.x), static_cast<int>(corner.y));
    cv::fillConvexPoly(layer, corners, colour);
    cv::addWeighted(layer, opacity, picture, 1 - opacity, 0, picture);
}

inline cv::Mat gray_of(const cv::Mat& picture) {
    cv::Mat gray;
    cv::cvtColor(picture, gray, cv::COLOR_BGR2GRAY);
    return gray;
}
