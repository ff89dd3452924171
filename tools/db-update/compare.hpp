#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "store/database.hpp"

namespace tk::update {

/// What a table holds: how many rows, and a SHA-256 over all of them in the order of their key.
struct TableContent {
    std::int64_t rows = 0;
    std::string hash;
    bool operator==(const TableContent&) const = default;
};

/// The content of every table but those of the full-text index, which follow from search_documents. One snapshot.
std::map<std::string, TableContent> contents_of(store::Database& database);

/// What is wrong with the database: the whole integrity check and broken references; empty when it is sound.
std::vector<std::string> faults_of(store::Database& database);

}  // namespace tk::update
