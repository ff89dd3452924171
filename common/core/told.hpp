#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tk {

/// Which problems of a run people are told. What is wrong with one line is often wrong with each of a million: the
/// first few of a reason are told, and so many in all that they can be read; the others are counted.
class Told {
public:
    static constexpr std::uint64_t most_of_a_reason = 3;
    static constexpr std::uint64_t most = 20;

    /// Counts one more problem; whether it is among those to tell. `reason`: what it says, without its place.
    bool add(std::string_view reason);
    /// What is to be said of the others, one line a reason; begins anew.
    std::vector<std::string> take_rest();

private:
    struct Reason {
        std::string text;
        std::uint64_t told, untold;
    };
    std::vector<Reason> reasons_;  // no more than `most`
    std::uint64_t told_ = 0, others_ = 0;
};

}  // namespace tk
