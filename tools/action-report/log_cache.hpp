#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "action-report/collector.hpp"

namespace tk::report {

/// Logs that were read, so that several requests about one read it once. A log is read again once one of its files has
/// changed: its size, its time of change, or its write-ahead log where it is a database.
class LogCache {
public:
    static constexpr std::size_t most_kept = 4;

    /// The log of `files` under `name`, which says what else it depends on (actor, span); from `read` where it is new.
    std::shared_ptr<const Collector> log(const std::string& name, const std::vector<std::string>& files,
                                         const std::function<Collector()>& read);

private:
    struct Kept {
        std::string name;
        std::vector<std::int64_t> stamp;
        std::shared_ptr<const Collector> log;
    };
    std::deque<Kept> kept_;  // the latest first
};

}  // namespace tk::report
