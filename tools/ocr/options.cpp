#include "ocr/options.hpp"

#include "core/error.hpp"
#include "ocr/corrections.hpp"

namespace tk::ocr {
namespace {

constexpr const char* for_instance = "as in --learn-profile mine.json --value 'hp=PV 34 / 57'";

}  // namespace

void declare(Command& command, Asked& asked) {
    command.text("-p,--profile", "NAME", &asked.wishes.profile, "Game profile: a name, or the path of a file")
        .env("TURNKIT_PROFILE");
    command.text("--language", "LANGS", &asked.wishes.languages,
                 "Tesseract languages instead of the profile's, as in fra+eng");
    command.text("--region", "X,Y,W,H", &asked.region,
                 "Only look for lines in this part: pixels, or shares of the picture when none is above 1");
    command.flag("--lines", asked.wishes.lines, "Look for lines in the whole picture even where there is a profile");
    command.flag("--elements", asked.wishes.elements,
                 "Look for panels, buttons and bars in the whole picture, besides the elements of the profile");
    command
        .file("--debug-image", "FILE", &asked.wishes.debug_image,
              "Draw what was found, cut out and read, beside the picture, as PNG; of the last picture in the end")
        .changes();
    command
        .file("--learn-profile", "FILE", &asked.wishes.learn,
              "Write a profile whose fields are the --value texts as they stand in the first picture, and read with it")
        .changes();
    command
        .text("--value", "NAME=TEXT", &asked.texts,
              "For --learn-profile: what a field is called and the text it has in the picture, as in 'hp=PV 34 / 57'")
        .only_with({"--learn-profile"}, "needs --learn-profile, the file to write", for_instance);
    command.file("--values", "FILE", &asked.texts_file, "The same from a file, NAME=TEXT in each line")
        .only_with({"--learn-profile"}, "needs --learn-profile, the file to write", for_instance);
    command
        .text("--correct", "NAME=TEXT", &asked.corrections,
              "What really stands in the first picture where a field is misread, or a line (NAME is then its text "
              "as it was read): the profile, the path of a file, keeps the look, which reads right from then on")
        .not_with({"--learn-profile"}, "and --learn-profile do not go together",
                  "learn the profile first, then correct it with --profile")
        .changes();
}

Wishes wishes_of(const Asked& asked) {
    Wishes wishes = asked.wishes;
    if (!asked.texts_file.empty()) wishes.texts = read_named_texts(asked.texts_file);
    for (const std::string& words : asked.texts) wishes.texts.push_back(parse_named_text(words));
    if (!wishes.learn.empty() && wishes.texts.empty())
        throw UsageError("--learn-profile needs the texts that stand in the picture", for_instance);
    for (const std::string& words : asked.corrections) wishes.corrections.push_back(parse_correction(words));
    if (!asked.region.empty()) wishes.part = parse_part(asked.region);
    return wishes;
}

}  // namespace tk::ocr
