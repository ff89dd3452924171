#include <algorithm>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "ocr/layout.hpp"
#include "ocr/marks.hpp"

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

/// Letters that follow each other, as lists of indices into `marks`; those `taken` are left out.
std::vector<std::vector<std::size_t>> rows_of(const std::vector<Mark>& marks, const std::vector<bool>& taken) {
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
            if (are_neighbours(left, marks[letters[k]].box)) sets.join(i, k);
        }
    }
    std::vector<std::vector<std::size_t>> rows(letters.size());
    for (std::size_t i = 0; i < letters.size(); ++i) rows[sets.root(i)].push_back(letters[i]);
    return rows;
}

int median(std::vector<int> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Takes out marks that are far taller than the row's letters: icons that stand before or behind a text.
void drop_pictures(std::vector<std::size_t>& row, const std::vector<Mark>& marks) {
    if (row.size() < 3) return;
    std::vector<int> heights;
    for (const std::size_t i : row) heights.push_back(marks[i].box.height);
    const int usual = median(heights);
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
    const int line = median(feet);
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

/// `row` without marks that are much fainter than the rest: art that shows between outlined letters.
std::vector<std::size_t> without_ghosts(std::vector<std::size_t> row, const Marks& marks, const cv::Mat& ink) {
    std::vector<int> strengths;
    for (const std::size_t i : row) {
        const cv::Rect& box = marks.marks[i].box;
        double most = 0;
        cv::minMaxLoc(ink(box), nullptr, &most, nullptr, nullptr, marks.labels(box) == static_cast<int>(i) + 1);
        strengths.push_back(static_cast<int>(most));
    }
    const int usual = median(strengths);
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (strengths[i] * 5 >= usual * 3) kept.push_back(row[i]);
    }
    return kept;
}

struct Row {
    std::vector<std::size_t> letters;
    std::vector<std::size_t> members;  ///< the letters and their dots and accents
};

std::vector<Row> lines_among(const Marks& found, std::vector<bool> taken) {
    std::vector<std::vector<std::size_t>> rows = rows_of(found.marks, taken);
    for (auto& row : rows) drop_pictures(row, found.marks);
    std::erase_if(rows, [&](const auto& row) { return !may_be_line(row, found.marks); });
    for (const auto& row : rows) {
        for (const std::size_t i : row) taken[i] = true;
    }
    std::vector<Row> lines;
    for (auto& row : rows) {
        Row line{row, std::move(row)};
        add_small_marks(line.members, found.marks, taken);
        lines.push_back(std::move(line));
    }
    return lines;
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
    for (const Row& row : lines_among(found, std::vector<bool>(found.marks.size(), false))) {
        const LineLook look = look_at(picture, ink, level, found, row.letters);
        candidates.push_back({cut_out(ink, found, without_ghosts(row.members, found, ink)), look.traits, look.colours,
                              likeness(look.traits)});
    }
    return candidates;
}

namespace {

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

}  // namespace

InkPart by_colour(const cv::Mat& picture, const Candidate& candidate) {
    const cv::Rect& line = candidate.part.box;
    const int more = line.height;
    const cv::Rect box = cv::Rect(line.x - more, line.y - more / 3, line.width + 2 * more, line.height + more * 2 / 3) &
                         cv::Rect({}, picture.size());
    const double span = std::max(30.0, cv::norm(candidate.colours.fill - candidate.colours.ground));
    cv::Mat near(box.size(), CV_8UC1);
    for (int y = 0; y < box.height; ++y) {
        const auto* colours = picture.ptr<cv::Vec3b>(box.y + y) + box.x;
        unsigned char* to = near.ptr(y);
        for (int x = 0; x < box.width; ++x) {
            const double distance = cv::norm(cv::Vec3f(colours[x]) - candidate.colours.fill);
            to[x] = cv::saturate_cast<unsigned char>(255 * (1.15 - distance / span));
        }
    }
    const cv::Rect own = line - box.tl();
    // Where the art is nearly of the letters' colour they come apart only at a higher level.
    Marks best;
    std::vector<std::size_t> members;
    std::size_t most = 0;
    for (const int level : {solid_ink, 150, 190, 220}) {
        Marks found = find_marks(near, level);
        std::vector<std::size_t> in_line;
        std::size_t letters = 0;
        for (std::size_t i = 0; i < found.marks.size(); ++i) {
            if (!belongs(found.marks[i].box, own, box.size())) continue;
            in_line.push_back(i);
            letters += found.marks[i].box.height * 2 >= own.height ? 1 : 0;
        }
        if (letters <= most) continue;
        most = letters;
        members = std::move(in_line);
        best = std::move(found);
    }
    if (members.empty()) return {};
    InkPart part = cut_out(near, best, without_ghosts(std::move(members), best, near));
    part.box += box.tl();
    return part;
}

std::vector<Candidate> find_candidates(const cv::Mat& picture) {
    std::vector<Candidate> all;
    for (const Polarity polarity : {Polarity::light_on_dark, Polarity::dark_on_light}) {
        for (const Channels channels : {Channels::strongest, Channels::weakest}) {
            const cv::Mat ink = ink_by_contrast(picture, polarity, widest_stroke, channels);
            for (const int level : contrast_levels) {
                for (Candidate& candidate : candidates_at(picture, ink, level)) {
                    if (candidate.likeness >= least_likeness) all.push_back(std::move(candidate));
                }
            }
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Candidate& a, const Candidate& b) { return a.likeness > b.likeness; });
    return all;
}

}  // namespace tk::ocr
