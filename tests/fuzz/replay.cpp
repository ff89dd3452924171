// Runs a fuzz target over its corpus and over mutations of it, for compilers without libFuzzer. The mutations come from
// a fixed seed, so a failure repeats.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int mutations_per_file = 400;

void mutate(Bytes& bytes, std::mt19937& random) {
    for (auto edits = random() % 4 + 1; edits > 0; --edits) {
        const std::size_t at = bytes.empty() ? 0 : random() % bytes.size();
        const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        switch (random() % 5) {
            case 0:
                if (!bytes.empty()) bytes[at] = static_cast<std::uint8_t>(random());
                break;
            case 1:
                if (!bytes.empty()) bytes[at] ^= static_cast<std::uint8_t>(1U << (random() % 8));
                break;
            case 2: bytes.insert(place, static_cast<std::uint8_t>(random())); break;
            case 3:
                if (!bytes.empty()) bytes.erase(place);
                break;
            default: bytes.resize(at); break;
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    int runs = 0;
    std::mt19937 random{20260101};
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
            std::ifstream in{entry.path(), std::ios::binary};
            const Bytes original{std::istreambuf_iterator<char>{in}, {}};
            LLVMFuzzerTestOneInput(original.data(), original.size());
            for (int mutation = 0; mutation < mutations_per_file; ++mutation) {
                Bytes changed = original;
                mutate(changed, random);
                LLVMFuzzerTestOneInput(changed.data(), changed.size());
            }
            runs += 1 + mutations_per_file;
        }
    }
    std::printf("%d inputs\n", runs);
    return runs > 0 ? 0 : 1;
}
