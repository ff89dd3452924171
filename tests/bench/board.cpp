// Decides about cells of a DOFUS map as a planner would: who is seen, what is reached, what a zone strikes. Prints how
// many cells it decided about; tests/bench/bench_board.py measures the time.
//
//   bench_board sight|reach|zones ROUNDS
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string_view>

#include "board/path.hpp"
#include "board/sight.hpp"
#include "board/zone.hpp"

using namespace tk::board;

namespace {

struct Fight {
    Board board;
    CellSet entities{board.size()};

    Fight() {
        std::mt19937 random(1);
        for (Cell cell = 0; cell < board.size(); ++cell)
            if (random() % 10 == 0) board.set(cell, Terrain::obstacle);
        for (int i = 0; i < 8; ++i) entities.add(static_cast<Cell>(random() % 560));
    }
};

/// Cells asked about, and an answer that depends on all the work.
struct Tally {
    long asked = 0;
    long answer = 0;
};

Tally see(const Fight& fight) {
    Tally tally;
    for (Cell from = 0; from < fight.board.size(); ++from) {
        tally.answer += visible(fight.board, fight.entities, from).count();
        tally.asked += fight.board.size();
    }
    return tally;
}

Tally walk(const Fight& fight) {
    Tally tally;
    for (Cell from = 0; from < fight.board.size(); ++from) {
        // Only the cells that the search settled count, not the rest of the map.
        for (const int left : reach(fight.board, from, 6, fight.entities).left) tally.asked += left >= 0 ? 1 : 0;
    }
    tally.answer = tally.asked;
    return tally;
}

Tally strike(const Fight& fight) {
    static constexpr std::string_view raws[] = {"C2", "X1", "L3", "T1", "V3", "G2", "C3,1"};
    Tally tally;
    for (const std::string_view raw : raws) {
        const Zone zone = parse_zone(raw);
        for (Cell target = 0; target < fight.board.size(); ++target)
            tally.asked += static_cast<long>(
                zone_cells(fight.board.geometry(), zone, target, (target + 28) % fight.board.size()).size());
    }
    tally.answer = tally.asked;
    return tally;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const std::string_view job = argv[1];
    const int rounds = std::atoi(argv[2]);
    const Fight fight;
    Tally total;
    for (int i = 0; i < rounds; ++i) {
        const Tally tally = job == "sight" ? see(fight) : job == "reach" ? walk(fight) : strike(fight);
        total.asked += tally.asked;
        total.answer += tally.answer;
    }
    std::printf("%ld %ld\n", total.asked, total.answer);
}
