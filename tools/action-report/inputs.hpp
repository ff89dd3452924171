#pragma once

#include <string>
#include <vector>

#include "action-report/collector.hpp"
#include "action-report/readers.hpp"
#include "core/program.hpp"

namespace tk::report {

/// The inputs of a report.
struct Inputs {
    std::vector<std::string> paths;  ///< empty: stdin
    std::string kind = "auto";       ///< --from
    ReadOptions options;
    bool follow = false;
    std::function<bool()> at_end;  ///< --follow: called at the end of a growing input; false ends
};

/// The first bytes of an input, which stay where they are, and whether they are those of packed data.
struct Peek {
    std::string head;
    bool packed = false;
};
/// Looks at an input; of one that cannot be opened there is nothing, and its reader will say why.
Peek peek(const std::string& path);

/// Reads one input that is open as a log of that kind into `log`.
void read_stream(Context& context, ByteStream& in, InputKind kind, const ReadOptions& options, Collector& log);

/// Reads all inputs, each as what it is, into `log`.
void read_inputs(Context& context, const Inputs& inputs, Collector& log);

}  // namespace tk::report
