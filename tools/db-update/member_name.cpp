#include "db-update/member_name.hpp"

namespace tk::update {

namespace {

/// The letters of a name, one after the other; 0 at the end.
class Letters {
public:
    explicit Letters(std::string_view name) : name_(name) {}

    char next() {
        while (!name_.empty()) {
            const char c = name_.front();
            name_.remove_prefix(1);
            if (c == ' ' || c == '_' || c == '-') continue;
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        return '\0';
    }

private:
    std::string_view name_;
};

}  // namespace

bool is_same_name(std::string_view a, std::string_view b) {
    Letters of_a(a), of_b(b);
    while (true) {
        const char c = of_a.next();
        if (c != of_b.next()) return false;
        if (c == '\0') return true;
    }
}

}  // namespace tk::update
