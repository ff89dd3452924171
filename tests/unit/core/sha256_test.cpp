#include "core/sha256.hpp"

#include <random>
#include <vector>

#include "catch.hpp"

namespace {

std::string sha256(std::string_view bytes) {
    tk::Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

}  // namespace

TEST_CASE("SHA-256 gives the digests of the standard", "[core]") {
    auto [text, digest] = GENERATE(table<std::string, std::string>({
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {std::string(1000000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    }));
    REQUIRE(sha256(text) == digest);
}

TEST_CASE("SHA-256 does not depend on how the bytes are cut", "[core]") {
    const std::string text(300, 'x');
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        tk::Sha256 hash;
        hash.add(std::string_view(text).substr(0, cut));
        hash.add(std::string_view(text).substr(cut));
        REQUIRE(hash.hex() == sha256(text));
    }
}

TEST_CASE("the processor's instructions for SHA-256 do what the definition does", "[core]") {
    auto* const fast = tk::sha256::compress_by_instructions();
    if (!fast) return;
    std::mt19937 random(5);
    std::vector<unsigned char> blocks(64 * 20);
    for (std::size_t count = 0; count <= 20; ++count) {
        for (unsigned char& byte : blocks) byte = static_cast<unsigned char>(random());
        std::array<std::uint32_t, 8> state;
        for (std::uint32_t& word : state) word = static_cast<std::uint32_t>(random());
        auto other = state;
        fast(state.data(), blocks.data(), count);
        tk::sha256::compress_anywhere(other.data(), blocks.data(), count);
        REQUIRE(state == other);
    }
}
