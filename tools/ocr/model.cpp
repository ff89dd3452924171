#include "ocr/model.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "core/text.hpp"

namespace tk::ocr {

static_assert(std::endian::native == std::endian::little, "models are read as they lie in the file");

namespace {

/// The file ends early or holds something else than a network of the known make.
class Unknown : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

void expect(bool is_so, const char* what) {
    if (!is_so) throw Unknown(what);
}

class Bytes {
public:
    explicit Bytes(std::string_view rest) : rest_(rest) {}

    std::string_view take(std::size_t count) {
        expect(count <= rest_.size(), "it ends early");
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    template <typename Number>
    Number number() {
        Number value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    /// A count of things, each of which takes at least a byte.
    std::size_t count() {
        const auto value = number<std::uint32_t>();
        expect(value <= rest_.size(), "it ends early");
        return value;
    }
    std::string text() { return std::string(take(count())); }

private:
    std::string_view rest_;
};

struct Header {
    std::string type;
    std::uint32_t flags = 0;
    std::size_t inputs = 0;
    std::size_t outputs = 0;
};

Header read_header(Bytes& bytes) {
    Header header;
    expect(bytes.number<std::int8_t>() == 0, "a layer has no name");
    header.type = bytes.text();
    bytes.take(2);  // flags of training
    header.flags = bytes.number<std::uint32_t>();
    header.inputs = bytes.number<std::uint32_t>();
    header.outputs = bytes.number<std::uint32_t>();
    bytes.number<std::int32_t>();  // count of weights
    bytes.text();                  // name
    return header;
}

Header expect_layer(Bytes& bytes, std::string_view type) {
    Header header = read_header(bytes);
    expect(header.type == type, "its layers are others");
    return header;
}

/// A layer of layers.
struct Group {
    Header header;
    std::size_t layers = 0;
};

Group expect_group(Bytes& bytes, std::string_view type) {
    Group group;
    group.header = expect_layer(bytes, type);
    group.layers = bytes.count();
    return group;
}

void skip_rates(Bytes& bytes, const Header& group) {
    constexpr std::uint32_t has_rates = 64;
    if ((group.flags & has_rates) != 0) bytes.take(bytes.count() * sizeof(float));
}

/// Weights as rows of floats, the last of each row being the constant.
struct Rows {
    std::size_t outputs = 0;
    std::size_t inputs = 0;
    std::vector<float> weights;
    std::vector<float> constants;
};

Rows read_rows(Bytes& bytes) {
    constexpr int of_bytes = 1;
    constexpr int of_doubles = 128;
    const int mode = bytes.number<std::uint8_t>();
    expect((mode & of_doubles) != 0, "its weights are of an old kind");
    const bool is_small = (mode & of_bytes) != 0;
    Rows rows;
    rows.outputs = bytes.count();
    const std::size_t columns = bytes.count();
    expect(columns >= 1 && rows.outputs >= 1 && rows.outputs <= 1U << 20U && columns <= 1U << 20U, "its size is wrong");
    rows.inputs = columns - 1;
    bytes.take(is_small ? 1 : sizeof(double));  // the value of what is left out
    const std::string_view raw = bytes.take(rows.outputs * columns * (is_small ? 1 : sizeof(double)));
    std::vector<double> values(rows.outputs * columns);
    if (is_small) {
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::int8_t>(raw[i]);
        expect(bytes.count() >= rows.outputs, "scales are missing");
        for (std::size_t out = 0; out < rows.outputs; ++out) {
            const auto scale = bytes.number<double>();
            for (std::size_t in = 0; in < columns; ++in) values[out * columns + in] *= scale;
        }
    } else {
        std::memcpy(values.data(), raw.data(), raw.size());
    }
    for (std::size_t out = 0; out < rows.outputs; ++out) {
        const auto row = values.begin() + static_cast<std::ptrdiff_t>(out * columns);
        for (std::size_t in = 0; in < rows.inputs; ++in) {
            rows.weights.push_back(static_cast<float>(row[static_cast<std::ptrdiff_t>(in)]));
        }
        rows.constants.push_back(static_cast<float>(row[static_cast<std::ptrdiff_t>(rows.inputs)]));
    }
    return rows;
}

Dense dense_of(Rows rows) {
    Dense layer{Matrix(rows.inputs, rows.outputs, rows.weights), std::move(rows.constants)};
    layer.constants.resize(layer.weights.width());
    return layer;
}

Memory read_memory(Bytes& bytes, const Header& header) {
    constexpr std::size_t gates = 4;
    const auto width = static_cast<std::size_t>(bytes.number<std::uint32_t>());
    Memory memory;
    memory.cells = header.outputs;
    expect(memory.cells % 8 == 0 && memory.cells > 0 && width == header.inputs + memory.cells, "it has other cells");
    Rows input{gates * memory.cells, header.inputs, {}, {}};
    std::vector<float> feedback;
    for (std::size_t gate = 0; gate < gates; ++gate) {
        const Rows rows = read_rows(bytes);
        expect(rows.outputs == memory.cells && rows.inputs == width, "its gates are others");
        for (std::size_t out = 0; out < rows.outputs; ++out) {
            const auto row = rows.weights.begin() + static_cast<std::ptrdiff_t>(out * width);
            const auto own = row + static_cast<std::ptrdiff_t>(header.inputs);
            input.weights.insert(input.weights.end(), row, own);
            feedback.insert(feedback.end(), own, own + static_cast<std::ptrdiff_t>(memory.cells));
        }
        input.constants.insert(input.constants.end(), rows.constants.begin(), rows.constants.end());
    }
    memory.feedback = Matrix(memory.cells, gates * memory.cells, feedback);
    memory.input = dense_of(std::move(input));
    return memory;
}

Network read_network(Bytes& bytes) {
    Network network;
    const Group whole = expect_group(bytes, "Series");
    expect(whole.layers >= 5 && whole.layers <= 20, "its layers are others");
    expect_layer(bytes, "Input");
    bytes.number<std::int32_t>();  // pictures at once
    network.height = bytes.number<std::int32_t>();
    expect(bytes.number<std::int32_t>() == 0 && bytes.number<std::int32_t>() == 1, "it wants other pictures");
    bytes.number<std::int32_t>();  // kind of loss
    expect(network.height >= 9 && network.height <= 200, "it wants other pictures");

    const Group strokes = expect_group(bytes, "Series");
    expect(strokes.layers == 2, "its layers are others");
    expect_layer(bytes, "Convolve");
    expect(bytes.number<std::int32_t>() == 1 && bytes.number<std::int32_t>() == 1, "it looks at other places");
    expect_layer(bytes, "Tanh");
    network.strokes = dense_of(read_rows(bytes));
    expect(network.strokes.weights.inputs() == 9, "it looks at other places");
    skip_rates(bytes, strokes.header);

    expect_layer(bytes, "Maxpool");
    expect(bytes.number<std::int32_t>() == 3 && bytes.number<std::int32_t>() == 3, "its steps are others");

    const Group turned = expect_group(bytes, "XYTranspose");
    expect(turned.layers == 1, "its layers are others");
    network.down = read_memory(bytes, expect_layer(bytes, "SummLSTM"));
    skip_rates(bytes, turned.header);

    std::size_t width = network.down.cells;
    expect(network.down.input.weights.inputs() == network.strokes.weights.width(), "its layers do not fit");
    for (std::size_t layer = 4; layer + 1 < whole.layers; ++layer) {
        Header header = read_header(bytes);
        const Header group = header;
        const bool reversed = header.type == "RTLReversed";
        if (reversed) {
            expect(bytes.count() == 1, "its layers are others");
            header = read_header(bytes);
        }
        expect(header.type == "LSTM" && header.inputs == width, "its layers are others");
        network.across.push_back(read_memory(bytes, header));
        network.across.back().reversed = reversed;
        if (reversed) skip_rates(bytes, group);
        width = network.across.back().cells;
    }
    const Header last = expect_layer(bytes, "Softmax");
    Rows codes = read_rows(bytes);
    expect(codes.inputs == width && codes.outputs == last.outputs, "its layers do not fit");
    network.code_count = codes.outputs;
    network.codes = dense_of(std::move(codes));
    skip_rates(bytes, whole.header);
    return network;
}

/// The characters by their codes, from the list of characters and that of their codes. In the list each has its kind
/// in bits (1 a letter), and after its measures and its script the number of the same in the other case.
void read_characters(std::string_view list, std::string_view codes, Model& model) {
    constexpr unsigned is_letter = 1;
    constexpr unsigned is_capital = 4;
    std::vector<std::vector<std::string>> lines;
    for (const std::string& line : split(std::string(list), '\n')) lines.push_back(split(line, ' '));
    model.characters.resize(model.network.code_count);
    model.numbers.resize(model.network.code_count);
    model.small.resize(model.network.code_count);
    model.letters.resize(model.network.code_count);
    Bytes bytes(codes);
    const std::size_t count = bytes.count();
    for (std::size_t i = 0; i < count; ++i) {
        bytes.take(1);
        expect(bytes.count() == 1, "its characters take several codes");
        const auto code = bytes.number<std::uint32_t>();
        expect(code < model.characters.size(), "a code is unknown");
        if (code == model.nothing || i + 1 >= lines.size()) continue;
        const std::vector<std::string>& words = lines[i + 1];
        const auto kind = words.size() > 1 ? static_cast<unsigned>(std::strtoul(words[1].c_str(), nullptr, 16)) : 0;
        model.characters[code] = i == 0 ? " " : words[0];
        model.numbers[code] = static_cast<std::uint32_t>(i);
        model.small[code] = static_cast<std::uint32_t>(i);
        model.letters[code] = (kind & is_letter) != 0;
        if ((kind & is_capital) != 0 && words.size() > 4) {
            model.small[code] = static_cast<std::uint32_t>(std::strtoul(words[4].c_str(), nullptr, 10));
        }
    }
}

}  // namespace

std::optional<Model> read_model(std::string_view file) {
    enum Part : std::size_t { network = 17, words = 19, character_list = 21, character_codes = 22 };
    try {
        Bytes bytes(file);
        std::vector<std::int64_t> starts(bytes.count());
        for (std::int64_t& start : starts) start = bytes.number<std::int64_t>();
        const auto part = [&](std::size_t which) {
            expect(which < starts.size() && starts[which] >= 0, "a part is missing");
            auto end = static_cast<std::int64_t>(file.size());
            for (const std::int64_t start : starts) end = start > starts[which] ? std::min(end, start) : end;
            expect(starts[which] <= end, "a part is outside the file");
            return file.substr(static_cast<std::size_t>(starts[which]), static_cast<std::size_t>(end - starts[which]));
        };
        Model model;
        Bytes rest(part(network));
        model.network = read_network(rest);
        rest.text();    // how it is made
        rest.take(12);  // flags and counts of training
        model.nothing = rest.number<std::uint32_t>();
        expect(model.nothing < model.network.code_count, "a code is unknown");
        read_characters(part(character_list), part(character_codes), model);
        if (words < starts.size() && starts[words] >= 0) model.dictionary = Dictionary(part(words));
        return model;
    } catch (const Unknown&) {
        return std::nullopt;
    }
}

}  // namespace tk::ocr
