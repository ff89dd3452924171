#pragma once

#include <string>
#include <vector>

#include "board/geometry.hpp"

/// One board of every kind and stagger, the sizes of real games among them.
inline std::vector<tk::board::Geometry> shapes() {
    using namespace tk::board;
    return {
        Geometry(),
        Geometry(Kind::iso, 8, 15, Stagger::alternating),
        Geometry(Kind::iso, 15, 33, Stagger::alternating),
        Geometry(Kind::iso, 7, 12),
        Geometry(Kind::square, 8, 8),
        Geometry(Kind::square, 19, 13),
        Geometry(Kind::diamond, 12, 17),
        Geometry(Kind::hex_pointy, 13, 11, Stagger::odd),
        Geometry(Kind::hex_pointy, 12, 15, Stagger::even),
        Geometry(Kind::hex_flat, 13, 11, Stagger::odd),
        Geometry(Kind::hex_flat, 12, 15, Stagger::even),
    };
}

/// The same for tests that try all triples of cells.
inline std::vector<tk::board::Geometry> small_shapes() {
    using namespace tk::board;
    return {
        Geometry(Kind::iso, 4, 9),
        Geometry(Kind::iso, 5, 8, Stagger::alternating),
        Geometry(Kind::square, 6, 5),
        Geometry(Kind::diamond, 5, 7),
        Geometry(Kind::hex_pointy, 5, 6, Stagger::odd),
        Geometry(Kind::hex_pointy, 6, 5, Stagger::even),
        Geometry(Kind::hex_flat, 6, 5, Stagger::odd),
        Geometry(Kind::hex_flat, 5, 6, Stagger::even),
    };
}

/// For CAPTURE: "iso 14 x 40 odd".
inline std::string describe(const tk::board::Geometry& geometry) {
    using tk::board::Stagger;
    const char* stagger = geometry.stagger() == Stagger::odd    ? "odd"
                          : geometry.stagger() == Stagger::even ? "even"
                                                                : "alternating";
    return std::string(tk::board::kind_name(geometry.kind())) + ' ' + std::to_string(geometry.cols()) + " x " +
           std::to_string(geometry.rows()) + ' ' + stagger;
}
