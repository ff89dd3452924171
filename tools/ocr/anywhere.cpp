#include "ocr/anywhere.hpp"

#include <algorithm>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "ocr/candidate_order.hpp"
#include "ocr/ground.hpp"
#include "ocr/marks.hpp"
#include "ocr/row_ends.hpp"
#include "stats/middle_value.hpp"

namespace tk::ocr {

namespace {

/// Sizes of letters, in pixels.
constexpr int least_height = 6;
constexpr int most_height = 60;
/// Strokes of letters of that height are narrower than this.
constexpr int widest_stroke = 17;
/// Of ten rows below this, fewer than one is text, and there is nearly always another row with the same text.
constexpr double least_likeness = 0.1;

bool may_be_letter(const Mark& mark) {
    const cv::Rect& box = mark.box;
    const bool size = box.height >= least_height && box.height <= most_height;
    // Letters that touch make wide marks, but a rule or an edge is wider still and hollow or full.
    const bool shape = box.width <= box.height * 12 && mark.area * 12 >= box.area();
    const bool bar = box.width > box.height * 4 && mark.area * 10 > box.area() * 9;
    return size && shape && !bar;
}

/// Whether `right`, which begins at or right of `left`, may follow it in a line. Over a gap as wide as a colon with its
/// blanks or a dash both must stand on one line.
bool are_neighbours(const cv::Rect& left, const cv::Rect& right) {
    const int taller = std::max(left.height, right.height);
    const int lower = std::min(left.height, right.height);
    const int overlap = std::min(left.br().y, right.br().y) - std::max(left.y, right.y);
    const int gap = right.x - left.br().x;
    const bool on_line = std::abs(left.br().y - right.br().y) * 6 <= taller;
    const int widest = on_line ? taller * 5 / 2 : taller * 6 / 5;
    return taller <= lower * 5 / 2 && overlap * 2 >= lower && gap <= widest && gap >= -taller / 2;
}

/// Whether a border goes through the gap between two marks: an edge of the ground that goes on above and below the
/// line, as between the cells of a table.
bool are_parted(const cv::Mat& picture, const cv::Rect& left, const cv::Rect& right) {
    constexpr int least_step = 24;
    const int beyond = std::max(3, std::max(left.height, right.height) / 3);
    const int top = std::max(0, std::min(left.y, right.y) - beyond);
    const int bottom = std::min(picture.rows, std::max(left.br().y, right.br().y) + beyond);
    for (int x = left.br().x + 2; x + 3 < right.x; ++x) {
        bool is_edge = true;
        for (int y = top; y < bottom && is_edge; ++y) {
            const auto* row = picture.ptr<cv::Vec3b>(y);
            is_edge = cv::norm(cv::Vec3i(row[x]) - cv::Vec3i(row[x + 2]), cv::NORM_INF) >= least_step;
        }
        if (is_edge) return true;
    }
    return false;
}

/// Sets that can be joined; each is known by one of its members.
class Sets {
public:
    explicit Sets(std::size_t size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), std::size_t{0}); }

    std::size_t root(std::size_t i) {
        while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) { parents_[root(a)] = root(b); }

private:
    std::vector<std::size_t> parents_;
};

/// Letters that follow each other, as lists of indices into `marks`; those `taken` are left out. In a `picture` wide
/// gaps are looked at for borders.
std::vector<std::vector<std::size_t>> rows_of(const std::vector<Mark>& marks, const std::vector<bool>& taken,
                                              const cv::Mat& picture) {
    std::vector<std::size_t> letters;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (!taken[i] && may_be_letter(marks[i])) letters.push_back(i);
    }
    std::sort(letters.begin(), letters.end(),
              [&](std::size_t a, std::size_t b) { return marks[a].box.x < marks[b].box.x; });
    Sets sets(letters.size());
    constexpr int farthest = most_height * 5 / 2;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const cv::Rect& left = marks[letters[i]].box;
        for (std::size_t k = i + 1; k < letters.size() && marks[letters[k]].box.x <= left.br().x + farthest; ++k) {
            const cv::Rect& right = marks[letters[k]].box;
            if (!are_neighbours(left, right)) continue;
            const bool is_wide = right.x - left.br().x > std::max(left.height, right.height) / 2;
            if (!is_wide || picture.empty() || !are_parted(picture, left, right)) sets.join(i, k);
        }
    }
    std::vector<std::vector<std::size_t>> rows(letters.size());
    for (std::size_t i = 0; i < letters.size(); ++i) rows[sets.root(i)].push_back(letters[i]);
    return rows;
}

