#include "stats/graph.hpp"

#include <fstream>

#include "catch.hpp"
#include "stats/domain.hpp"
#include "test_data.hpp"

using namespace tk::stats;
using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

TEST_CASE("the karate club has the density, clustering and centralities that networkx gives") {
    const auto folder = test_data("replays/graph");
    if (folder.empty()) return;
    std::ifstream input(folder + "karate_club.tsv");
    std::string header;
    std::getline(input, header);
    Edges edges;
    for (std::uint32_t a = 0, b = 0, weight = 0; input >> a >> b >> weight;) edges.emplace_back(a, b);
    const Graph graph{34, edges};
    CHECK(graph.edges() == 78);
    CHECK(graph.density() == Approx(0.13903743315508021));
    CHECK(graph.clustering() == Approx(0.5706384782076823));
    CHECK(graph.components() == 1);
    CHECK(graph.neighbours(33).size() == 17);
    const auto between = graph.betweenness();
    CHECK(between[0] == Approx(0.437635).margin(1e-6));
    CHECK(between[33] == Approx(0.304075).margin(1e-6));
    CHECK(between[2] == Approx(0.143657).margin(1e-6));
    CHECK(graph.adamic_adar(2, 33) == Approx(4.719381).margin(1e-6));
    CHECK(graph.adamic_adar(0, 33) == Approx(2.71102).margin(1e-6));
}

TEST_CASE("a path of three has its middle between the ends, and loops and repetitions do not count") {
    const Graph graph{4, Edges{{0, 1}, {1, 2}, {2, 1}, {3, 3}}};
    CHECK(graph.edges() == 2);
    CHECK(graph.components() == 2);
    CHECK(graph.betweenness()[1] == Approx(1.0 / 3));
    CHECK(graph.shared(0, 2) == std::vector<std::uint32_t>{1});
    CHECK_THROWS_AS((Graph{1, Edges{{0, 1}}}), DomainError);
}
