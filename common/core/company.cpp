#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "core/parse.hpp"

namespace tk {

void check_company(const Command& selected, const Command& tool, const Command& common) {
    const auto given = [&](const std::string& name) {
        for (const Command* command : {&selected, &tool, &common}) {
            for (const auto& option : command->options()) {
                if (option->long_name() == name.substr(2)) return option->is_given();
            }
        }
        throw std::logic_error("the option table names " + name + ", which is no option");
    };
    for (const Command* command : {&selected, &tool}) {
        for (const auto& option : command->options()) {
            for (const Company& company : option->company) {
                const auto other = std::find_if(company.others.begin(), company.others.end(), given);
                const bool is_there = other != company.others.end();
                if (!option->is_given() || is_there == company.wanted) continue;
                std::string why = company.why;
                if (why.empty()) {
                    why = company.wanted ? fmt::format("says something only with {}", fmt::join(company.others, " or "))
                                         : fmt::format("and {} exclude each other", *other);
                }
                throw UsageError(option->names.substr(0, option->names.find(',')) + " " + why, company.advice);
            }
        }
    }
}

}  // namespace tk
