#include "action-report/options_look.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "action-report/page_html.hpp"
#include "action-report/page_parts.hpp"
#include "action-report/svg.hpp"
#include "action-report/trace.hpp"
#include "core/error.hpp"
#include "core/writer.hpp"

namespace tk::report {

namespace {

void write_to(Context& context, const std::string& path, const std::string& text) {
    if (path == "-") {
        context.out().write(text);
        return;
    }
    Writer file{path};
    file.write(text);
    file.close();
}

/// The record of the report, as `--format jsonl` prints it.
std::string record_text(const Report& report, const Collector& log, const std::vector<Section>& more,
                        const Selection& selection, Language language) {
    const int memory = ::memfd_create("report", MFD_CLOEXEC);
    if (memory < 0) throw Error(with_errno("memory for the report"));
    std::string text;
    try {
        Writer out{memory, "the report"};
        write_json(out, report, log, false, more, selection, language);
        out.close();
        text.resize(static_cast<std::size_t>(::lseek(memory, 0, SEEK_END)));
        std::size_t have = 0;
        while (have < text.size()) {
            const ssize_t got = ::pread(memory, text.data() + have, text.size() - have, static_cast<off_t>(have));
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) throw Error(with_errno("the report"));
            have += static_cast<std::size_t>(got);
        }
    } catch (...) {
        ::close(memory);
        throw;
    }
    ::close(memory);
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

/// All sections in the order of section_names(); of two with one name that of `more`.
std::vector<Section> all_sections(const Report& report, const Collector& log, const Tongue& tongue,
                                  const std::vector<Section>& more, const Selection& selection) {
    std::vector<Section> sections = basic_sections(report, log, tongue);
    std::erase_if(sections, [&](const Section& basic) {
        return !selection.has(basic.name) ||
               std::any_of(more.begin(), more.end(), [&](const Section& other) { return other.name == basic.name; });
    });
    sections.insert(sections.end(), more.begin(), more.end());
    const auto place = [](const Section& section) {
        const auto& names = section_names();
        return std::find_if(names.begin(), names.end(), [&](const SectionName& n) { return n.name == section.name; }) -
               names.begin();
    };
    std::stable_sort(sections.begin(), sections.end(),
                     [&](const Section& a, const Section& b) { return place(a) < place(b); });
    return sections;
}

}  // namespace

void add_look(Command& command, LookOptions& options) {
    command
        .file("--html", "FILE", &options.html,
              "Write the report as one page that works from disk, instead of printing it; - for stdout")
        .changes();
    command.text("--trace", "SECTION", &options.trace,
                 "List the records behind the numbers of a section, instead of printing it");
    command.file("--svg", "FILE", &options.svg, "Write its pictures as SVG, instead of printing it; - for stdout")
        .changes();
}

void write_look(Context& context, const LookOptions& options, const Report& report, const Collector& log,
                const std::vector<Section>& more, const Selection& selection) {
    const Tongue tongue{context.language()};
    const std::vector<Section> sections = all_sections(report, log, tongue, more, selection);
    if (!options.html.empty()) {
        const std::string record = record_text(report, log, more, selection, context.language());
        write_to(context, options.html, html_page(sections, record, tongue));
    }
    if (!options.svg.empty()) write_to(context, options.svg, svg_document(sections, context.language()));
}

bool trace_section(Context& context, const LookOptions& options, const Collector& log, const Report& report,
                   const std::vector<Section>& more, const std::vector<std::string>& inputs) {
    const auto sections = all_sections(report, log, Tongue{context.language()}, more, Selection{options.trace, ""});
    for (const Section& section : sections) {
        if (section.name == options.trace) return write_trace(context, section, inputs);
    }
    return false;
}

}  // namespace tk::report
