#include "grid-analyze/scene/scene.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "grid-analyze/scene/discs.hpp"
#include "grid-analyze/scene/pairing.hpp"
#include "grid-analyze/scene/pieces.hpp"
#include "grid-analyze/scene/rings.hpp"
#include "grid-analyze/scene/tokens.hpp"

namespace tk::grid {
namespace {

constexpr double highest_tag = 10;  // cells above the feet: tags give way to one another
constexpr double of_nobody = 14;    // a tag that suits only worse belongs to somebody who is not seen

cv::Rect rectangle(double left, double top, double right, double bottom) {
    const int x = static_cast<int>(std::floor(left)), y = static_cast<int>(std::floor(top));
    return {x, y, static_cast<int>(std::ceil(right)) - x, static_cast<int>(std::ceil(bottom)) - y};
}

/// A body reaches from the ring up to its tag, but not higher than a person on such a cell is drawn.
cv::Rect body_above(board::Point feet, const board::Placement& placement) {
    const double width = placement.width, height = placement.height;
    return rectangle(feet.x - 0.4 * width, feet.y - 1.5 * height, feet.x + 0.4 * width, feet.y + 0.42 * height);
}

cv::Rect grown(const cv::Rect& box, int x, int y) {
    return {box.x - x, box.y - y, box.width + 2 * x, box.height + 2 * y};
}

/// Where the tags hide the board. A bar whose plate was not read still has one.
std::vector<cv::Rect> hidden_by(const std::vector<Tag>& tags, const board::Placement& placement) {
    std::vector<cv::Rect> covers;
    for (const Tag& tag : tags) {
        if (tag.bar) covers.push_back(grown(tag.bar->box, 2, 2));
        if (tag.plate) {
            covers.push_back(grown(tag.plate->box, tag.plate->box.height / 2 + 1, tag.plate->box.height / 3 + 1));
        } else {
            const double middle = tag.middle(), top = tag.box().y;
            covers.push_back(
                rectangle(middle - 1.3 * placement.width, top - placement.height, middle + 1.3 * placement.width, top));
        }
    }
    return covers;
}

}  // namespace

std::vector<std::optional<std::size_t>> assign_tags(const std::vector<Tag>& tags, const std::vector<board::Point>& feet,
                                                    const board::Placement& placement) {
    const auto beside = [&](std::size_t tag, std::size_t foot) {
        return std::abs(tags[tag].middle() - feet[foot].x) / placement.width;
    };
    const auto above = [&](std::size_t tag, std::size_t foot) {
        const cv::Rect box = tags[tag].box();
        return (feet[foot].y - (box.y + box.height)) / placement.height;
    };
    const auto suits = [&](std::size_t tag, std::size_t foot) {
        return beside(tag, foot) < 0.35 && above(tag, foot) > 0.2 && above(tag, foot) < highest_tag;
    };
    PairCosts costs(tags.size(), std::vector<std::optional<double>>(feet.size()));
    for (std::size_t t = 0; t < tags.size(); ++t) {
        for (std::size_t f = 0; f < feet.size(); ++f) {
            if (suits(t, f)) costs[t][f] = 20 * beside(t, f) + above(t, f);
        }
    }
    auto foot_of = cheapest_pairs(costs, of_nobody);
    for (bool swapped = true; swapped;) {
        swapped = false;
        for (std::size_t a = 0; a < tags.size(); ++a) {
            for (std::size_t b = 0; b < tags.size(); ++b) {
                if (!foot_of[a] || !foot_of[b] || tags[a].box().y >= tags[b].box().y) continue;
                if (feet[*foot_of[a]].y <= feet[*foot_of[b]].y || !suits(a, *foot_of[b]) || !suits(b, *foot_of[a]))
                    continue;
                std::swap(foot_of[a], foot_of[b]);
                swapped = true;
            }
        }
    }
    return foot_of;
}

namespace {

cv::Mat gray_of(const cv::Mat& picture) {
    cv::Mat gray;
    cv::cvtColor(picture, gray, cv::COLOR_BGR2GRAY);
    return gray;
}

/// Somebody of no known team, as large as the cell.
Sighting sighting_on(const FullCell& full, const FoundBoard& board) {
    const double width = board.placement.width, height = board.placement.height;
    const board::Point middle = board::centre(board.geometry, board.placement, full.cell);
    Sighting sighting;
    sighting.cell = full.cell;
    sighting.box = rectangle(middle.x - width / 2, middle.y - height / 2, middle.x + width / 2, middle.y + height / 2);
    sighting.confidence = full.confidence;
    sighting.look = full.look;
    return sighting;
}

/// On a checkerboard of a game that nothing is known of: who stands where, and that all cells are floor.
std::optional<Scene> read_pieces(const cv::Mat& picture, const FoundBoard& board) {
    const auto pieces = find_pieces(picture, board);
    if (!pieces) return std::nullopt;
    Scene scene;
    scene.is_of_pieces = true;
    for (const FullCell& piece : *pieces) scene.sightings.push_back(sighting_on(piece, board));
    scene.surface.cells.assign(static_cast<std::size_t>(board.geometry.size()), '.');
    return scene;
}

/// Who stands on a drawn board of a game that nothing is known of.
std::vector<FullCell> find_nameless(const cv::Mat& picture, const FoundBoard& board) {
    std::vector<FullCell> found = find_tokens(gray_of(picture), board);
    for (const FullCell& disc : find_discs(picture, board)) {
        if (std::none_of(found.begin(), found.end(), [&](const FullCell& one) { return one.cell == disc.cell; }))
            found.push_back(disc);
    }
    std::sort(found.begin(), found.end(), [](const FullCell& a, const FullCell& b) { return a.cell < b.cell; });
    return found;
}

}  // namespace

Scene read_scene(const cv::Mat& picture, const FoundBoard& board, const profile::Profile& profile,
                 const std::vector<Plate>& plates, const std::optional<Floors>& floors) {
    if (board.is_checkered && profile.teams.empty()) {
        if (auto pieces = read_pieces(picture, board)) return *pieces;
    }
    Scene scene;
    std::vector<board::Point> feet;
    Covers covers;
    if (profile.teams.empty()) {
        for (const FullCell& token : find_nameless(picture, board)) {
            covers.occupied.push_back({token.cell});
            scene.sightings.push_back(sighting_on(token, board));
            feet.push_back(board::centre(board.geometry, board.placement, token.cell));
        }
    }
    for (const Ring& ring : find_rings(picture, board.geometry, board.placement, profile.teams)) {
        feet.push_back(board::centre(board.geometry, board.placement, ring.cell));
        Sighting sighting;
        sighting.cell = ring.cell;
        sighting.team = ring.team;
        sighting.box = body_above(feet.back(), board.placement);
        sighting.confidence = ring.confidence;
        covers.occupied.push_back({ring.cell, ring.radius});
        covers.bodies.push_back(sighting.box);
        scene.sightings.push_back(std::move(sighting));
    }
    const std::vector<Tag> tags = mark_active(
        picture, join_tags(find_bars(picture, board.placement, feet), plates, board.placement), board.placement);
    const auto foot_of = assign_tags(tags, feet, board.placement);
    for (std::size_t i = 0; i < tags.size(); ++i) {
        if (!foot_of[i]) continue;
        Sighting& sighting = scene.sightings[*foot_of[i]];
        if (tags[i].plate) {
            sighting.name = tags[i].plate->name;
            sighting.name_confidence = tags[i].plate->confidence;
        }
        if (tags[i].bar) sighting.hp_share = tags[i].bar->share;
        sighting.has_marker = tags[i].has_marker;
    }
    covers.plates = hidden_by(tags, board.placement);
    scene.surface = read_cells(picture, board, profile.highlights, covers, floors);
    return scene;
}

}  // namespace tk::grid
