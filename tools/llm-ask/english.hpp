#pragma once

#include "llm-ask/phrases.hpp"

namespace tk::llm {

class English : public Phrases {
public:
    std::string someone() const override { return "Someone"; }
    std::string predicate(const Fact& fact) const override;
    std::string dies() const override { return "dies"; }
    std::string appears(std::size_t count) const override { return count == 1 ? "appears" : "appear"; }
    std::string conjunction() const override { return "and"; }
    std::string left_out(std::size_t count) const override;
};

}  // namespace tk::llm
