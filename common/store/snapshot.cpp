#include "store/snapshot.hpp"

namespace tk::store {

Snapshot::Snapshot(Database& database) : database_(database) {
    database_.execute("BEGIN");
}

Snapshot::~Snapshot() {
    database_.rollback();  // nothing was changed
}

}  // namespace tk::store
