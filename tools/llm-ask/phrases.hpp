#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/program.hpp"
#include "llm-ask/facts.hpp"

namespace tk::llm {

/// The words of one language for what happens in a fight. Names of fighters, spells and elements are data in any
/// language: they only stand where no article, elision or agreement depends on them.
class Phrases {
public:
    virtual ~Phrases() = default;
    /// What stands for a fighter that the record does not name.
    virtual std::string someone() const = 0;
    /// What the actor does, to follow its name: "moves 3 cells".
    virtual std::string predicate(const Fact& fact) const = 0;
    /// "dies"
    virtual std::string dies() const = 0;
    /// "appears" for one, "appear" for several.
    virtual std::string appears(std::size_t count) const = 0;
    /// "and"
    virtual std::string conjunction() const = 0;
    /// A whole sentence saying that `count` actions are not told.
    virtual std::string left_out(std::size_t count) const = 0;

    /// "a", "a and b", "a, b and c".
    std::string joined(const std::vector<std::string>& parts) const;
};

const Phrases& phrases(Language language);

}  // namespace tk::llm
