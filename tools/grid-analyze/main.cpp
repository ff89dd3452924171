#include <string>
#include <vector>

#include "core/filter.hpp"
#include "grid-analyze/analysis.hpp"
#include "grid-analyze/ask/known.hpp"
#include "grid-analyze/ask/questions.hpp"
#include "grid-analyze/ask/situation.hpp"
#include "grid-analyze/manual.hpp"
#include "grid-analyze/show/draw_records.hpp"

int main(int argc, char** argv) {
    tk::grid::Wishes wishes;
    tk::grid::Questions questions;
    std::vector<std::string> inputs;

    tk::Command command("grid-analyze", "find the board in pictures and tell what happens on it");
    tk::grid::describe(command);
    const auto of_pictures = [](tk::Option& option) -> tk::Option& {
        return option.not_with({"--board"}, "is about pictures: leave out --board");
    };
    command.text("-p,--profile", "NAME", &wishes.profile, "Game profile: a name, or the path of a file")
        .env("TURNKIT_PROFILE");
    of_pictures(command.flag("--events", wishes.events, "Follow each frame by the actions since the one before"));
    of_pictures(command.file("--learn-profile", "FILE", &wishes.learn,
                             "Write a profile of the game from the first picture with a board, and read with it; what "
                             "a profile of that name already tells of the interface stays"))
        .changes();
    of_pictures(command.folder("--templates", "DIR", &wishes.templates,
                               "Pictures of kinds of entities: who looks like KIND.png or KIND.2.png is of that "
                               "`kind`"));
    of_pictures(command.file("--annotate", "FILE", &wishes.annotate,
                             "Draw what was found over the picture, as PNG; a {} in the name is the number of each "
                             "picture, else the last one stays"))
        .changes();
    tk::grid::declare(command, questions);
    command.operand("FILE", &inputs, "Records; without it, or for -, stdin");
    command.prints_records();
    command.reads_stdin();
    command.action([&](tk::Context& context) {
        tk::grid::check_asked(questions, inputs.size());
        if (questions.of_board)
            return tk::grid::answer(context, questions, inputs.empty() || inputs[0] == "-" ? "/dev/stdin" : inputs[0]);
        tk::grid::Stage stage(wishes);
        if (questions.draw) return tk::grid::draw_records(context, stage, inputs);
        tk::grid::Known known(context, questions.database);
        tk::Filter filter;
        filter.flush_each = true;
        filter.enrich = [&](const tk::Record& record) {
            auto enrichment = stage.enrich(record);
            if (enrichment && questions.summary) tk::grid::add_situation(*enrichment, record, questions.game, known);
            return enrichment;
        };
        filter.finish = [&] {
            context.counters().extra["searches"] = stage.searches();
            return std::vector<std::string>();
        };
        return tk::run_filter(context, inputs, filter);
    });
    return tk::run_main(command, argc, argv);
}
