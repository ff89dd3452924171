#include "grid-analyze/story/piece_game.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "checker_picture.hpp"
#include "grid-analyze/analysis.hpp"
#include "image/picture.hpp"
#include "temp_folder.hpp"

namespace {

using namespace tk::grid;

const tk::board::Geometry eight(tk::board::Kind::square, 8, 8);

tk::board::Cell cell_of(const std::string& square) {
    return ('8' - square[1]) * 8 + (square[0] - 'a');
}

/// A piece as it looks on light or dark ground: letters differ in shape, capitals in colour.
PieceLook look_of(char piece, tk::board::Cell cell) {
    const float ground = (cell % 8 + cell / 8) % 2 == 0 ? 220 : 120;
    const float colour = std::isupper(piece) != 0 ? 250 : 30;
    const double width = 2.5 + (std::tolower(piece) - 'a') % 5, height = 2.5 + (std::tolower(piece) - 'a') / 5;
    PieceLook look;
    for (std::size_t patch = 0; patch < look.covered.size(); ++patch) {
        const double x = std::abs(static_cast<double>(patch % 12) - 5.5),
                     y = std::abs(static_cast<double>(patch / 12) - 5.5);
        look.covered[patch] = x < width && y < height;
        look.patches.colours[patch] = cv::Vec3f::all(look.covered[patch] ? colour : ground);
    }
    return look;
}

using Position = std::map<std::string, char>;

std::vector<Sighting> seen(const Position& position) {
    std::vector<Sighting> sightings;
    for (const auto& [square, piece] : position) {
        Sighting sighting;
        sighting.cell = cell_of(square);
        sighting.confidence = 1;
        sighting.look = look_of(piece, sighting.cell);
        sightings.push_back(sighting);
    }
    return sightings;
}

std::string square_of(tk::board::Cell cell) {
    return {static_cast<char>('a' + cell % 8), static_cast<char>('8' - cell / 8)};
}

/// What is told of frame after frame, a text for each: "move e2-e4", "die e5", "appear c3".
std::vector<std::string> told_of(const std::vector<Position>& frames, std::optional<double> seconds = 1) {
    PieceGame game;
    Roster roster;
    std::vector<std::string> texts;
    for (const Position& frame : frames) {
        std::string text;
        for (const Action& action : game.follow(seen(frame), seconds, eight, roster).actions) {
            if (!text.empty()) text += ", ";
            text += action.kind + " " + (action.from ? square_of(*action.from) + "-" : "") +
                    square_of(action.to ? *action.to : *action.cell);
        }
        texts.push_back(text);
    }
    return texts;
}

using Texts = std::vector<std::string>;

/// Kings and pawns enough that one move is none of another game.
const Position start{{"a2", 'P'}, {"b2", 'P'}, {"e1", 'K'}, {"h1", 'R'}, {"a7", 'p'}, {"b7", 'p'},
                     {"e8", 'k'}, {"h8", 'r'}, {"c1", 'B'}, {"c8", 'b'}, {"e5", 'P'}, {"d5", 'p'}};

Position after(Position position, const std::vector<std::pair<std::string, std::string>>& moves) {
    for (const auto& [from, to] : moves) {
        const char piece = position.at(from);
        position.erase(from);
        if (!to.empty()) position[to] = piece;
    }
    return position;
}

TEST_CASE("moves are told by the cells that changed, on ground of either shade") {
    CHECK(told_of({start, after(start, {{"b2", "b3"}})}) == Texts{"", "move b2-b3"});
    CHECK(told_of({start, after(start, {{"b2", "b4"}}), after(start, {{"b2", "b4"}, {"c8", "h3"}})}) ==
          Texts{"", "move b2-b4", "move c8-h3"});
    CHECK(told_of({start, start}) == Texts{"", ""});
}

TEST_CASE("captures, castling, en passant and promotion are told as what they are") {
    CHECK(told_of({start, after(start, {{"c1", "a3"}}), after(start, {{"c1", "a3"}, {"h8", "h1"}})}) ==
          Texts{"", "move c1-a3", "die h1, move h8-h1"});
    const Texts castled = told_of({start, after(start, {{"e1", "g1"}, {"h1", "f1"}})});
    CHECK((castled[1] == "move e1-g1, move h1-f1" || castled[1] == "move h1-f1, move e1-g1"));
    CHECK(told_of({start, after(start, {{"e5", "d6"}, {"d5", ""}})}) == Texts{"", "die d5, move e5-d6"});
    Position promoted = after(start, {{"a7", "a1"}});
    promoted["a1"] = 'y';  // nothing like it
    CHECK(told_of({start, promoted, promoted, promoted}) == Texts{"", "", "move a7-a1", ""});
}

TEST_CASE("two moves between two frames are told, and of pieces alike the one whose cell is left") {
    CHECK(told_of({start, after(start, {{"a2", "a3"}, {"b7", "b6"}})}) == Texts{"", "move a2-a3, move b7-b6"});
    // One pawn moves, and another of its kind is captured.
    const Texts texts = told_of({start, after(start, {{"b2", "b3"}, {"h8", "a2"}})});
    CHECK((texts[1] == "move b2-b3, die a2, move h8-a2" || texts[1] == "die a2, move h8-a2, move b2-b3"));
}

TEST_CASE("another position tells nothing, and its pieces are others") {
    Position other;
    for (const auto& [square, piece] : start)
        other[std::string{square[0], static_cast<char>(square[1] == '8' ? '7' : square[1] + 1)}] = piece;
    CHECK(told_of({start, other, other}) == Texts{"", "", ""});
    PieceGame game;
    Roster roster;
    const auto before = game.follow(seen(start), 1, eight, roster).members;
    const auto now = game.follow(seen(other), 1, eight, roster).members;
    CHECK(std::none_of(now.begin(), now.end(), [&](std::size_t member) { return member < before.size(); }));
}

TEST_CASE("where everything changes all the time there are no new pieces without end") {
    Position other;
    for (const auto& [square, piece] : start)
        other[std::string{square[0], static_cast<char>(square[1] == '8' ? '6' : square[1] + 1)}] = piece;
    PieceGame game;
    Roster roster;
    for (int k = 0; k < 50; ++k) {
        for (const Position& position : {start, other}) game.follow(seen(position), 1, eight, roster);
    }
    CHECK(roster.members().size() <= 3 * start.size());
}

TEST_CASE("a piece in a hand is moved once it is put down, and not if it is put back") {
    const Position held = after(start, {{"c1", ""}});
    CHECK(told_of({start, held, held, after(start, {{"c1", "f4"}})}) == Texts{"", "", "", "move c1-f4"});
    CHECK(told_of({start, held, held, held, held, start}) == Texts{"", "", "", "", "", ""});
}

TEST_CASE("a piece that stays away while others move was taken from the board") {
    const Position gone = after(start, {{"b7", ""}}), moved = after(start, {{"b7", ""}, {"a2", "a3"}});
    CHECK(told_of({start, gone, moved, moved, moved}) == Texts{"", "", "move a2-a3", "die b7", ""});
}

TEST_CASE("what comes is told when it is seen again, and what shows once is nothing") {
    Position one_more = start;
    one_more["f3"] = 'N';
    CHECK(told_of({start, one_more, one_more, one_more}) == Texts{"", "", "appear f3", ""});
    CHECK(told_of({start, one_more, start, start}) == Texts{"", "", "", ""});
    CHECK(told_of({start, one_more, after(start, {{"c1", "f3"}})}) == Texts{"", "", "move c1-f3"});
    const Position elsewhere = after(one_more, {{"f3", "f5"}});
    CHECK(told_of({start, one_more, elsewhere, elsewhere}) == Texts{"", "", "", "appear f5"});
}

TEST_CASE("a piece that looks otherwise for a while is the same") {
    PieceGame game;
    Roster roster;
    const auto before = game.follow(seen(start), 1, eight, roster).members;
    Position marked = start;
    marked["e5"] = 'n';
    const auto told = game.follow(seen(marked), 1, eight, roster);
    CHECK(told.members == before);
    CHECK(told.actions.empty());
    CHECK(game.follow(seen(start), 1, eight, roster).members == before);
    // It is known by its own look when it moves.
    const Texts texts = told_of({start, marked, after(start, {{"e5", "e6"}, {"b7", "b6"}})});
    CHECK((texts[2] == "move e5-e6, move b7-b6" || texts[2] == "move b7-b6, move e5-e6"));
}

TEST_CASE("in a video a piece is where it rests, and on its way it is nobody") {
    const Position held = after(start, {{"a2", ""}}), there = after(start, {{"a2", "a4"}});
    Position gliding = held;
    gliding["a3"] = 'P';
    CHECK(told_of({start, start, held, gliding, there, there, there}, 0.1) ==
          Texts{"", "", "", "", "", "move a2-a4", ""});
    PieceGame game;
    Roster roster;
    game.follow(seen(start), 0.1, eight, roster);
    game.follow(seen(start), 0.1, eight, roster);
    const auto told = game.follow(seen(gliding), 0.1, eight, roster);
    CHECK(told.sightings.size() == start.size() - 1);
    CHECK(told.members.size() == told.sightings.size());
    CHECK(std::none_of(told.sightings.begin(), told.sightings.end(),
                       [](const Sighting& one) { return one.cell == cell_of("a3"); }));
}

/// A chess board in a window of the usual size, as a chess program shows it.
cv::Mat shown(const std::string& pieces) {
    CheckerPicture board;
    board.corner = {120, 60};
    board.cell = 56;
    board.light = 215;
    board.dark = 130;
    board.pieces = pieces;
    cv::Mat gray(600, 800, CV_8U, cv::Scalar(40)), picture;
    draw(gray, board);
    cv::cvtColor(gray, picture, cv::COLOR_GRAY2BGR);
    return picture;
}

std::string moved(std::string pieces, const std::string& from, const std::string& to) {
    pieces[static_cast<std::size_t>(cell_of(to))] = pieces[static_cast<std::size_t>(cell_of(from))];
    pieces[static_cast<std::size_t>(cell_of(from))] = '.';
    return pieces;
}

TEST_CASE("the moves of a game are told from its pictures") {
    const tk::profile::Profile none;
    const std::vector<Template> no_templates;
    Fight fight(none, no_templates);
    const auto told = [&](const std::string& pieces) {
        std::string text;
        for (const Action& action : fight.look(shown(pieces), {}, false).actions)
            text += fmt::format("{} {} {}{} ", action.id, action.kind, action.from ? square_of(*action.from) + "-" : "",
                                square_of(action.to ? *action.to : *action.cell));
        return text;
    };
    std::string pieces = start_pieces();
    CHECK(told(pieces).empty());
    pieces = moved(pieces, "e2", "e4");
    CHECK(told(pieces) == "a1 move e2-e4 ");
    pieces = moved(pieces, "d7", "d5");
    CHECK(told(pieces) == "a2 move d7-d5 ");
    pieces = moved(pieces, "e4", "d5");
    CHECK(told(pieces) == "a3 die d5 a4 move e4-d5 ");
    CHECK(told(pieces).empty());
}

TEST_CASE("moves are told of pictures that were captured one by one, whose times are all alike") {
    const TempFolder folder;
    std::string pieces = start_pieces();
    Stage stage({{}, true, {}, {}, {}});
    std::size_t told = 0;
    for (const auto& [from, to] :
         std::vector<std::pair<std::string, std::string>>{{"e2", "e3"}, {"e7", "e5"}, {"g2", "g4"}, {"b8", "c6"}}) {
        pieces = moved(pieces, from, to);
        const std::string path = (folder.path() / (from + ".png")).string();
        tk::image::write_picture(path, shown(pieces), tk::image::Encoding::png);
        const std::string line = fmt::format(R"({{"type":"frame","t":0.0,"image":{{"path":"{}"}}}})", path);
        tk::JsonParser parser;
        told += stage.enrich({line, 1, "test", parser.parse(line)})->after.size();
    }
    CHECK(told == 3);
}

TEST_CASE("pieces have the kinds of their templates, and the log of their game is heard") {
    tk::profile::Profile profile;
    profile.events = {{"end_turn", "^(.+?) ends the turn$", {"actor"}}};
    const cv::Mat picture = shown(moved(start_pieces(), "e2", "e4"));
    cv::Mat gray;
    cv::cvtColor(picture, gray, cv::COLOR_BGR2GRAY);
    const std::vector<Template> templates{{"pawn", gray(cv::Rect(120 + 4 * 56, 60 + 4 * 56, 56, 56)).clone()}};
    Fight fight(profile, templates);
    Reading reading;
    const Findings before = fight.look(shown(start_pieces()), reading, true);
    const auto is_pawn = [](const Sighting& one) { return one.kind && one.kind->kind == "pawn"; };
    CHECK(std::any_of(before.scene.sightings.begin(), before.scene.sightings.end(), is_pawn));
    reading.chat.push_back({"Zelda ends the turn"});
    std::vector<std::string> ids, kinds;
    for (const Action& action : fight.look(picture, reading, true).actions) {
        ids.push_back(action.id);
        kinds.push_back(action.kind);
    }
    CHECK(ids == std::vector<std::string>{"a1", "a2"});
    CHECK(kinds == std::vector<std::string>{"move", "end_turn"});
}

}  // namespace
