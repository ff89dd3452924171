#include <array>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <utility>

#include "core/program.hpp"
#include "render/fight.hpp"
#include "render/texts.hpp"

namespace {

using namespace tk::render;

// What the command line says; subcommands share the names.
struct Arguments {
    std::string script;
    std::string folder;
    std::string profile = "dofus";
    std::string kind = "iso";
    std::string level;
    bool bare = false;
    CellShape shape;
    std::int64_t seed = 1, count = 20, width = 1280, height = 720;
    std::array<std::optional<double>, switch_count> switches;

    Overrides overrides() const {
        Overrides list;
        for (std::size_t i = 0; i < switches.size(); ++i) {
            if (switches[i]) list.emplace_back(switch_table()[i].name, *switches[i]);
        }
        return list;
    }
};

void declare_common(tk::Command& command, Arguments& arguments) {
    command.folder("--out", "DIR", &arguments.folder, "write pictures and truth into this folder").required();
    command.choice("--level", "LEVEL", &arguments.level, {"easy", "real", "hard"},
                   "draw the switches at random from the ranges of this level");
    command.integer("--seed", "N", &arguments.seed, "seed of everything that is random").between(0, 1e15);
    const auto table = switch_table();
    for (std::size_t i = 0; i < table.size(); ++i) {
        command.real("--" + std::string(table[i].name), "X", &arguments.switches[i], help_of(table[i]))
            .between(0, 1000);
    }
}

// The renderer's own failures are messages, not accidents.
tk::Command::Action reporting(std::function<void()> work) {
    return [work = std::move(work)](tk::Context&) {
        try {
            work();
        } catch (const std::runtime_error& error) {
            throw tk::Error(error.what());
        } catch (const std::invalid_argument& error) {
            throw tk::Error(error.what());
        }
        return tk::Status::done;
    };
}

}  // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    tk::Command command("render", "draw pictures of fights and boards whose truth is known");
    command.describe(
        "Draws a fight from a script, random boards for the accuracy tests, or pictures without any board, and writes "
        "the truth beside the pictures. The same arguments give the same pictures.");

    tk::Command& script =
        command.subcommand("script", "draw a fight: one picture before the first step and one after each");
    script.operand("SCRIPT", &arguments.script, "the fight, as JSON").required();
    script.integer("--width", "PX", &arguments.width, "width of the pictures").between(320, 7680);
    script.integer("--height", "PX", &arguments.height, "height of the pictures").between(240, 4320);
    script.text("--profile", "NAME", &arguments.profile, "profile that profile.json names");
    declare_common(script, arguments);
    script.action(reporting([&] {
        FightOptions options;
        options.width = static_cast<int>(arguments.width);
        options.height = static_cast<int>(arguments.height);
        if (!arguments.level.empty()) options.level = level_of(arguments.level);
        options.seed = static_cast<std::uint64_t>(arguments.seed);
        options.overrides = arguments.overrides();
        options.profile = arguments.profile;
        draw_fight(arguments.script, options, arguments.folder);
    }));

    const auto level = [&] { return level_of(arguments.level.empty() ? "real" : arguments.level); };
    tk::Command& boards = command.subcommand("boards", "draw random boards (level real unless said otherwise)");
    boards.choice("--kind", "KIND", &arguments.kind, {"iso", "diamond", "square", "hex-pointy", "hex-flat"},
                  "kind of board");
    boards
        .real("--pitch", "P", &arguments.shape.pitch,
              "hexagons: from row to row, share of the height (flat ones: from column to column, of the width)")
        .between(0.55, 0.95);
    boards.real("--ratio", "R", &arguments.shape.ratio, "width to height of a cell, not the usual of its kind")
        .between(0.4, 3);
    boards.integer("--count", "N", &arguments.count, "how many").between(1, 100000);
    declare_common(boards, arguments);
    boards.action(reporting([&] {
        draw_boards(kind_of(arguments.kind), static_cast<int>(arguments.count), level(),
                    static_cast<std::uint64_t>(arguments.seed), arguments.overrides(), arguments.folder,
                    arguments.shape);
    }));

    tk::Command& negatives = command.subcommand("negatives", "draw pictures without any board");
    negatives.integer("--count", "N", &arguments.count, "how many").between(1, 100000);
    declare_common(negatives, arguments);
    negatives.action(reporting([&] {
        draw_negatives(static_cast<int>(arguments.count), level(), static_cast<std::uint64_t>(arguments.seed),
                       arguments.overrides(), arguments.folder);
    }));

    tk::Command& texts = command.subcommand("texts", "draw texts as games show them, or pictures without any text");
    texts.integer("--count", "N", &arguments.count, "how many").between(1, 100000);
    texts.flag("--bare", arguments.bare, "draw pictures without any text");
    declare_common(texts, arguments);
    texts.action(reporting([&] {
        (arguments.bare ? draw_bare : draw_texts)(static_cast<int>(arguments.count), level(),
                                                  static_cast<std::uint64_t>(arguments.seed), arguments.folder);
    }));
    return tk::run_main(command, argc, argv);
}
