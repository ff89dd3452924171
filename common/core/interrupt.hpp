#pragma once

namespace tk {

/// Makes SIGINT and SIGTERM set a flag, so that a tool can unwind and clean up; ignores SIGPIPE, so that a closed
/// pipe is seen as a failed write. A second SIGINT ends the process at once.
void install_signal_handlers();

/// True once SIGINT or SIGTERM has arrived.
bool interrupted() noexcept;

}  // namespace tk
