#include "board/draw.hpp"

#include "catch.hpp"
#include "maps.hpp"
#include "shapes.hpp"

using namespace tk::board;

TEST_CASE("boards are drawn as they stand on the screen", "[draw]") {
    CHECK(draw(Board(Geometry(Kind::square, 3, 2), ".#.o.?")) ==
          ".  #  .\n"
          "o  .  ?\n");
    CHECK(draw(Board(Geometry(Kind::iso, 3, 4), ".#.o.?...###")) ==
          ".   #   .\n"
          "  o   .   ?\n"
          ".   .   .\n"
          "  #   #   #\n");
    CHECK(draw(Board(Geometry(Kind::iso, 3, 3, Stagger::alternating), "...##...")) ==
          ".   .   .\n"
          "  #   #\n"
          ".   .   .\n");
    CHECK(draw(Board(Geometry(Kind::diamond, 3, 2), "..#o..")) ==
          "  .\n"
          "o   .\n"
          "  .   #\n"
          "    .\n");
    CHECK(draw(Board(Geometry(Kind::hex_pointy, 3, 2, Stagger::even), "...ooo")) ==
          "  .   .   .\n"
          "o   o   o\n");
    CHECK(draw(Board(Geometry(Kind::hex_flat, 3, 2), "..#o..")) ==
          ".     #\n"
          "   .\n"
          "o     .\n"
          "   .\n");
}

TEST_CASE("marks stand where their cell is, two characters wide at most", "[draw]") {
    const Board board(Geometry(Kind::iso, 3, 2));
    const std::vector<Mark> marks{{1, "Él"}, {5, "loup"}, {3, "x"}, {99, "no"}, {-1, "no"}};
    CHECK(draw(board, marks) ==
          ".   Él  .\n"
          "  x   .   lo\n");
}

TEST_CASE("cells stand closer where lines would be too long", "[draw]") {
    const std::vector<Mark> marks{{1, "e1"}};
    CHECK(draw(Board(Geometry(Kind::square, 3, 2), ".#.o.?"), marks, false, 8) ==
          ".  e1 .\n"
          "o  .  ?\n");
    CHECK(draw(Board(Geometry(Kind::square, 3, 2), ".#.o.?"), marks, false, 7) ==
          ". e1.\n"
          "o . ?\n");
    CHECK(draw(Board(Geometry(Kind::iso, 3, 4), ".#.o.?...###"), {}, false, 10) ==
          ". # .\n"
          " o . ?\n"
          ". . .\n"
          " # # #\n");
    CHECK(draw(Board(Geometry(Kind::hex_pointy, 3, 2), "...ooo"), {}, false, 9) ==
          ". . .\n"
          " o o o\n");
    CHECK(draw(Board(Geometry(Kind::hex_flat, 3, 2), "..#o.."), {}, false, 6) ==
          ".   #\n"
          "  .\n"
          "o   .\n"
          "  .\n");
}

TEST_CASE("colours stand around the same characters", "[draw]") {
    const Board board(Geometry(Kind::square, 3, 1), "..#");
    const std::vector<Mark> marks{{1, "e1", tk::Color::red}};
    CHECK(draw(board, marks) == ".  e1 #\n");
    CHECK(draw(board, marks, true) == "\x1b[2m.\x1b[0m  \x1b[31me1\x1b[0m \x1b[1m#\x1b[0m\n");
}

TEST_CASE("every cell of every board is drawn", "[draw]") {
    for (const Geometry& geometry : shapes())
        for (const Board& board : test_maps(geometry)) {
            std::string letters = draw(board);
            CHECK(std::count_if(letters.begin(), letters.end(), [](char c) { return c != ' ' && c != '\n'; }) ==
                  geometry.size());
        }
}
