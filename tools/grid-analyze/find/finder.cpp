#include "grid-analyze/find/finder.hpp"

#include <optional>

#include "grid-analyze/find/board_search.hpp"
#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/flat_view.hpp"
#include "grid-analyze/find/hints.hpp"
#include "grid-analyze/find/iso_look.hpp"
#include "grid-analyze/find/iso_search.hpp"
#include "grid-analyze/find/refusal.hpp"
#include "grid-analyze/find/tiling_pitch.hpp"

namespace tk::grid {
namespace {

Search search_in(const cv::Mat& gray, const profile::BoardProfile& profile) {
    if (gray.cols < 48 || gray.rows < 48) return NoBoard{"the picture is too small for a board", 0.98};
    const EdgeFields edges(gray);
    const bool may_be_other = is_allowed(board::Kind::square, profile) || is_allowed(board::Kind::hex_flat, profile) ||
                              is_allowed(board::Kind::hex_pointy, profile);
    if (may_be_other) return search_boards(gray, edges, profile);
    // Nothing has to be told from boards of other kinds, so that the sides of single cells need not show.
    const FlatView flat(gray, profile.area);
    const IsoSearch iso(gray, flat, profile);
    const Search search =
        iso.find(edges, [](const FoundBoard&, const IsoSearch::Heard& heard) { return !heard.is_fraction; });
    const auto* none = std::get_if<NoBoard>(&search);
    if (none == nullptr) return search;
    if (const auto faint = find_faint_iso_board(iso, edges)) return *faint;
    return refusal(gray, profile, std::nullopt, *none);
}

/// What the profile knows for sure need not be measured.
void take_stated(FoundBoard& board, const profile::BoardProfile& profile, cv::Point area) {
    auto& placement = board.placement;
    if (profile.pitch && board.geometry.is_hex())
        placement = with_pitch(board.geometry.kind(), placement, *profile.pitch);
    placement.origin.x += area.x;
    placement.origin.y += area.y;
}

}  // namespace

Search find_board(const cv::Mat& gray, const profile::BoardProfile& profile) {
    const cv::Rect area = area_of(gray.size(), profile);
    profile::BoardProfile inside = profile;
    inside.area = {};
    // Isometric boards of one size are numbered by where the area is in the picture, so theirs is the whole of it.
    const bool is_whole = area.size() == gray.size() || profile.kind == "iso" || profile.kind == "diamond";
    Search search = is_whole ? search_in(gray, profile) : search_in(gray(area).clone(), inside);
    if (auto* board = std::get_if<FoundBoard>(&search))
        take_stated(*board, profile, is_whole ? cv::Point() : area.tl());
    return search;
}

}  // namespace tk::grid
