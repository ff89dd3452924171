#pragma once

#include "store/database.hpp"

namespace tk::store {

/// What is read while this lives is the state of one moment, and many small questions cost less. Not inside another one
/// or a Transaction.
class Snapshot {
public:
    explicit Snapshot(Database& database);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Database& database_;
};

}  // namespace tk::store