/// Takes out marks that are far taller than the row's letters: icons that stand before or behind a text.
void drop_pictures(std::vector<std::size_t>& row, const std::vector<Mark>& marks) {
    if (row.size() < 3) return;
    std::vector<int> heights;
    for (const std::size_t i : row) heights.push_back(marks[i].box.height);
    const int usual = stats::middle_value(heights);
    std::erase_if(row, [&](std::size_t i) { return marks[i].box.height > usual * 2; });
}

/// Whether most of the marks stand on one line, as letters do but texture seldom does.
bool stand_on_line(const std::vector<std::size_t>& row, const std::vector<Mark>& marks) {
    std::vector<int> feet;
    int tallest = 0;
    for (const std::size_t i : row) {
        feet.push_back(marks[i].box.br().y);
        tallest = std::max(tallest, marks[i].box.height);
    }
    const int line = stats::middle_value(feet);
    const auto near = std::count_if(feet.begin(), feet.end(),
                                    [&](int foot) { return std::abs(foot - line) <= std::max(1, tallest / 8); });
    return static_cast<std::size_t>(near) * 2 > row.size();
}

bool may_be_line(const std::vector<std::size_t>& row, const std::vector<Mark>& marks) {
    if (row.empty()) return false;
    cv::Rect box;
    for (const std::size_t i : row) box |= marks[i].box;
    if (!stand_on_line(row, marks)) return false;
    return box.height <= most_height * 3 / 2 && box.width * 2 >= box.height * 3 && (row.size() > 1 || box.width > 12);
}

/// Whether a row too narrow for a line may be one or two characters.
bool may_be_lone(const std::vector<std::size_t>& row, const std::vector<Mark>& marks) {
    constexpr std::size_t most_marks = 2;
    if (row.empty() || row.size() > most_marks || !stand_on_line(row, marks)) return false;
    cv::Rect box;
    for (const std::size_t i : row) box |= marks[i].box;
    return box.height <= most_height && box.width * 5 >= box.height && box.width * 2 < box.height * 3;
}

/// Adds dots, accents and commas: small marks in or just above and below the line.
void add_small_marks(std::vector<std::size_t>& row, const std::vector<Mark>& marks, std::vector<bool>& taken) {
    cv::Rect box;
    int tallest = 0;
    for (const std::size_t i : row) {
        box |= marks[i].box;
        tallest = std::max(tallest, marks[i].box.height);
    }
    const int reach = std::max(2, tallest * 2 / 5);
    const cv::Rect room(box.x - reach, box.y - reach, box.width + 3 * reach, box.height + 2 * reach);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const cv::Rect& small = marks[i].box;
        if (taken[i] || small.height > tallest || small.width > tallest * 2 || (small & room) != small) continue;
        taken[i] = true;
        row.push_back(i);
    }
}

struct Row {
    std::vector<std::size_t> letters;
    std::vector<std::size_t> members;  ///< the letters and their dots and accents
    bool is_lone = false;
};

