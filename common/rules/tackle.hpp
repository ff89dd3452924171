#pragma once

namespace tk::rules {

/// The share of the movement points that somebody with `evade` keeps who leaves a cell beside a tackler with `block`:
/// (evade + 2) / (2 * (block + 2)), at most 1; below zero either counts as zero (DOFUS's TackleUtil, 2.x). Several
/// tacklers multiply.
double tackle_share(int evade, int block);

}  // namespace tk::rules
