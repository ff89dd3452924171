#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace tk::render {

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine, unlike the distributions of the library.
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t seed) : state_(seed) {}
    /// The stream number `index` of a seed: picture 7 is the same whether 10 or 1000 are drawn.
    SplitMix64(std::uint64_t seed, std::uint64_t index) : state_(seed) {
        state_ = next() ^ (index * 0xd1342543de82ef95ULL);
        next();
    }

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// 0 <= unit() < 1.
    double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    /// Evenly in the logarithm: as many values in 20..40 as in 40..80.
    double log_between(double low, double high) { return low * std::exp(std::log(high / low) * unit()); }
    /// A whole number, both ends included.
    int whole(int low, int high) { return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1)); }
    bool chance(double share) { return unit() < share; }
    template <typename T>
    const T& pick(const std::vector<T>& list) {
        return list[next() % list.size()];
    }
    /// Near to normal with standard deviation 1: the sum of 12 uniform numbers (exact arithmetic, no logarithm).
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; ++i) sum += unit();
        return sum;
    }

private:
    std::uint64_t state_;
};

}  // namespace tk::render
