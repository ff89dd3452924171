#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "board/cell_set.hpp"
#include "board/geometry.hpp"

namespace tk::board {

/// What a cell is; the values are the letters of the `cells` text of records.
enum class Terrain : char {
    floor = '.',
    obstacle = '#',  ///< not walked on, blocks sight
    hole = 'o',      ///< not walked on, sight passes
    unknown = '?',   ///< not walked on, sight passes: most cells that could not be read are no obstacles
};

/// The cells of a fight: their shape and what each one is. Who stands where is kept apart, in a CellSet.
class Board {
public:
    /// All floor.
    explicit Board(const Geometry& geometry = {});
    /// From the `cells` text of a record, one letter a cell in id order. Throws Error naming the first letter that is
    /// none of the four and its cell, or both counts when the text has too few or too many.
    Board(const Geometry& geometry, std::string_view cells);

    const Geometry& geometry() const { return geometry_; }
    int size() const { return geometry_.size(); }

    /// What the cell is; cells outside the board are obstacles.
    Terrain terrain(Cell cell) const {
        return geometry_.contains(cell) ? static_cast<Terrain>(cells_[static_cast<std::size_t>(cell)])
                                        : Terrain::obstacle;
    }
    /// Throws Error when the board has no such cell.
    void set(Cell cell, Terrain terrain);
    bool walkable(Cell cell) const { return terrain(cell) == Terrain::floor; }
    bool blocks_sight(Cell cell) const { return terrain(cell) == Terrain::obstacle; }

    /// The `cells` text of records.
    const std::string& cells() const { return cells_; }

    friend bool operator==(const Board&, const Board&) = default;

private:
    Geometry geometry_;
    std::string cells_;
};

/// The geometry that a record means by kind, cols, rows and its number of cells: an iso board with one cell less in
/// every other row is Stagger::alternating. `stagger` is the record's optional key: "odd", "even" or "alternating".
/// Throws Error when the number of cells fits none.
Geometry geometry_of(std::string_view kind, int cols, int rows, std::size_t cells,
                     std::optional<std::string_view> stagger = {});

}  // namespace tk::board
