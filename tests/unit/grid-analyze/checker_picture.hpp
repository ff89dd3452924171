#pragma once

#include <opencv2/imgproc.hpp>
#include <string>

/// A chess board in two shades with plain pieces, drawn without the renderer.
struct CheckerPicture {
    cv::Point2d corner{60, 50};  ///< top left
    double cell = 40;
    int light = 235, dark = 150;
    int hatch = 0;  ///< pixels between strokes on dark cells, which are light then; 0: none
    int line = 0;   ///< thickness of drawn lines, 0: none
    int frame = 0;  ///< width of a dark border
    /// 64 cells by rows: `.` empty, `b` a black piece, `w` a white one with a dark outline, `d` a dot.
    std::string pieces = std::string(64, '.');
};

/// Both sides' first two rows full, as at the start of a game.
inline std::string start_pieces() {
    return std::string(16, 'b') + std::string(32, '.') + std::string(16, 'w');
}

/// A piece with a broad foot, a body and a head.
inline void draw_piece(cv::Mat& gray, cv::Point2d middle, double cell, bool is_white) {
    constexpr int shift = 4;
    const auto at = [&](double x, double y) {
        return cv::Point(cvRound((middle.x + x * cell) * (1 << shift)), cvRound((middle.y + y * cell) * (1 << shift)));
    };
    const std::vector<std::vector<cv::Point>> parts{{at(-0.28, 0.38), at(-0.22, 0.28), at(0.22, 0.28), at(0.28, 0.38)},
                                                    {at(-0.18, 0.28), at(-0.07, -0.1), at(0.07, -0.1), at(0.18, 0.28)}};
    const cv::Scalar fill(is_white ? 250 : 25), outline(20);
    const int thickness = std::max(1, cvRound(cell / 25)), radius = cvRound(0.16 * cell * (1 << shift));
    cv::fillPoly(gray, parts, fill, cv::LINE_AA, shift);
    cv::polylines(gray, parts, true, outline, thickness, cv::LINE_AA, shift);
    cv::circle(gray, at(0, -0.18), radius, fill, -1, cv::LINE_AA, shift);
    cv::circle(gray, at(0, -0.18), radius, outline, thickness, cv::LINE_AA, shift);
}

/// Onto `gray` (CV_8U).
inline void draw(cv::Mat& gray, const CheckerPicture& board) {
    const auto edge = [&](double from, int k) { return cvRound(from + k * board.cell); };
    const auto& [left, top] = board.corner;
    if (board.frame > 0) {
        const cv::Point f(board.frame, board.frame);
        cv::rectangle(gray, cv::Point(edge(left, 0), edge(top, 0)) - f, cv::Point(edge(left, 8), edge(top, 8)) + f, 30,
                      -1);
    }
    for (int i = 0; i < 64; ++i) {
        const int x = i % 8, y = i / 8;
        const bool is_dark = (x + y) % 2 == 1;
        cv::Mat ground =
            gray(cv::Rect(cv::Point(edge(left, x), edge(top, y)), cv::Point(edge(left, x + 1), edge(top, y + 1))));
        ground.setTo(is_dark && board.hatch == 0 ? board.dark : board.light);
        if (is_dark && board.hatch > 0) {
            for (int k = -ground.rows; k < ground.cols; k += board.hatch)
                cv::line(ground, {k, ground.rows}, {k + ground.rows, 0}, board.dark, 1, cv::LINE_AA);
        }
    }
    for (int k = 0; k <= 8 && board.line > 0; ++k) {
        cv::line(gray, {edge(left, k), edge(top, 0)}, {edge(left, k), edge(top, 8)}, 30, board.line);
        cv::line(gray, {edge(left, 0), edge(top, k)}, {edge(left, 8), edge(top, k)}, 30, board.line);
    }
    for (int i = 0; i < 64; ++i) {
        const char piece = board.pieces[static_cast<std::size_t>(i)];
        const cv::Point2d middle(left + (i % 8 + 0.5) * board.cell, top + (i / 8 + 0.5) * board.cell);
        if (piece == 'b' || piece == 'w') draw_piece(gray, middle, board.cell, piece == 'w');
        if (piece == 'd') cv::circle(gray, middle, cvRound(0.15 * board.cell), 90, -1, cv::LINE_AA);
    }
}
