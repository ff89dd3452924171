#include "action-report/markup.hpp"

#include "core/terminal.hpp"

namespace tk::report {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : printable(text)) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string script_json(std::string_view json) {
    std::string out;
    for (const char c : json) {
        if (c == '<') {
            out += "\\u003c";  // only in strings, where it means the same
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace tk::report
