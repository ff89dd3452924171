#include "ocr/block.hpp"

#include <algorithm>

#include "ocr/marks.hpp"
#include "stats/middle_value.hpp"

namespace tk::ocr {

namespace {

/// Rows [top, bottom).
struct Band {
    int top = 0;
    int bottom = 0;
};

/// The usual height of a mark: the median, without specks.
int height_of_marks(const Marks& found) {
    std::vector<int> heights;
    for (const Mark& mark : found.marks) {
        if (mark.box.height >= 4) heights.push_back(mark.box.height);
    }
    return stats::middle_value(std::move(heights));
}

/// Runs of `counts` above `least` within `range`.
std::vector<Band> runs_above(const std::vector<int>& counts, Band range, int least) {
    std::vector<Band> runs;
    for (int y = range.top; y < range.bottom; ++y) {
        if (counts[static_cast<std::size_t>(y)] <= least) continue;
        if (runs.empty() || runs.back().bottom != y) runs.push_back({y, y});
        runs.back().bottom = y + 1;
    }
    return runs;
}

/// The band of each line. Letters cross the middle of their own line only: counted by rows, without dots and accents,
/// they leave a gap between lines even where descenders come near the accents of the next line. Where they leave
/// none, the band is cut where few cross.
std::vector<Band> bands_of(const Marks& found, int usual, int rows) {
    std::vector<int> counts(static_cast<std::size_t>(rows), 0);
    for (const Mark& mark : found.marks) {
        if (mark.box.height * 10 < usual * 6 || mark.box.height > usual * 4) continue;
        for (int y = mark.box.y; y < mark.box.br().y; ++y) ++counts[static_cast<std::size_t>(y)];
    }
    std::vector<Band> bands;
    for (const Band& run : runs_above(counts, {0, rows}, 0)) {
        if (run.bottom - run.top <= usual * 5 / 2) {
            bands.push_back(run);
            continue;
        }
        const int peak = *std::max_element(counts.begin() + run.top, counts.begin() + run.bottom);
        for (const Band& part : runs_above(counts, run, peak / 4)) bands.push_back(part);
    }
    return bands;
}

/// The band a mark belongs to: the one it overlaps most; else, as an accent, the next below; else the one above.
std::size_t band_of(const cv::Rect& box, const std::vector<Band>& bands, int usual) {
    std::size_t best = bands.size();
    int most = 0;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const int overlap = std::min(box.br().y, bands[i].bottom) - std::max(box.y, bands[i].top);
        if (overlap > most) {
            most = overlap;
            best = i;
        }
    }
    for (std::size_t i = 0; i < bands.size() && best == bands.size(); ++i) {
        if (bands[i].top >= box.br().y && (bands[i].top - box.br().y) * 10 <= usual * 6) best = i;
    }
    for (std::size_t i = 0; i < bands.size() && best == bands.size(); ++i) {
        if (bands[i].bottom <= box.y && (box.y - bands[i].bottom) * 10 <= usual * 4) best = i;
    }
    return best;
}

/// The marks of a band cut where the gap is much wider than any blank in a line: what stands beyond belongs to
/// something else, a second column or a window that covers part of the block.
std::vector<std::vector<std::size_t>> parts_of(std::vector<std::size_t> members, const Marks& found, int usual) {
    const auto box = [&](std::size_t i) { return found.marks[i].box; };
    std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) { return box(a).x < box(b).x; });
    std::vector<std::vector<std::size_t>> parts;
    int end = 0;
    for (const std::size_t member : members) {
        if (parts.empty() || box(member).x - end > usual * 3) parts.emplace_back();
        end = parts.back().empty() ? box(member).br().x : std::max(end, box(member).br().x);
        parts.back().push_back(member);
    }
    return parts;
}

}  // namespace

std::vector<InkPart> lines_of_block(const FlatInk& block) {
    const Marks found = find_marks(block.ink, solid_ink);
    const int usual = height_of_marks(found);
    const std::vector<Band> bands = bands_of(found, usual, block.ink.rows);
    std::vector<std::vector<std::size_t>> members(bands.size() + 1);
    for (std::size_t i = 0; i < found.marks.size(); ++i) {
        members[band_of(found.marks[i].box, bands, usual)].push_back(i);
    }
    members.pop_back();
    std::vector<InkPart> lines;
    for (auto& band : members) {
        for (const auto& part : parts_of(std::move(band), found, usual)) {
            lines.push_back(cut_out(block.faint, found, part));
        }
    }
    return lines;
}

}  // namespace tk::ocr
