#include "ocr/to_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/json.hpp"

namespace tk::ocr {

namespace {

Value box_json(const cv::Rect& box) {
    return Value::array({box.x, box.y, box.width, box.height});
}

/// More digits would only pretend.
double rounded(double confidence) {
    return std::round(confidence * 100) / 100;
}

Value line_json(const PlacedLine& line) {
    Value json = {{"text", line.line.text}, {"box", box_json(line.box)}, {"confidence", rounded(line.line.confidence)}};
    if (!line.region.empty()) json["region"] = line.region;
    if (line.by_template) json["by"] = "template";
    if (line.line.cached) json["cached"] = true;
    return json;
}

Value field_json(const ReadField& field) {
    Value json = Value::object();
    if (field.value.text) {
        json["value"] = *field.value.text;
    } else if (field.value.coordinates) {
        json["value"] = Value::array({field.value.coordinates->first, field.value.coordinates->second});
    } else if (field.value.number) {
        json["value"] = *field.value.number;
    } else {
        json["value"] = nullptr;
        json["reason"] = field.value.reason;
    }
    if (field.value.most) json["max"] = *field.value.most;
    if (!field.text.empty()) json["text"] = field.text;
    if (!field.box.empty()) json["box"] = box_json(field.box);
    if (!field.text.empty()) json["confidence"] = rounded(field.confidence);
    if (field.by_template) json["by"] = "template";
    if (field.cached) json["cached"] = true;
    return json;
}

Value fields_json(const std::vector<ReadField>& fields) {
    Value json = Value::object();
    for (const ReadField& field : fields) json[field.name] = field_json(field);
    return json;
}

Value element_json(const FoundElement& element) {
    Value json = {{"kind", kind_name(element.kind)}, {"box", box_json(element.box)}};
    if (!element.name.empty()) json["name"] = element.name;
    if (element.fill) json["fill"] = *element.fill;
    json["confidence"] = rounded(element.confidence);
    return json;
}

}  // namespace

std::string to_json(const ReadPicture& read) {
    Value json = {{"lines", Value::array()}, {"fields", Value::object()}};
    for (const PlacedLine& line : read.lines) json["lines"].push_back(line_json(line));
    for (const FoundElement& element : read.elements) json["elements"].push_back(element_json(element));
    json["fields"] = fields_json(read.fields);
    for (const ReadRows& rows : read.rows) {
        Value& list = json["rows"][rows.name] = Value::array();
        for (const ReadRow& row : rows.rows) {
            list.push_back({{"row", row.number}, {"box", box_json(row.box)}, {"fields", fields_json(row.fields)}});
        }
    }
    return json.dump(-1, ' ', false, Value::error_handler_t::replace);
}

}  // namespace tk::ocr
