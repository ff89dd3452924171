// links: tk_tool_grid_analyze
// A board file is read or refused with an Error; all who stand on a board that was read stand on cells it has.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/error.hpp"
#include "grid-analyze/ask/board_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const std::string text(reinterpret_cast<const char*>(data), size);
        const auto file = tk::grid::parse_board_file(text, "input");
        for (const auto& piece : file.pieces) {
            if (!file.board.geometry().contains(piece.cell)) std::abort();
        }
    } catch (const tk::Error&) {
    }
    return 0;
}
