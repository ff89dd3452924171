#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace tk::ocr {

/// Ink is a picture (CV_8UC1) that is 0 where there is background and bright where there is text, whatever their
/// colours were. Everything behind this header works on ink.

/// Ink at and above this level belongs to a mark.
inline constexpr int solid_ink = 110;

/// Ink of text on a plain background.
struct FlatInk {
    cv::Mat ink;            ///< full ink is 255
    cv::Mat faint;          ///< the same before it was stretched: a pixel's value depends on nothing but its colour
    double flat_share = 0;  ///< share of the pixels of the prevailing colour: near 1 on a panel, near 0 over art
};

/// The distance of each pixel (CV_8UC3) from the prevailing colour, so that text of any colour, and of several colours
/// in one picture, becomes ink alike. Spots that lie on two sides of the picture or along most of one (frames and
/// corners of a panel) are wiped.
FlatInk ink_on_flat(const cv::Mat& picture);

/// Whether the text is lighter or darker than its ground.
enum class Polarity { light_on_dark, dark_on_light };

/// Which channel counts for a pixel: the one where it stands out most (white text over a yellow meadow shows in the
/// blue one), or least (coloured art around white or black text does not show).
enum class Channels { strongest, weakest };

/// Ink of text over anything: how much each pixel stands out from its surroundings, structures wider than `widest`
/// pixels not counting.
cv::Mat ink_by_contrast(const cv::Mat& picture, Polarity polarity, int widest, Channels channels = Channels::strongest);

/// A part of a picture with text: its box there, and its ink, cut to that box.
struct InkPart {
    cv::Rect box;
    cv::Mat ink;
};

/// `ink` stretched so that full ink is 255, and cut to the box of what is solid then; an empty box when there is
/// nothing. The same text gives the same pixels whatever else stands around it, so that it is recognised again.
InkPart tightened(const cv::Mat& ink);

/// The marks of a line side by side: runs of columns with solid ink. In most fonts one for each character; letters
/// that touch count as one, and one broken apart as several.
std::size_t count_glyphs(const cv::Mat& ink);

/// The boxes of these runs, from left to right.
std::vector<cv::Rect> glyph_boxes(const cv::Mat& ink);

/// `picture` at another size: means of pixels where it gets smaller, and between pixels where it grows.
cv::Mat resized(const cv::Mat& picture, cv::Size size);

/// Ink squared: strokes get thinner and what is faint between them goes, so that letters of a fat font come apart.
cv::Mat thinned(const cv::Mat& ink);

/// Whether strokes fill most of the boxes of the letters in a line.
bool has_fat_strokes(const cv::Mat& ink);

/// A line (`ink`, tightened) as the recogniser likes it: dark on light, scaled so that it is `height` pixels high, with
/// `margin` above and below it and `side` at its ends.
cv::Mat prepare_line(const cv::Mat& ink, int height, int margin, int side);

}  // namespace tk::ocr
