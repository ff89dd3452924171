#include "ocr/manual.hpp"

namespace tk::ocr {

void describe(Command& command) {
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
}

}  // namespace tk::ocr
