#include <string>
#include <vector>

#include "core/filter.hpp"
#include "ocr/corrections.hpp"
#include "ocr/records.hpp"

int main(int argc, char** argv) {
    std::string profile;
    std::string languages;
    std::string region;
    std::string debug_image;
    std::string learn;
    std::string texts_file;
    std::vector<std::string> texts;
    std::vector<std::string> corrections;
    bool lines = false;
    bool elements = false;
    std::vector<std::string> inputs;

    tk::Command command("ocr", "read the text in the pictures of records");
    command.describe(
        "Adds `ocr` to every record that has an `image`: the lines of text that were found, each with its box in "
        "pixels of the picture and a confidence from 0 to 1, and the fields of the game's profile with typed values. "
        "All other records pass unchanged.");
    command.describe(
        "The profile comes from --profile, else from TURNKIT_PROFILE, else from the record. It says where the values "
        "of the game's interface stand, and where chat lines and name plates are. Without one, text is looked for in "
        "the whole picture.");
    command.describe(
        "The types of fields are text, integer (1 234, 12,5k), pair (123/456), percent, duration (1:30, 45 s, 1h30; "
        "in whole seconds) and coordinates ([-12,34]); the text stays beside the value. "
        "A field that cannot be read, or whose value is not of its type or out of its range, is null with the reason; "
        "a number is given only when the count of its glyphs or a second reading backs it. Pixels that were read "
        "before are not read again: such lines say `cached`.");
    command.text("-p,--profile", "NAME", &profile, "Game profile: a name, or the path of a file")
        .env("TURNKIT_PROFILE");
    command.text("--language", "LANGS", &languages, "Tesseract languages instead of the profile's, as in fra+eng");
    command.text("--region", "X,Y,W,H", &region,
                 "Only look for lines in this part: pixels, or shares of the picture when none is above 1");
    command.flag("--lines", lines, "Look for lines in the whole picture even where there is a profile");
    command.flag("--elements", elements,
                 "Look for panels, buttons and bars in the whole picture, besides the elements of the profile");
    command.file("--debug-image", "FILE", &debug_image,
                 "Draw what was found, cut out and read, beside the picture, as PNG; of the last picture in the end");
    command.file(
        "--learn-profile", "FILE", &learn,
        "Write a profile whose fields are the --value texts as they stand in the first picture, and read with it");
    command.text(
        "--value", "NAME=TEXT", &texts,
        "For --learn-profile: what a field is called and the text it has in the picture, as in 'hp=PV 34 / 57'");
    command.file("--values", "FILE", &texts_file, "The same from a file, NAME=TEXT in each line");
    command.text("--correct", "NAME=TEXT", &corrections,
                 "What really stands in the first picture where a field is misread, or a line (NAME is then its text "
                 "as it was read): the profile, the path of a file, keeps the look, which reads right from then on");
    command.operand("FILE", &inputs, "Records; without it, or for -, stdin");
    command.reads_stdin();
    command.section(
        "PROFILES",
        "`anchors` are what other places may be relative to: a text (`label`, which begins a line; `aspect` is its "
        "width "
        "for its height) or the picture of an icon (`icon`, a path beside the profile), looked for in `area` at any "
        "size. A field, region or element that names an `anchor` has its `box` in heights of the anchor, from the "
        "anchor's top left corner: it is found at any resolution, place and scale of the interface. Without an anchor "
        "a box is in shares of the picture. `rows` are tables such as the offers of a market: `count` rows of equal "
        "height share the `box`, and the boxes of their `fields` are in shares of a row; rows without any text are "
        "left "
        "out. `elements` are bars (`hue` of the filled part, `fills` right, left, up or "
        "down; the record has the filled share), buttons (`label`), icons (`icon`) and panels. What is not there is "
        "left out. `glyphs` are looks of texts that were misread: `text` is what stands in `picture` (bright ink on "
        "black, a path beside the profile), for the `field` of that name or, without one, for all fields and lines. "
        "What looks like it, at any size, has its text, still held to the field's type and range, and says "
        "`\"by\":\"template\"`. --correct writes them.");
    command.section("NOTES",
                    "Languages are Debian packages: tesseract-ocr-fra holds fra. Other folders with models are found "
                    "through TESSDATA_PREFIX. Text smaller than about 9 pixels or over busy art may be missed.");
    command.example("the fields of each frame of a recorded fight",
                    "capture replay | ocr | jq -c '.ocr.fields | map_values(.value)'");
    command.example("the chat lines of the last frame", "capture replay | ocr | tail -n 1 | jq -r '.ocr.lines[].text'");
    command.example("a profile for another game from one picture of it",
                    "capture replay | head -n 1 | ocr --learn-profile mine.json --value 'turn=Tour 1' "
                    "--value 'map=Clairière des Murmures'");
    command.example("a profile, and a text that it misreads set right in it for good",
                    "capture replay | head -n 1 | ocr --learn-profile mine.json --value 'turn=Tour 1' >learned && "
                    "capture replay | ocr --profile mine.json --correct 'turn=Tour 1' | jq -c '.ocr.fields.turn'");
    command.see_also("capture(1), grid-analyze(1)");
    command.action([&](tk::Context& context) {
        tk::ocr::Wishes wishes;
        wishes.profile = profile;
        wishes.languages = languages;
        wishes.debug_image = debug_image;
        wishes.lines = lines;
        wishes.elements = elements;
        wishes.learn = learn;
        if (!texts_file.empty()) wishes.texts = tk::ocr::read_named_texts(texts_file);
        for (const std::string& words : texts) wishes.texts.push_back(tk::ocr::parse_named_text(words));
        if (learn.empty() != wishes.texts.empty()) {
            throw tk::UsageError(learn.empty() ? "--value needs --learn-profile, the file to write"
                                               : "--learn-profile needs the texts that stand in the picture",
                                 "as in --learn-profile mine.json --value 'hp=PV 34 / 57'");
        }
        for (const std::string& words : corrections) wishes.corrections.push_back(tk::ocr::parse_correction(words));
        if (!learn.empty() && !corrections.empty()) {
            throw tk::UsageError("--correct and --learn-profile do not go together",
                                 "learn the profile first, then correct it with --profile");
        }
        if (!region.empty()) wishes.part = tk::ocr::parse_part(region);
        tk::ocr::Stage stage(std::move(wishes));
        tk::Filter filter;
        filter.flush_each = true;
        filter.enrich = [&](const tk::Record& record) { return stage.enrich(record); };
        filter.finish = [&] {
            context.counters().extra["cache_hits"] = stage.interface().cache_hits();
            context.counters().extra["lines_read"] = stage.interface().recogniser().lines_read();
            return std::vector<std::string>();
        };
        return tk::run_filter(context, inputs, filter);
    });
    return tk::run_main(command, argc, argv);
}
