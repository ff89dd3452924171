#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tk::update {

/// What the operands name: a pattern such as "data/*.json" stands for the files that match it (none: Error), and the
/// pieces of a split file ("Items.part01.json", "Items.json.part2"...) that follow each other are one source, in the
/// order of their numbers. Nothing given is stdin, "-".
std::vector<std::vector<std::string>> sources_of(const std::vector<std::string>& operands);

/// Bytes of all these files; 0 when one of them is no regular file, such as stdin.
std::uint64_t size_of(const std::vector<std::vector<std::string>>& sources);

}  // namespace tk::update
