#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/json.hpp"

namespace tk::profile {

/// Steps from the top of a JSON text to one of its values: keys of objects, indices of arrays.
using Path = std::vector<std::variant<std::string, std::size_t>>;

/// "fields[2].box"; "the profile" for the top.
std::string spell(const Path& path);

/// The line (from 1) where the value at `path` begins in `json`, which must be valid JSON; for a path that leads
/// nowhere, the line of the last step that exists.
std::size_t line_of(std::string_view json, const Path& path);

/// A JSON text and what messages call it.
struct Document {
    std::string_view text;
    std::string_view source;
};

/// A value of a document that knows where it stands, so that every complaint names the line and the place.
/// The readers below throw InputError when the value is not what they read.
class Node {
public:
    Node(const Document& document, JsonView view, Path path = {});

    /// Throws InputError "source:line: place: what".
    [[noreturn]] void refuse(const std::string& what, const std::string& advice = {}) const;

    /// Refuses anything but an object whose keys are in `allowed`, each at most once.
    void expect_keys(std::span<const std::string> allowed) const;
    /// Member of an object, where it is there.
    std::optional<Node> find(const std::string& key) const;
    /// Member that must be there.
    Node require(const std::string& key) const;

    /// What messages call the document: its path, for a file.
    std::string_view source() const { return document_->source; }

    std::vector<Node> elements() const;
    /// A string that is not empty and of at most `most` bytes.
    std::string text(std::size_t most = 200) const;
    double number(double least, double most) const;
    int integer(int least, int most) const;
    /// One of `choices`, as its index.
    std::size_t choice(std::span<const std::string> choices) const;

private:
    const Document* document_;
    JsonView view_;
    Path path_;
};

}  // namespace tk::profile
