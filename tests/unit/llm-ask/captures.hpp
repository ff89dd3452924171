#pragma once

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>

#include "llm-ask/anthropic.hpp"
#include "llm-ask/openai.hpp"
#include "test_data.hpp"

struct Response {
    int status = 0;
    std::map<std::string, std::string> headers;
    std::string body;  ///< without chunked encoding, as far as it arrived
};

inline std::string without_chunks(std::string_view body) {
    std::string plain;
    while (!body.empty()) {
        const std::size_t size = std::strtoul(std::string(body.substr(0, body.find('\r'))).c_str(), nullptr, 16);
        body.remove_prefix(std::min(body.size(), body.find('\n') + 1));
        plain += body.substr(0, size);
        body.remove_prefix(std::min(body.size(), size + 2));
    }
    return plain;
}

inline Response read_response(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    const std::string bytes = text.str();
    const std::size_t end = bytes.find("\r\n\r\n");
    Response response;
    std::istringstream head(bytes.substr(0, end));
    std::string line;
    std::getline(head, line);
    response.status = std::stoi(line.substr(line.find(' ')));
    while (std::getline(head, line)) {
        if (line.ends_with('\r')) line.pop_back();
        response.headers[line.substr(0, line.find(':'))] = line.substr(line.find(':') + 2);
    }
    response.body = bytes.substr(end + 4);
    if (response.headers.contains("Transfer-Encoding")) response.body = without_chunks(response.body);
    return response;
}

/// The decoder for the protocol that the name of a capture begins with.
inline std::unique_ptr<tk::llm::ChatDecoder> decoder_of(const std::string& file, const Response& response) {
    const std::string& type = response.headers.at("Content-Type");
    return file.starts_with("anthropic") ? tk::llm::anthropic_decoder(type) : tk::llm::openai_decoder(type);
}
