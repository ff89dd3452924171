#include "profile/document.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::profile {

namespace {

Path with(Path path, std::variant<std::string, std::size_t> step) {
    path.push_back(std::move(step));
    return path;
}

std::string list(std::span<const std::string> names) {
    return fmt::format("{}", fmt::join(names, ", "));
}

/// Advice for a word that is not among `choices`.
std::string suggestion(std::string_view word, std::span<const std::string> choices) {
    if (const auto near = nearest(word, choices)) {
        return fmt::format("did you mean `{}`?", *near);
    }
    return "known are: " + list(choices);
}

}  // namespace

std::string spell(const Path& path) {
    if (path.empty()) {
        return "the profile";
    }
    std::string spelt;
    for (const auto& step : path) {
        if (const auto* index = std::get_if<std::size_t>(&step)) {
            spelt += fmt::format("[{}]", *index);
        } else {
            spelt += (spelt.empty() ? "" : ".") + std::get<std::string>(step);
        }
    }
    return spelt;
}

Node::Node(const Document& document, JsonView view, Path path)
    : document_(&document), view_(view), path_(std::move(path)) {}

void Node::refuse(const std::string& what, const std::string& advice) const {
    throw InputError(document_->source, line_of(document_->text, path_), fmt::format("{}: {}", spell(path_), what),
                     advice);
}

void Node::expect_keys(std::span<const std::string> allowed) const {
    if (!view_.is_object()) {
        refuse("must be an object");
    }
    std::vector<std::string_view> seen;
    for (const auto& [key, value] : view_.members()) {
        const Node member(*document_, value, with(path_, std::string(key)));
        if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) {
            member.refuse("unknown key", suggestion(key, allowed));
        }
        if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
            member.refuse("stands there twice");
        }
        seen.push_back(key);
    }
}

std::optional<Node> Node::find(const std::string& key) const {
    const auto member = view_.find(key);
    if (!member) {
        return std::nullopt;
    }
    return Node(*document_, *member, with(path_, key));
}

Node Node::require(const std::string& key) const {
    if (auto member = find(key)) {
        return *std::move(member);
    }
    refuse(fmt::format("`{}` is missing", key));
}

std::vector<Node> Node::elements() const {
    if (!view_.is_array()) {
        refuse("must be an array");
    }
    std::vector<Node> nodes;
    for (const JsonView& element : view_.elements()) {
        nodes.emplace_back(*document_, element, with(path_, nodes.size()));
    }
    return nodes;
}

std::string Node::text(std::size_t most) const {
    const auto value = view_.as_string();
    if (!value || value->empty()) {
        refuse("must be a text that is not empty");
    }
    if (value->size() > most) {
        refuse(fmt::format("is longer than {} bytes", most));
    }
    return std::string(*value);
}

double Node::number(double least, double most) const {
    const auto value = view_.as_number();
    if (!value || !(*value >= least) || !(*value <= most)) {
        refuse(fmt::format("must be a number from {} to {}", least, most));
    }
    return *value;
}

int Node::integer(int least, int most) const {
    const auto value = view_.as_integer();
    if (!value || *value < least || *value > most) {
        refuse(fmt::format("must be a whole number from {} to {}", least, most));
    }
    return static_cast<int>(*value);
}

std::size_t Node::choice(std::span<const std::string> choices) const {
    const auto value = view_.as_string();
    if (!value) {
        refuse("must be one of " + list(choices));
    }
    const auto at = std::find(choices.begin(), choices.end(), *value);
    if (at == choices.end()) {
        refuse(fmt::format("`{}` is not one of {}", *value, list(choices)), suggestion(*value, choices));
    }
    return static_cast<std::size_t>(at - choices.begin());
}

}  // namespace tk::profile
