#pragma once

#include <string>

#include "action-report/ties.hpp"
#include "core/writer.hpp"

namespace tk::report {

/// The file formats of a graph.
enum class GraphKind { graphml, dot };
/// By the end of the name: .graphml, .dot or .gv. Throws UsageError for another.
GraphKind graph_kind(const std::string& path);

/// The graph of actors, undirected: strength, joint sessions, interactions and known outcomes of each pair.
/// GraphML: U. Brandes et al., GD 2001; DOT: the language of Graphviz.
void write_graph(Writer& out, GraphKind kind, const Ties& ties);

}  // namespace tk::report
