#include "db-update/row_bytes.hpp"

#include <bit>
#include <cstring>

#include "db-update/time_text.hpp"

namespace tk::update {

namespace {

/// First byte of a packed time; a text of a time does not start with it.
constexpr char packed = '\1';

/// Where the two-digit numbers of a time stand: century, year of it, month, day, hour, minute, second.
constexpr std::array<std::size_t, 7> pairs{0, 2, 5, 8, 11, 14, 17};

std::uint64_t big_endian(std::uint64_t number) {
    return std::endian::native == std::endian::little ? __builtin_bswap64(number) : number;
}

}  // namespace

void put_text(std::string& row, std::string_view text) {
    row += text;
    row += '\0';
}

std::string_view take_text(std::string_view& row) {
    const std::string_view text = row.substr(0, row.find('\0'));
    row.remove_prefix(text.size() + 1);
    return text;
}

void put_number(std::string& row, std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    const auto size = static_cast<std::size_t>(64 - std::countl_zero(bits) + 7) / 8;
    std::array<char, 1 + sizeof bits> bytes{static_cast<char>(size)};
    const std::uint64_t first = size == 0 ? 0 : big_endian(bits << (64 - 8 * size));
    std::memcpy(bytes.data() + 1, &first, sizeof first);
    row.append(bytes.data(), 1 + size);
}

std::int64_t take_number(std::string_view& row) {
    const auto size = static_cast<std::size_t>(row.front());
    row.remove_prefix(1);
    std::uint64_t number = 0;
    if (row.size() >= sizeof number && size > 0) {
        std::memcpy(&number, row.data(), sizeof number);
        number = big_endian(number) >> (64 - 8 * size);
    } else {
        for (std::size_t i = 0; i < size; ++i) number = number << 8 | static_cast<unsigned char>(row[i]);
    }
    row.remove_prefix(size);
    return static_cast<std::int64_t>(number);
}

void put_time(std::string& row, std::string_view time) {
    if (!is_to_the_second(time)) {
        put_text(row, time);
        return;
    }
    std::array<char, 1 + pairs.size()> bytes{packed};
    for (std::size_t i = 0; i < pairs.size(); ++i)
        bytes[i + 1] = static_cast<char>((time[pairs[i]] - '0') << 4 | (time[pairs[i] + 1] - '0'));
    row.append(bytes.data(), bytes.size());
}

std::string_view take_time(std::string_view& row, TimeText& buffer) {
    if (row.empty() || row.front() != packed) return take_text(row);
    std::memcpy(buffer.data(), "0000-00-00T00:00:00Z", buffer.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto byte = static_cast<unsigned char>(row[i + 1]);
        buffer[pairs[i]] = static_cast<char>('0' + (byte >> 4));
        buffer[pairs[i] + 1] = static_cast<char>('0' + (byte & 15));
    }
    row.remove_prefix(1 + pairs.size());
    return {buffer.data(), buffer.size()};
}

}  // namespace tk::update
