#include <fmt/format.h>

#include <algorithm>

#include "action-report/print.hpp"
#include "action-report/section_print.hpp"
#include "action-report/sections.hpp"

namespace tk::report {

namespace {

std::string types_text(const Tongue& tongue, const Quality& quality, std::uint64_t TypeCount::*which) {
    std::string text;
    for (const auto& [type, count] : quality.types) {
        if (count.*which == 0) continue;
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count.*which,
                            type.empty() ? tongue("without type", "sans type") : clean(type));
    }
    return text;
}

std::string outside_vocabulary(const Tally& tally) {
    constexpr std::size_t most = 10;
    std::string text;
    std::size_t count = 0;
    for (const ActionKind& kind : tally.kinds()) {
        if (kind.in_vocabulary) continue;
        if (++count <= most) text += (count == 1 ? "" : ", ") + clean(kind.name);
    }
    return count > most ? text + fmt::format(", +{}", count - most) : text;
}

}  // namespace

void print_quality(Page& page, const Tongue& tongue, const Report& report, const Collector& log) {
    const Quality& quality = log.quality();
    const Tally& tally = log.tally();
    page.section(tongue("Data", "Données"));
    const auto say = [&](const std::string& text) { page.paragraph(text, "  ", "    "); };
    const auto count = [&](std::uint64_t number, const char* english, const char* french) {
        if (number > 0) say(fmt::format("{}{}{}", tongue(english, french), tongue(": ", " : "), number));
    };
    const std::string read = types_text(tongue, quality, &TypeCount::read);
    say(std::string(tongue("read: ", "lus : ")) + (read.empty() ? tongue("nothing", "rien") : read));
    const std::string unused = types_text(tongue, quality, &TypeCount::unused);
    say(std::string(tongue("of no use here: ", "sans usage ici : ")) +
        (unused.empty() ? tongue("none", "aucun") : unused));
    count(report.success.unknown, "actions without a known outcome, counted as unknown",
          "actions sans issue connue, comptées comme inconnues");
    count(quality.without_actor, "actions without an actor", "actions sans acteur");
    count(quality.without_action, "action records that do not say which action, left out",
          "enregistrements d'action sans nom d'action, laissés de côté");
    count(quality.without_turn, "actions without a turn", "actions sans numéro de tour");
    for (const Fact& fact : clock_facts(log))
        say(fact.label.in(tongue.language) + tongue(": ", " : ") + fact.datum.text);
    count(quality.bad_durations, "durations that are none (negative, or not a number), left out",
          "durées qui n'en sont pas (négatives ou non numériques), laissées de côté");
    count(report.answers_cut, "older answers not shown", "réponses plus anciennes non montrées");
    if (const std::string words = outside_vocabulary(tally); !words.empty()) {
        say(std::string(tongue("outside the vocabulary, counted under their own names: ",
                               "hors vocabulaire, comptées sous leur propre nom : ")) +
            words);
    }
    for (const auto& [key, number] : quality.tool_errors) {
        say(fmt::format("{} {} {}{}{}", tongue("errors of", "erreurs de"), clean(key.first), clean(key.second),
                        tongue(": ", " : "), number));
    }
    std::string columns;
    for (const std::string& title : page.left_out()) columns += (columns.empty() ? "" : ", ") + title;
    if (!columns.empty()) {
        say(std::string(
                tongue("columns left out, the page is too narrow: ", "colonnes omises, la page est trop étroite : ")) +
            columns);
    }
    count(quality.unreadable, "unreadable lines", "lignes illisibles");
    for (const std::string& message : quality.first_unreadable) page.paragraph(clean(message), "    - ", "      ");
    if (quality.unreadable > quality.first_unreadable.size()) {
        say(tongue("  and others", "  et d'autres"));
    }
}

namespace {

/// The sections that have something to tell, and in one paragraph why the others have not.
void print_sections(Page& page, const Tongue& tongue, const std::vector<Section>& sections) {
    std::string absent;
    for (const Section& section : sections) {
        if (section.absent) {
            absent += (absent.empty() ? "" : " ") + section.absent->in(tongue.language);
        } else {
            print_section(page, tongue, section);
        }
    }
    if (absent.empty()) return;
    page.section(tongue("Not told", "Non dit"));
    page.paragraph(absent, "  ", "  ");
}

bool tells_nothing(const Report& report, const std::vector<Section>& sections) {
    return report.empty() && std::all_of(sections.begin(), sections.end(),
                                         [](const Section& section) { return section.absent.has_value(); });
}

}  // namespace

void print_report(Page& page, const Tongue& tongue, const Report& report, const Collector& log,
                  const std::vector<Section>& sections, const Selection& selection) {
    if (tells_nothing(report, sections)) {
        page.paragraph(tongue("Nothing to report: the input holds no action, answer, state or advice.",
                              "Rien à rapporter : l'entrée ne contient ni action, ni réponse, ni état, ni conseil."),
                       "", "");
        print_quality(page, tongue, report, log);
        return;
    }
    if (selection.has("timeline")) print_turns(page, tongue, report, log);
    if (report.advice && selection.has("advice")) print_advice(page, tongue, *report.advice);
    if (report.position && selection.has("position")) print_position(page, tongue, *report.position);
    if (report.actions > 0) print_statistics(page, tongue, report, selection);
    print_sections(page, tongue, sections);
    if (selection.has("quality")) print_quality(page, tongue, report, log);
}

}  // namespace tk::report
