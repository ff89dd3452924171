#include "capture/capture.hpp"
#include "capture/live.hpp"

namespace {

void declare(tk::Command& tool, tk::capture::Options& options) {
    tool.operand("SOURCE", &options.sources, "Pictures, videos, folders of pictures, quoted patterns, or - for stdin");
    tool.flag("--list-windows", options.list_windows, "Print a record for each window of the X display, and end");
    tool.text("--window", "REGEX", &options.window_title, "Capture the window whose title matches, case ignored");
    tool.text("--class", "NAME", &options.window_class, "Capture the window of this class (as --list-windows says)");
    tool.integer("--pid", "NUMBER", &options.window_pid, "Capture the window of this process").between(1, 4194304);
    tool.text("--window-id", "ID", &options.window_id, "Capture the window with this id");
    tool.flag("--screen", options.screen, "Capture the whole screen");
    tool.text("--monitor", "NAME", &options.monitor, "Capture one monitor, by its name or number from 1");
    tool.text("--region", "X,Y,WIDTH,HEIGHT", &options.region_text, "Capture this part of the screen or monitor");
    tool.file("--camera", "DEVICE", &options.camera, "Capture a camera or capture stick: /dev/video0, or its number");
    tool.real("--interval", "SECONDS", &options.interval, "Time between two pictures of the input").between(0, 1e6);
    tool.real("--fps", "RATE", &options.fps,
              "Pictures a second of the input, instead of --interval; of a video so many are taken")
        .between(1e-6, 1e6);
    tool.integer("--every", "N", &options.every, "Take every Nth picture only").between(1, 1e9);
    tool.integer("--count", "N", &options.count, "End after this many frames").between(1, 1e12);
    tool.real("--duration", "SECONDS", &options.duration, "End after so long, from the start or from --from")
        .between(0, 1e7);
    tool.text("--from", "TIME", &options.from_text,
              "Begin there: seconds, M:SS or H:MM:SS from the start of the source");
    tool.text("--to", "TIME", &options.to_text, "End there, inclusive");
    tool.flag("--changed", options.changed, "Leave out pictures that have not changed since the last frame");
    tool.real("--changed-share", "SHARE", &options.changed_share,
              "With --changed: leave out pictures of which no larger share (0 to 1) of pixels has changed")
        .between(0, 1);
    tool.text("--crop", "X,Y,WIDTH,HEIGHT", &options.crop_text, "Take this part of each picture, in pixels");
    tool.real("--scale", "FACTOR", &options.transform.scale, "Scale each picture by this factor").between(0.01, 16);
    tool.flag("--gray", options.transform.gray, "Make each picture gray");
    tool.text("--profile", "NAME", &options.profile, "Profile of the game, written into the records");
    tool.folder("--out", "DIR", &options.out, "Copy the pictures into this empty or new folder and keep them")
        .not_with({"--inline"})
        .changes();
    tool.flag("--inline", options.inlined, "Put the pictures into the records (base64), for pipes across machines");
    tool.flag("--show", options.shown, "Show each picture that becomes a frame on the terminal behind stderr");
    tool.choice("--image-format", "FORMAT", &options.image_format, {"ppm", "png", "jpeg"},
                "Format of pictures that are written; without it they stay as they are");
    tool.reads_stdin([&options] { return !tk::capture::is_live(options); });
}

void describe(tk::Command& tool) {
    tool.describe(
        "capture prints one frame record for each picture: its place, size and format, and its time from the start of "
        "the input. PNG, JPEG and PPM files stay where they are and are not decoded; pictures of other formats (WebP, "
        "GIF, TIFF, BMP) and the frames of videos are decoded and travel as PPM. A folder gives its pictures in "
        "natural order (frame2 before frame10); what a file is, its content decides, not its name.");
    tool.describe(
        "The profile of the game comes from --profile, else from a file profile.json beside the pictures, for instance "
        "{\"profile\":\"dofus\"}.");
    tool.describe(
        "A broken picture is reported by name and left out; the others go on, and the status at the end is 1.");
    tool.section("CHANGES",
                 "With --changed a picture becomes a frame only if it differs from the frame before: if more than the "
                 "share of pixels that --changed-share gives (0 without it: any) differ by more than 8 of 255 in a "
                 "colour. The record then says which share has changed, and in changed_boxes where. The first picture "
                 "always becomes a frame.");
    tool.section(
        "WINDOWS AND SCREENS",
        "On an X display capture takes a window wherever it is, also when others cover it, follows it when it "
        "moves or changes its size, waits while it is hidden, and ends when it closes. One picture is taken "
        "each --interval, or --fps a second; --interval 0 takes as many as the readers can. What the readers "
        "cannot take in time is dropped: the next record says how many in dropped, and a line at the end in all. "
        "With --changed the display is asked first whether anything was drawn, so that a still window costs "
        "next to nothing. A picture of one colour is taken again three times; if it stays so, its record says "
        "blank. t is the time since the start.");
    tool.section(
        "CAMERAS",
        "--camera takes pictures of a webcam or a capture stick (Video4Linux), in the size nearest to 1920x1080 that "
        "it has, as MJPEG where it can, else YUYV, NV12 or RGB. Each picture is the newest of its moment; an "
        "--interval shorter than the camera's own takes each of its pictures. What holds for windows holds here: what "
        "the readers cannot take is dropped and counted. When the camera is unplugged capture ends.");
    tool.section("VIDEOS",
                 "Every frame of a video (MP4, MKV, WebM, AVI, GIF and others) becomes a record; --fps takes so many a "
                 "second, the first of each interval, and --every each Nth. --from goes to the key frame before and "
                 "decodes on from there, so that the frame is the exact one; source.index is its number in the whole "
                 "video and t its time. Phone videos are turned upright. Damaged frames are left out and reported at "
                 "the end.");
    tool.section(
        "SHOWING",
        "--show draws each frame on the terminal behind stderr, so that the records can go into a pipe or a file: "
        "as a picture where the environment names a terminal that can (kitty, iTerm2, sixel), as coloured "
        "characters elsewhere, never larger than the terminal. What a terminal shows is drawn for it alone; "
        "the frames stay as they are.");
    tool.section("FRAME RECORDS",
                 "The number in id counts the frames, source.index the pictures of the whole input (of a video: its "
                 "frames), both from 0; t is index times --interval, or index divided by --fps, and in a video the "
                 "time of the frame.");
    tool.section(
        "FRAMES IN PIPES",
        "Pictures from stdin are no files yet. They travel beside the records as files in memory, below "
        "$XDG_RUNTIME_DIR or /dev/shm, and each is removed when all turnkit tools of the pipe are past it; capture "
        "waits when it is 8 frames ahead of the slowest. Behind another program, such as jq or tee, frames stay "
        "until the end, within half of the memory that is free there and at most 1 GiB. When capture ends, they are "
        "gone: --out DIR keeps pictures in a folder instead, --inline puts them into the records.");
    tool.example("The pictures of a recorded fight as records", "capture replay");
    tool.example("One picture in five, of a game shown at two pictures a second", "capture --every 5 --fps 2 replay");
    tool.example("The pictures cut to the right half of the game, at half the size",
                 "capture --crop 640,0,640,720 --scale 0.5 replay");
    tool.example("Only what changed, kept as JPEG", "capture --changed --out kept --image-format jpeg replay");
    tool.example("Pictures from a pipe, into the records", "cat replay/*.png | capture --inline -");
    tool.see_also("ocr(1), grid-analyze(1), action-report(1)");
}

}  // namespace

int main(int argc, char** argv) {
    tk::Command tool{"capture", "print one frame record per picture"};
    tk::capture::Options options;
    describe(tool);
    declare(tool, options);
    tool.action([&](tk::Context& context) { return tk::capture::run(context, options); });
    return tk::run_main(tool, argc, argv);
}
