#pragma once

#include "capture/options.hpp"
#include "core/program.hpp"

namespace tk::capture {

/// Writes a frame record for each picture of the sources that is wanted. Broken pictures are reported and passed over.
Status run(Context& context, const Options& options);

}  // namespace tk::capture
