#include "grid-analyze/analysis.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "core/files.hpp"
#include "grid-analyze/find/finder.hpp"
#include "grid-analyze/records.hpp"
#include "grid-analyze/scene/learn.hpp"
#include "grid-analyze/show/annotate.hpp"
#include "image/frame.hpp"
#include "image/memory.hpp"
#include "image/picture.hpp"

namespace tk::grid {
namespace {

/// Frames of one source are one fight: pictures of one folder, else what the first part of the frame's id names.
std::string session_of(const Record& record) {
    const auto source = record.view.find("source");
    const auto image = record.view.find("image");
    if (source && image && source->string("kind") == "image") {
        const auto folder = std::filesystem::path(image->string("path").value_or("")).parent_path().filename();
        if (!folder.empty()) return folder.string();
    }
    const std::string id(record.view.string("id").value_or(""));
    return id.substr(0, id.rfind('/') == std::string::npos ? 0 : id.rfind('/'));
}

void name_kinds(const cv::Mat& picture, std::vector<Sighting>& sightings, const std::vector<Template>& templates) {
    if (templates.empty() || sightings.empty()) return;
    cv::Mat gray;
    cv::cvtColor(picture, gray, cv::COLOR_BGR2GRAY);
    for (Sighting& sighting : sightings) sighting.kind = recognise(gray, sighting.box, templates);
}

/// The cells that are seen to be floor with nobody on it.
std::set<board::Cell> empty_cells(const Scene& scene) {
    std::set<board::Cell> empty;
    for (std::size_t cell = 0; cell < scene.surface.cells.size(); ++cell) {
        if (scene.surface.cells[cell] == '.') empty.insert(static_cast<board::Cell>(cell));
    }
    for (const Sighting& sighting : scene.sightings) empty.erase(sighting.cell);
    return empty;
}

}  // namespace

Search Fight::search(const cv::Mat& picture) {
    cv::Mat gray;
    cv::cvtColor(picture, gray, cv::COLOR_BGR2GRAY);
    if (board_ && sides_.is_still_in(SideProfile(gray, *board_))) return *board_;
    ++searches_;
    Search search = find_board(gray, profile_.board);
    if (const auto* found = std::get_if<FoundBoard>(&search)) {
        board_ = board_ ? numbering_.settle(*board_, *found) : *found;
        sides_ = SideProfile(gray, *board_);
        return *board_;
    }
    return search;
}

std::optional<std::size_t> Fight::nameless_active(const Hud& hud) const {
    constexpr double same_share = 0.04, other_share = 0.1;  // bars are read to two pixels
    if (!hud.hp || !hud.max_hp || *hud.max_hp <= 0) return std::nullopt;
    const double share = static_cast<double>(*hud.hp) / *hud.max_hp;
    std::optional<std::size_t> found;
    for (const std::size_t who : roster_.nameless()) {
        const auto& bar = roster_.members()[who].hp_share;
        const double off = bar ? std::abs(*bar - share) : 0;
        if (bar && off > other_share) continue;
        if (found || !bar || off > same_share) return std::nullopt;  // two it may be, or none for sure
        found = who;
    }
    return found;
}

void Fight::hear_of_stranger(const Hud& hud) {
    // A window over part of the interface shows words of its own: all of it must be read.
    const bool is_whole = hud.kind && hud.level && hud.hp && hud.max_hp && hud.ap && hud.mp;
    const bool is_stranger = hud.name && is_whole && !roster_.find(*hud.name);
    if (is_stranger && stranger_ == hud.name) roster_.find_or_add(*hud.name);
    stranger_ = is_stranger ? hud.name : std::nullopt;
}

void Fight::enter_other_map() {
    memory_ = {};
    roster_.forget_places();
    chronicle_.forget_places();
    pieces_.forget();
}

Findings Fight::look(const cv::Mat& picture, const Reading& reading, bool has_text, std::optional<double> seconds) {
    Findings findings;
    const std::optional<FoundBoard> before = board_;
    findings.search = search(picture);
    findings.hud = reading.hud;
    Moment moment;
    moment.shows_text = has_text;
    moment.hud = reading.hud;
    moment.chat = reading.chat;
    if (const auto* board = std::get_if<FoundBoard>(&findings.search)) {
        Scene& scene = findings.scene;
        scene = read_scene(picture, *board, profile_, reading.plates, floors_);
        floors_ = scene.surface.floors;
        moment.empty = empty_cells(scene);
        if ((map_ && *map_ != board->geometry) || (before && is_counted_otherwise(*before, *board)) ||
            memory_.shows_another_map(*board, scene.surface.cells))
            enter_other_map();
        map_ = board->geometry;
        scene.surface.cells = memory_.recall(*board, scene.surface.cells);
        name_kinds(picture, scene.sightings, templates_);
        if (scene.is_of_pieces) {
            PieceGame::Told told = pieces_.follow(scene.sightings, seconds, board->geometry, roster_);
            scene.sightings = std::move(told.sightings);
            findings.members = std::move(told.members);
            findings.actions = std::move(told.actions);
        } else {
            findings.members = roster_.take(scene.sightings, board->geometry);
            chronicle_.join(roster_.same());
            moment.shows_board = true;  // of pieces the moves are told already
            for (std::size_t i = 0; i < scene.sightings.size(); ++i) {
                const Sighting& sighting = scene.sightings[i];
                moment.cells[findings.members[i]] = sighting.cell;
                if (sighting.hp_share) moment.hp_shares[findings.members[i]] = *sighting.hp_share;
                if (sighting.has_marker) findings.active = findings.members[i];
            }
        }
        for (const auto& [name, cells] : scene.surface.highlights) {
            if (name == "target") moment.target_cells = cells;
        }
    }
    hear_of_stranger(reading.hud);
    if (reading.hud.name) {
        const auto known = roster_.find(*reading.hud.name);
        const bool is_somewhere = known && roster_.members()[*known].cell;
        if (!findings.active && moment.shows_board && !is_somewhere) findings.active = nameless_active(reading.hud);
        if (findings.active) {
            roster_.call(*findings.active, *reading.hud.name);
            chronicle_.join(roster_.same());
        }
        if (const auto named = roster_.find(*reading.hud.name)) findings.active = named;
    }
    if (findings.active && reading.hud.name) {
        Member& member = roster_.member(*findings.active);
        if (reading.hud.kind) member.kind = reading.hud.kind;
        if (reading.hud.level) member.level = reading.hud.level;
        if (reading.hud.max_hp) member.max_hp = reading.hud.max_hp;
    }
    moment.active = findings.active;
    if (board_) {
        const board::Board cells = findings.scene.surface.cells.empty()
                                       ? board::Board(board_->geometry)
                                       : board::Board(board_->geometry, findings.scene.surface.cells);
        findings.actions = chronicle_.advance(moment, roster_, cells, std::move(findings.actions));
    }
    return findings;
}

Stage::Stage(Wishes wishes) : wishes_(std::move(wishes)), profiles_(wishes_.profile) {
    cv::setNumThreads(1);
    image::keep_memory();
    if (!wishes_.templates.empty()) templates_ = read_templates(wishes_.templates);
}

const profile::Profile& Stage::learn(const cv::Mat& picture) {
    if (const auto* known = profiles_.find(wishes_.learn)) return *known;
    cv::Mat gray;
    cv::cvtColor(picture, gray, cv::COLOR_BGR2GRAY);
    const Search search = find_board(gray, {});
    if (const auto* none = std::get_if<NoBoard>(&search))
        throw RecordError("not-learned", "there is no board to learn from: " + none->reason,
                          "show a picture in which most of the board is seen");
    const std::string name = std::filesystem::path(wishes_.learn).stem().string();
    Value learned = learned_profile(picture, std::get<FoundBoard>(search), name);
    if (std::ifstream old(wishes_.learn, std::ios::binary); old) {
        const std::string json{std::istreambuf_iterator<char>(old), std::istreambuf_iterator<char>()};
        learned = merged_profile(json, std::move(learned));
    }
    const std::string json = learned.dump(2) + "\n";
    const auto& kept = profiles_.keep(wishes_.learn, profile::parse_profile(json, wishes_.learn));
    write_whole_file(wishes_.learn, json);
    return kept;
}

std::optional<double> Stage::seconds_to(const Record& record) {
    const auto time = record.view.number("t"), before = std::exchange(last_time_, time);
    return time && before && *time > *before ? std::optional(*time - *before) : std::nullopt;
}

std::optional<Enrichment> Stage::enrich(const Record& record) {
    const auto picture = image::picture_of(record);
    if (!picture) return std::nullopt;
    const profile::Profile* const named =
        wishes_.learn.empty() ? profiles_.of(record.view.string("profile")) : &learn(*picture);
    const profile::Profile& profile = named != nullptr ? *named : no_game_;
    const std::string session = session_of(record);
    if (!fight_ || session != session_ || &profile != playing_) {
        if (fight_) searches_ += fight_->searches();
        fight_ = std::make_unique<Fight>(profile, templates_);
        session_ = session;
        playing_ = &profile;
    }
    const auto ocr = record.view.find("ocr");
    const Findings findings =
        fight_->look(*picture, ocr ? read_ocr(*ocr) : Reading{}, ocr.has_value(), seconds_to(record));
    ++pictures_;
    if (!wishes_.annotate.empty()) {
        image::write_picture(numbered(wishes_.annotate, pictures_),
                             annotated(*picture, findings, fight_->roster(), profile), image::Encoding::png);
    }
    Enrichment enrichment;
    enrichment.fields = frame_fields(findings, fight_->roster(), profile);
    if (wishes_.events) {
        for (const Action& action : findings.actions)
            enrichment.after.push_back(action_record(action, fight_->roster(), record, session));
    }
    return enrichment;
}

}  // namespace tk::grid
