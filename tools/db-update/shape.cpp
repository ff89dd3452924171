#include "db-update/shape.hpp"

#include <nlohmann/json.hpp>

namespace tk::update {

namespace {

struct Named {
    Shape shape;
    std::string_view name, game;
};
constexpr Named shapes[] = {{Shape::generic, "generic", ""},
                            {Shape::dofusdb, "dofusdb", "dofus"},
                            {Shape::d2o, "d2o", "dofus"},
                            {Shape::dofus_unity, "dofus-unity", "dofus"},
                            {Shape::srd, "5e", "5e"}};

Value unwrapped(const JsonView& value) {
    if (value.is_array()) {
        Value list = Value::array();
        for (const JsonView& element : value.elements()) list.push_back(unwrapped(element));
        return list;
    }
    if (!value.is_object()) return value.value();
    const auto members = value.members();
    if (members.size() == 1 && members.front().first == "Array") return unwrapped(members.front().second);
    Value object = Value::object();
    for (const auto& [name, member] : members) object[std::string(name)] = unwrapped(member);
    return object;
}

bool has_any(const JsonView& record, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (record.find(name)) return true;
    }
    return false;
}

}  // namespace

std::string_view shape_name(Shape shape) {
    for (const Named& named : shapes) {
        if (named.shape == shape) return named.name;
    }
    return "generic";
}

std::optional<Shape> shape_called(std::string_view name) {
    for (const Named& named : shapes) {
        if (named.name == name) return named.shape;
    }
    return std::nullopt;
}

std::string_view game_of(Shape shape) {
    for (const Named& named : shapes) {
        if (named.shape == shape) return named.game;
    }
    return {};
}

Shape shape_of(const JsonView& record) {
    if (record.find("index") && record.find("url")) return Shape::srd;
    if (record.find("ankama_id")) return Shape::dofusdb;
    if (has_any(record, {"spellLevels", "apCost", "minCastInterval", "possibleEffects", "ingredientIds", "lifePoints",
                         "itemSetId", "subAreaId", "gfxId", "rightMapId"}))
        return record.find("nameId") && !record.find("name") ? Shape::d2o : Shape::dofusdb;
    return Shape::generic;
}

std::string without_array_wrappers(const JsonView& record) {
    return unwrapped(record).dump();
}

std::size_t whole_reals(std::string_view json) {
    std::size_t count = 0;
    bool inside = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (json[i] == '\\' && inside) {
            ++i;
        } else if (json[i] == '"') {
            inside = !inside;
        } else if (!inside && json[i] == '.' && json.substr(i, 2) == ".0") {
            const char next = i + 2 < json.size() ? json[i + 2] : ' ';
            if ((next < '0' || next > '9') && next != 'e' && next != 'E') ++count;
        }
    }
    return count;
}

}  // namespace tk::update