/// Rows that may be lines; in a `picture` those that may be one or two characters too.
std::vector<Row> lines_among(const Marks& found, std::vector<bool> taken, const cv::Mat& picture = {}) {
    std::vector<std::vector<std::size_t>> rows = rows_of(found.marks, taken, picture);
    for (auto& row : rows) drop_pictures(row, found.marks);
    std::vector<Row> lines;
    if (!picture.empty()) {
        for (const auto& row : rows) {
            if (may_be_lone(row, found.marks)) lines.push_back({row, row, true});
        }
    }
    std::erase_if(rows, [&](const auto& row) { return !may_be_line(row, found.marks); });
    for (const auto& row : rows) {
        for (const std::size_t i : row) taken[i] = true;
    }
    for (auto& row : rows) {
        Row line{row, std::move(row), false};
        add_small_marks(line.members, found.marks, taken);
        lines.push_back(std::move(line));
    }
    return lines;
}

cv::Rect box_of(const std::vector<std::size_t>& row, const std::vector<Mark>& marks) {
    cv::Rect box;
    for (const std::size_t i : row) box |= marks[i].box;
    return box;
}

/// Whether the ground all around a box is of one colour.
bool stands_alone(const cv::Mat& picture, const cv::Rect& box) {
    constexpr double plain = 0.95;
    constexpr int most_apart = 60;
    // Most marks have something near them, which four pixels tell at little cost.
    const cv::Rect around(box.x - 3, box.y - 3, box.width + 6, box.height + 6);
    if ((around & cv::Rect({}, picture.size())) != around) return false;
    const auto& corner = picture.at<cv::Vec3b>(around.tl());
    for (const cv::Point at : {cv::Point(around.br().x - 1, around.y), cv::Point(around.x, around.br().y - 1),
                               cv::Point(around.br().x - 1, around.br().y - 1)}) {
        if (cv::norm(cv::Vec3i(corner) - cv::Vec3i(picture.at<cv::Vec3b>(at)), cv::NORM_INF) > most_apart) return false;
    }
    return ground_around(picture, box).plain_share >= plain;
}

}  // namespace

std::vector<InkPart> lines_anywhere(const cv::Mat& ink, int level, const std::function<bool(const cv::Rect&)>& accept) {
    const Marks found = find_marks(ink, level);
    std::vector<bool> taken(found.marks.size(), false);
    for (std::size_t i = 0; i < found.marks.size(); ++i) taken[i] = !accept(found.marks[i].box);
    std::vector<InkPart> lines;
    for (const Row& row : lines_among(found, std::move(taken))) lines.push_back(cut_out(ink, found, row.members));
    std::sort(lines.begin(), lines.end(), [](const InkPart& a, const InkPart& b) {
        return std::pair(a.box.y, a.box.x) < std::pair(b.box.y, b.box.x);
    });
    return lines;
}

std::vector<Candidate> candidates_at(const cv::Mat& picture, const cv::Mat& ink, int level) {
    const Marks found = find_marks(ink, level);
    std::vector<Candidate> candidates;
    for (const Row& row : lines_among(found, std::vector<bool>(found.marks.size(), false), picture)) {
        if (row.is_lone && !stands_alone(picture, box_of(row.letters, found.marks))) continue;
        const LineLook look = look_at(picture, ink, level, found, row.letters);
        const std::vector<std::size_t> members = without_icons(without_ghosts(row.members, found, ink), found, ink);
        candidates.push_back(
            {cut_out(ink, found, members), look.traits, look.colours, likeness(look.traits), row.is_lone});
    }
    return candidates;
}

std::vector<Candidate> find_candidates(const cv::Mat& picture) {
    std::vector<Candidate> all;
    for (const Polarity polarity : {Polarity::light_on_dark, Polarity::dark_on_light}) {
        for (const Channels channels : {Channels::strongest, Channels::weakest}) {
            const cv::Mat ink = ink_by_contrast(picture, polarity, widest_stroke, channels);
            for (const int level : contrast_levels) {
                for (Candidate& candidate : candidates_at(picture, ink, level)) {
                    if (candidate.likeness >= least_likeness || candidate.is_lone) all.push_back(std::move(candidate));
                }
            }
        }
    }
    return in_order(std::move(all));
}

}  // namespace tk::ocr
