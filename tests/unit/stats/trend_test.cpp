#include "stats/trend.hpp"

#include <fstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "stats/domain.hpp"
#include "test_data.hpp"

using namespace tk::stats;

namespace {

std::vector<double> second_column(const std::string& file) {
    std::ifstream input(file);
    std::vector<double> values;
    std::string line;
    std::getline(input, line);
    while (std::getline(input, line)) {
        if (line.find(',') != std::string::npos) values.push_back(std::stod(line.substr(line.find(',') + 1)));
    }
    return values;
}

}  // namespace

TEST_CASE("Mann-Kendall and Theil-Sen give the published numbers of births, sales and passengers") {
    const auto folder = test_data("replays/trend");
    if (folder.empty()) return;
    struct Known {
        const char* file;
        std::int64_t s;
        double variance, z, p, slope;
    };
    const std::vector<Known> all{
        {"daily-total-female-births.csv", 12336, 5412244.0, 5.302131199455321, 1.1445853188709644e-07,
         0.019230769230769232},
        {"shampoo.csv", 440, 5390.0, 5.979572523983071, 2.2372394043402202e-09, 11.509375},
        {"AirPassengers.csv", 8327, 335164.3333333333, 14.381610025544802, 6.750566761284192e-47, 2.451216287678477}};
    for (const Known& known : all) {
        CAPTURE(known.file);
        const auto values = second_column(folder + known.file);
        const MannKendall result = mann_kendall(values);
        CHECK(result.s == known.s);
        CHECK(result.variance == Approx(known.variance).epsilon(1e-12));
        CHECK(result.z == Approx(known.z).epsilon(1e-12));
        CHECK(result.p == Approx(known.p).epsilon(1e-6));
        const TheilSen sen = theil_sen(values);
        CHECK(sen.slope == Approx(known.slope).epsilon(1e-12));
        CHECK(sen.interval.low <= sen.slope);
        CHECK(sen.interval.high >= sen.slope);
        // Neighbours resemble each other in all three: the corrected test is less sure.
        CHECK(result.corrected_variance > result.variance);
    }
}

TEST_CASE("a constant series has no trend, a rising one has, and one value is none") {
    const std::vector<double> constant(20, 3.0);
    CHECK(mann_kendall(constant).p == 1);
    CHECK(theil_sen(constant).slope == 0);
    CHECK(mann_kendall(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8}).p < 0.01);
    CHECK(theil_sen(std::vector<double>{1, 3, 5, 7}).slope == 2);
    CHECK_THROWS_AS(mann_kendall(std::vector<double>{1}), DomainError);
}
