#include "db-update/texts.hpp"

#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "core/json.hpp"

namespace tk::update {

std::map<std::string, std::string, std::less<>> read_texts(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(with_errno(path), "check the name and the permissions of the file");
    std::ostringstream text;
    text << file.rdbuf();
    JsonParser parser;
    JsonView view;
    try {
        view = parser.parse(text.str());
    } catch (const Error& error) {
        throw Error(path + ": " + error.what());
    }
    for (const std::string_view member : {"texts", "entries"}) {
        if (const auto inner = view.find(member)) view = *inner;
    }
    if (!view.is_object()) throw Error(path + ": not an object of texts by number");
    std::map<std::string, std::string, std::less<>> texts;
    for (const auto& [number, value] : view.members()) {
        if (const auto string = value.as_string()) texts.emplace(number, *string);
    }
    return texts;
}

}  // namespace tk::update
