#include "ocr/by_colour.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "ocr/ground.hpp"
#include "ocr/marks.hpp"
#include "ocr/row_ends.hpp"

namespace tk::ocr {

namespace {

/// Dots and accents are fainter than letters.
constexpr int faint_level = 75;
/// Where the art is nearly of the letters' colour they come apart only at a higher level.
constexpr int levels[] = {solid_ink, 150, 190, 220};

/// Whether a mark in a cut-out of `size` belongs to the line `own` in it: it lies there, or is an accent above it, or a
/// letter at one of its ends that was not found before. Marks that run out of the cut-out are art.
bool belongs(const cv::Rect& mark, const cv::Rect& own, cv::Size size) {
    if ((mark & own).area() * 10 >= mark.area() * 7) return true;
    const bool is_cut = mark.x == 0 || mark.br().x == size.width || mark.y == 0 || mark.br().y == size.height;
    if (is_cut || mark.height * 5 > own.height * 6) return false;
    const int overlap = std::min(mark.br().y, own.br().y) - std::max(mark.y, own.y);
    const bool is_small = mark.height * 3 <= own.height;
    const int gap = std::max(own.x - mark.br().x, mark.x - own.br().x);
    if (gap < 0) return overlap * 2 >= mark.height || (is_small && overlap >= -own.height / 3);
    const bool on_line = std::abs(mark.br().y - own.br().y) * 5 <= own.height;
    return gap * 9 <= own.height * 4 && overlap * 2 >= mark.height && (is_small || on_line);
}

/// Ink of text on plain ground: how far the colour of each pixel is on the way from the ground to the strokes. Where
/// the three stripes of a pixel of a screen are drawn each for itself, edges and thin stems are of other colours.
cv::Mat share_of_strokes(const cv::Mat& picture, const LineColours& colours) {
    const cv::Vec3f way = colours.fill - colours.ground;
    const float span = std::max(30.0F, static_cast<float>(cv::norm(way)));
    cv::Mat ink(picture.size(), CV_8UC1);
    for (int y = 0; y < picture.rows; ++y) {
        const auto* from = picture.ptr<cv::Vec3b>(y);
        unsigned char* to = ink.ptr(y);
        for (int x = 0; x < picture.cols; ++x) {
            const float share = (cv::Vec3f(from[x]) - colours.ground).dot(way) / (span * span);
            to[x] = cv::saturate_cast<unsigned char>(255 * 1.1F * std::max(0.0F, share));
        }
    }
    return ink;
}

/// Ink by colour: how far the colour of each pixel is on the way from the ground to the strokes, as pixels on the edge
/// of a stroke are, and less the farther it is off that way, as art of another colour is.
cv::Mat likeness_to_strokes(const cv::Mat& picture, const LineColours& colours) {
    const cv::Vec3f way = colours.fill - colours.ground;
    const float span = std::max(30.0F, static_cast<float>(cv::norm(way)));
    // Noise of compression and shading on the one hand, half the way to any other colour on the other.
    const float near = std::max({14.0F, 0.08F * span, 3 * std::min(colours.spread, 20.0F)});
    const float far = near + std::max(20.0F, 0.22F * span);
    cv::Mat ink(picture.size(), CV_8UC1);
    for (int y = 0; y < picture.rows; ++y) {
        const auto* from = picture.ptr<cv::Vec3b>(y);
        unsigned char* to = ink.ptr(y);
        for (int x = 0; x < picture.cols; ++x) {
            const cv::Vec3f colour = cv::Vec3f(from[x]) - colours.ground;
            const float share = std::max(0.0F, colour.dot(way) / (span * span));
            const auto off = static_cast<float>(cv::norm(colour - share * way));
            const float kept = std::clamp((far - off) / (far - near), 0.0F, 1.0F);
            to[x] = cv::saturate_cast<unsigned char>(255 * 1.1F * share * kept);
        }
    }
    return ink;
}

/// The marks of a line at one level.
struct Seen {
    Marks found;
    std::vector<std::size_t> members;
    std::size_t letters = 0;
    bool is_alone = true;  ///< nothing else stands where the line is
};

/// Whether ink of a mark lies in the middle rows of a line; letters of the lines above and below reach the others.
bool lies_in(const Marks& found, std::size_t mark, const cv::Rect& own) {
    const cv::Rect middle(own.x, own.y + own.height / 4, own.width, std::max(1, own.height / 2));
    const cv::Rect both = found.marks[mark].box & middle;
    return !both.empty() && cv::countNonZero(found.labels(both) == static_cast<int>(mark) + 1) > 0;
}

Seen look(const cv::Mat& near, const cv::Rect& own, int level) {
    Seen seen{find_marks(near, level), {}, 0};
    for (std::size_t i = 0; i < seen.found.marks.size(); ++i) {
        const cv::Rect& box = seen.found.marks[i].box;
        if (!belongs(box, own, near.size())) {
            seen.is_alone = seen.is_alone && !lies_in(seen.found, i, own);
            continue;
        }
        seen.members.push_back(i);
        seen.letters += box.height * 2 >= own.height ? 1 : 0;
    }
    return seen;
}

/// Adds to `best` the dots, accents and commas that only a lower level shows: they are fainter than letters.
void add_faint_marks(Seen& best, const Seen& lower, const cv::Rect& own) {
    for (const std::size_t i : lower.members) {
        const Mark& mark = lower.found.marks[i];
        if (mark.box.height * 5 > own.height * 2 || mark.box.width * 2 > own.height) continue;
        const cv::Mat shape = lower.found.labels(mark.box) == static_cast<int>(i) + 1;
        cv::Mat labels = best.found.labels(mark.box);
        if (cv::countNonZero((labels != 0) & shape) > 0) continue;
        best.found.marks.push_back(mark);
        labels.setTo(static_cast<int>(best.found.marks.size()), shape);
        best.members.push_back(best.found.marks.size() - 1);
    }
}

/// Whether a line stands on a panel whose colour is the one beside its strokes, and not an outline or a shadow.
bool is_on_panel(const cv::Mat& picture, const Candidate& candidate) {
    constexpr double plain = 0.75;
    const Ground ground = ground_around(picture, candidate.part.box);
    const double span = cv::norm(candidate.colours.fill - candidate.colours.ground);
    return ground.plain_share >= plain && cv::norm(ground.colour - candidate.colours.ground) * 3 <= span;
}

/// A line cut out by its colour: the marks where most letters are told apart, and those of fainter or other ink.
struct Coloured {
    cv::Mat ink;
    Seen best;
    std::vector<Seen> lower;
};

/// A line on a panel. A higher level would tell nothing apart, and lose stems that share their ink between two columns
/// of pixels.
Coloured on_panel(const cv::Mat& near, const cv::Rect& own, const LineColours& colours) {
    Coloured line{share_of_strokes(near, colours), {}, {}};
    line.best = look(line.ink, own, solid_ink);
    line.lower.push_back(look(line.ink, own, faint_level));
    return line;
}

/// A line over art: the lowest level that tells the most letters apart is best.
Coloured over_art(const cv::Mat& near, const cv::Rect& own, const LineColours& colours) {
    Coloured line{likeness_to_strokes(near, colours), {}, {}};
    line.lower.push_back(look(line.ink, own, faint_level));
    for (const int level : levels) {
        Seen seen = look(line.ink, own, level);
        if (seen.letters <= line.best.letters) continue;
        if (!line.best.members.empty()) line.lower.push_back(std::move(line.best));
        line.best = std::move(seen);
    }
    return line;
}

}  // namespace

InkPart by_colour(const cv::Mat& picture, const Candidate& candidate) {
    const cv::Rect& line = candidate.part.box;
    const int more = line.height;
    const cv::Rect box = cv::Rect(line.x - more, line.y - more / 3, line.width + 2 * more, line.height + more * 2 / 3) &
                         cv::Rect({}, picture.size());
    const cv::Rect own = line - box.tl();
    Coloured coloured;
    if (is_on_panel(picture, candidate)) coloured = on_panel(picture(box), own, candidate.colours);
    // Where something else stands in the line, its colour keeps it apart from the letters.
    if (coloured.best.letters == 0 || !coloured.best.is_alone) {
        coloured = over_art(picture(box), own, candidate.colours);
    }
    auto& [ink, best, lower] = coloured;
    if (best.members.empty()) return {};
    for (auto seen = lower.rbegin(); seen != lower.rend(); ++seen) add_faint_marks(best, *seen, own);
    InkPart part =
        cut_out(ink, best.found, without_icons(without_ghosts(best.members, best.found, ink), best.found, ink));
    part.box += box.tl();
    return part;
}

}  // namespace tk::ocr
