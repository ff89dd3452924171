#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace tk::stats {

/// An undirected graph without loops or repeated edges; nodes are 0 to size() - 1.
class Graph {
public:
    /// Loops and repeated edges are dropped. Throws DomainError for a node that is none.
    Graph(std::size_t nodes, std::span<const std::pair<std::uint32_t, std::uint32_t>> edges);

    std::size_t size() const { return neighbours_.size(); }
    std::size_t edges() const { return edges_; }
    const std::vector<std::uint32_t>& neighbours(std::uint32_t node) const { return neighbours_[node]; }  ///< ascending
    bool joined(std::uint32_t a, std::uint32_t b) const;
    std::vector<std::uint32_t> shared(std::uint32_t a, std::uint32_t b) const;  ///< neighbours of both

    /// Edges over pairs of nodes; 0 below two nodes.
    double density() const;
    std::size_t components() const;
    /// Mean over nodes of the share of pairs of neighbours that are neighbours themselves
    /// (D. J. Watts, S. H. Strogatz, Nature 393 (1998) 440-442).
    double clustering() const;
    /// Share of shortest paths between two other nodes that lead through each node
    /// (U. Brandes, J. Math. Sociology 25 (2001) 163-177), over the number of such pairs.
    std::vector<double> betweenness() const;
    /// Sum over shared neighbours of 1 / log(their degree): the rarer the company, the more it says
    /// (L. A. Adamic, E. Adar, Social Networks 25 (2003) 211-230).
    double adamic_adar(std::uint32_t a, std::uint32_t b) const;

private:
    std::vector<std::vector<std::uint32_t>> neighbours_;
    std::size_t edges_ = 0;
};

}  // namespace tk::stats
