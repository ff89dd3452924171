#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "board/board.hpp"

/// Boards of `geometry` to try a rule on: empty, sparse, dense, with rows of pillars, with unknown cells. The numbers
/// come straight from the engine, so that every library draws the same maps.
inline std::vector<tk::board::Board> test_maps(const tk::board::Geometry& geometry) {
    using namespace tk::board;
    std::vector<Board> maps{Board(geometry)};
    for (const std::uint32_t percent : {4u, 15u, 35u}) {
        std::mt19937 random(1000 + percent);
        Board map(geometry);
        for (Cell cell = 0; cell < map.size(); ++cell) {
            const std::uint32_t drawn = static_cast<std::uint32_t>(random()) % 100;
            if (drawn < percent)
                map.set(cell, Terrain::obstacle);
            else if (drawn < percent + percent / 2)
                map.set(cell, Terrain::hole);
            else if (drawn < percent + percent / 2 + 2)
                map.set(cell, Terrain::unknown);
        }
        maps.push_back(map);
    }
    Board pillars(geometry);
    for (Cell cell = 0; cell < pillars.size(); ++cell) {
        const Coord coord = geometry.coord(cell);
        if (coord.x % 3 == 0 && coord.y % 3 == 0) pillars.set(cell, Terrain::obstacle);
    }
    maps.push_back(pillars);
    return maps;
}

/// A few cells where somebody stands, always the same ones for a seed.
inline tk::board::CellSet test_entities(const tk::board::Geometry& geometry, std::uint32_t seed, int count) {
    std::mt19937 random(seed);
    tk::board::CellSet entities(geometry.size());
    for (int i = 0; i < count; ++i)
        entities.add(static_cast<tk::board::Cell>(random() % static_cast<std::uint32_t>(geometry.size())));
    return entities;
}
