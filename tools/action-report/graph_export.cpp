#include "action-report/graph_export.hpp"

#include <fmt/format.h>

#include "action-report/markup.hpp"
#include "action-report/section.hpp"
#include "core/error.hpp"

namespace tk::report {

namespace {

std::string dot_quoted(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c == '\n' || c == '\r' ? ' ' : c;
    }
    return quoted + '"';
}

void write_graphml(Writer& out, const Ties& ties) {
    out.write(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
        "  <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
        "  <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n");
    for (const char* key : {"sessions", "interactions", "successes", "failures"})
        out.write(fmt::format("  <key id=\"{0}\" for=\"edge\" attr.name=\"{0}\" attr.type=\"long\"/>\n", key));
    out.write("  <graph edgedefault=\"undirected\">\n");
    for (std::uint32_t i = 1; i < ties.nodes().size(); ++i) {
        out.write(
            fmt::format("    <node id=\"n{}\"><data key=\"label\">{}</data></node>\n", i, escaped(ties.label(i))));
    }
    for (const Ties::Tie& tie : ties.ties()) {
        out.write(
            fmt::format("    <edge source=\"n{}\" target=\"n{}\"><data key=\"weight\">{}</data>"
                        "<data key=\"sessions\">{}</data><data key=\"interactions\">{}</data>"
                        "<data key=\"successes\">{}</data><data key=\"failures\">{}</data></edge>\n",
                        tie.a, tie.b, number_datum(tie.weight).text, tie.sessions, tie.interactions,
                        tie.outcomes.successes, tie.outcomes.failures));
    }
    out.write("  </graph>\n</graphml>\n");
}

void write_dot(Writer& out, const Ties& ties) {
    out.write("graph actors {\n");
    for (std::uint32_t i = 1; i < ties.nodes().size(); ++i)
        out.write(fmt::format("  n{} [label={}];\n", i, dot_quoted(ties.label(i))));
    for (const Ties::Tie& tie : ties.ties()) {
        const std::string weight = number_datum(tie.weight).text;
        out.write(fmt::format("  n{} -- n{} [weight={}, label=\"{}\"];\n", tie.a, tie.b, weight, weight));
    }
    out.write("}\n");
}

}  // namespace

GraphKind graph_kind(const std::string& path) {
    if (path.ends_with(".graphml")) return GraphKind::graphml;
    if (path.ends_with(".dot") || path.ends_with(".gv")) return GraphKind::dot;
    throw UsageError("--graph: the name '" + path + "' does not tell the format", "end it with .graphml or .dot");
}

void write_graph(Writer& out, GraphKind kind, const Ties& ties) {
    if (kind == GraphKind::graphml) {
        write_graphml(out, ties);
    } else {
        write_dot(out, ties);
    }
}

}  // namespace tk::report
