#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "action-report/section.hpp"

namespace tk::report {

/// The records behind something that may exist a million times: as Places, in 24 bytes while there is only one.
class Trail {
public:
    void add(std::uint64_t record) {
        if (count_ == 0) {
            first_ = record;
        } else if (count_ < Places::most_kept) {
            if (!more_) more_ = std::make_unique<std::array<std::uint64_t, Places::most_kept - 1>>();
            (*more_)[count_ - 1] = record;
        }
        ++count_;
    }
    Places places() const {
        Places places;
        places.count = count_;
        for (std::uint64_t i = 0; i < count_ && i < Places::most_kept; ++i)
            places.first.push_back(i == 0 ? first_ : (*more_)[i - 1]);
        return places;
    }

private:
    std::uint64_t count_ = 0, first_ = 0;
    std::unique_ptr<std::array<std::uint64_t, Places::most_kept - 1>> more_;
};

}  // namespace tk::report
