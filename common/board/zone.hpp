#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "board/cell_set.hpp"
#include "board/geometry.hpp"

namespace tk::board {

/// The area that a spell strikes, as DOFUS writes it: a letter and numbers, "C2", "X1,1", "L3,25,1" (SpellZone.as of
/// 2019; R and F from later clients).
///
/// In words, with d the distance to the target cell, k a count of steps, r the radius, m the least radius, "ahead" the
/// direction from the caster to the target:
///   P the cell                        C m <= d <= r              O d == r                 I d >= r
///   A a the whole map                 ' ' nothing                ; the listed cells       D d <= r, d even as r is
///   X over sides, m <= k <= r         Q X without the centre     + over corners           # + without the centre
///   * X and + together                G square of side 2r+1      W G without diagonals    Z true circle: outside or on
///   L / from the target r cells on    l r cells of the line from the caster, the first m steps away
///   T - across, r cells to each side  U the two arms backwards   V cone: as wide as far, r deep
///   B T with its two ends bent back   R 2r+1 wide, m deep beyond the target               F three tines, r+1 long
///
/// Numbers after the letter: radius (1 if absent), then for C X Q + # l R the least radius m, then for all the loss of
/// damage per step in percent (10) and how many steps lose at most (4), then 1 if a line stops at the target. `l` has m
/// before r. 63 stands for no limit. "" and "null" are a point, as in the client.
struct Zone {
    char shape = 'P';
    int radius = 0;
    int least_radius = 0;
    int loss_percent = 10;
    int most_loss_steps = 4;
    bool stops_at_target = false;
    std::vector<Cell> cells;  ///< of ';'

    friend bool operator==(const Zone&, const Zone&) = default;
};

/// Throws Error for an unknown letter and for numbers that are none.
Zone parse_zone(std::string_view raw);

/// The cells struck when `caster` casts at `target`, in id order. Zones know no obstacles and no sight.
///
/// L / l T - U B look from the caster exactly along one of the eight directions; when the two cells are not in such a
/// line, `l` strikes nothing and the others the target only. V R F look over the nearest side. A caster who casts on
/// the own cell looks over the first side (iso: south-east), as in the client.
/// Throws Error for cells outside the board, and for letters that hexagons have no meaning for: T - U V B G W R F + #.
std::vector<Cell> zone_cells(const Geometry& geometry, const Zone& zone, Cell target, Cell caster);

/// Is `cell` struck? The same as a search in zone_cells.
bool in_zone(const Geometry& geometry, const Zone& zone, Cell cell, Cell target, Cell caster);

/// How many percent of the damage `cell` is spared for its distance from the target, 0..100 (getAOEMalus): by steps
/// over sides, corners (for + # - / U) or along the square or cone; none for zones without limit.
int zone_loss(const Geometry& geometry, const Zone& zone, Cell cell, Cell target, Cell caster);

}  // namespace tk::board
