#include "grid-analyze/wave_lanes.hpp"

#include <algorithm>
#include <complex>
#include <cstring>
#include <numbers>
#include <stdexcept>

namespace tk::grid {
namespace {

using Floats = float __attribute__((vector_size(sizeof(Lanes))));

/// A complex value of each signal.
struct Values {
    Floats real, imaginary;
};

/// Where the values of all signals stand, apart.
struct Source {
    const Lanes *real, *imaginary;
};
struct Target {
    Lanes *real, *imaginary;
};

/// exp(-2 pi i k / length) for all k.
struct Roots {
    const float *cosines, *sines;
};

/// One step of the transform (Stockham's, which leaves the frequencies in order): `stride` transforms of `length`
/// values, which lie `stride` apart, become `stride * radix` transforms of `length / radix`.
struct Pass {
    int length, stride;
    Roots roots;
    Source from;
    Target to;
};

[[gnu::always_inline]] inline void load(const Source& from, int at, Values& to) {
    std::memcpy(&to.real, from.real[at].values.data(), sizeof(to.real));
    std::memcpy(&to.imaginary, from.imaginary[at].values.data(), sizeof(to.imaginary));
}

/// Stores `value` times a root.
[[gnu::always_inline]] inline void store(const Values& value, float cosine, float sine, const Target& to, int at) {
    const Floats real = value.real * cosine - value.imaginary * sine;
    const Floats imaginary = value.real * sine + value.imaginary * cosine;
    std::memcpy(to.real[at].values.data(), &real, sizeof(real));
    std::memcpy(to.imaginary[at].values.data(), &imaginary, sizeof(imaginary));
}

/// Transforms of two to five values in their place; `along - i across` and `along + i across` are the pairs.
[[gnu::always_inline]] inline void set_pair(const Values& along, const Values& across, Values& first, Values& second) {
    first = {along.real + across.imaginary, along.imaginary - across.real};
    second = {along.real - across.imaginary, along.imaginary + across.real};
}

[[gnu::always_inline]] inline void transform_few(std::array<Values, 2>& v) {
    const Values a = v[0], b = v[1];
    v[0] = {a.real + b.real, a.imaginary + b.imaginary};
    v[1] = {a.real - b.real, a.imaginary - b.imaginary};
}

[[gnu::always_inline]] inline void transform_few(std::array<Values, 3>& v) {
    constexpr float sine = 0.866025404F;  // of a third of a turn
    const Values a = v[0], sum{v[1].real + v[2].real, v[1].imaginary + v[2].imaginary};
    const Values across{sine * (v[1].real - v[2].real), sine * (v[1].imaginary - v[2].imaginary)};
    v[0] = {a.real + sum.real, a.imaginary + sum.imaginary};
    set_pair({a.real - 0.5F * sum.real, a.imaginary - 0.5F * sum.imaginary}, across, v[1], v[2]);
}

[[gnu::always_inline]] inline void transform_few(std::array<Values, 4>& v) {
    const Values even{v[0].real + v[2].real, v[0].imaginary + v[2].imaginary};
    const Values along{v[0].real - v[2].real, v[0].imaginary - v[2].imaginary};
    const Values odd{v[1].real + v[3].real, v[1].imaginary + v[3].imaginary};
    const Values across{v[1].real - v[3].real, v[1].imaginary - v[3].imaginary};
    v[0] = {even.real + odd.real, even.imaginary + odd.imaginary};
    v[2] = {even.real - odd.real, even.imaginary - odd.imaginary};
    set_pair(along, across, v[1], v[3]);
}

[[gnu::always_inline]] inline void transform_few(std::array<Values, 5>& v) {
    constexpr float cos1 = 0.309016994F, cos2 = -0.809016994F, sin1 = 0.951056516F, sin2 = 0.587785252F;  // of fifths
    const Values a = v[0];
    const Values outer{v[1].real + v[4].real, v[1].imaginary + v[4].imaginary};
    const Values inner{v[2].real + v[3].real, v[2].imaginary + v[3].imaginary};
    const Values outer_across{v[1].real - v[4].real, v[1].imaginary - v[4].imaginary};
    const Values inner_across{v[2].real - v[3].real, v[2].imaginary - v[3].imaginary};
    v[0] = {a.real + outer.real + inner.real, a.imaginary + outer.imaginary + inner.imaginary};
    set_pair(
        {a.real + cos1 * outer.real + cos2 * inner.real, a.imaginary + cos1 * outer.imaginary + cos2 * inner.imaginary},
        {sin1 * outer_across.real + sin2 * inner_across.real,
         sin1 * outer_across.imaginary + sin2 * inner_across.imaginary},
        v[1], v[4]);
    set_pair(
        {a.real + cos2 * outer.real + cos1 * inner.real, a.imaginary + cos2 * outer.imaginary + cos1 * inner.imaginary},
        {sin2 * outer_across.real - sin1 * inner_across.real,
         sin2 * outer_across.imaginary - sin1 * inner_across.imaginary},
        v[2], v[3]);
}

template <int radix>
[[gnu::always_inline]] inline void pass_of(const Pass& pass) {
    const int parts = pass.length / radix, stride = pass.stride;
    for (int p = 0; p < parts; ++p) {
        for (int q = 0; q < stride; ++q) {
            std::array<Values, radix> few;
            for (int k = 0; k < radix; ++k)
                load(pass.from, q + stride * (p + k * parts), few[static_cast<std::size_t>(k)]);
            transform_few(few);
            for (int k = 0; k < radix; ++k) {
                const int root = p * k * stride;  // less than the whole length
                store(few[static_cast<std::size_t>(k)], pass.roots.cosines[root], pass.roots.sines[root], pass.to,
                      q + stride * (radix * p + k));
            }
        }
    }
}

[[gnu::always_inline]] inline void pass_body(int radix, const Pass& pass) {
    switch (radix) {
        case 2: pass_of<2>(pass); break;
        case 3: pass_of<3>(pass); break;
        case 4: pass_of<4>(pass); break;
        default: pass_of<5>(pass); break;
    }
}

/// As many values of as many signals.
using Square = std::array<Floats, lanes>;

/// Rows become columns: laid between each other four times, each row with the one half of all rows further.
[[gnu::always_inline]] inline void transpose(Square& rows) {
    for (int round = 0; round < 4; ++round) {
        Square next;
        for (std::size_t i = 0; i < lanes / 2; ++i) {
            const Floats a = rows[i], b = rows[i + lanes / 2];
            next[2 * i] = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            next[2 * i + 1] =
                __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        }
        rows = next;
    }
}

[[gnu::always_inline]] inline void lay_body(const float* from, std::ptrdiff_t stride, Lanes* to) {
    Square square;
    for (int row = 0; row < lanes; ++row)
        std::memcpy(&square[static_cast<std::size_t>(row)], from + row * stride, sizeof(Floats));
    transpose(square);
    for (int at = 0; at < lanes; ++at)
        std::memcpy(to[at].values.data(), &square[static_cast<std::size_t>(at)], sizeof(Floats));
}

[[gnu::always_inline]] inline void store_rows(Square& square, Lanes* to) {
    transpose(square);
    for (std::size_t row = 0; row < lanes; ++row) std::memcpy(to[row].values.data(), &square[row], sizeof(Floats));
}

[[gnu::always_inline]] inline void spectra_body(const Lanes* real, const Lanes* imaginary, int length, int first,
                                                RealSpectra& to) {
    Square first_real, first_imaginary, second_real, second_imaginary;
    for (int i = 0; i < lanes; ++i) {
        const int k = std::min(first + i, length - 1), opposite = k == 0 ? 0 : length - k;
        Values here, there;
        load({real, imaginary}, k, here);
        load({real, imaginary}, opposite, there);
        const auto at = static_cast<std::size_t>(i);
        first_real[at] = (here.real + there.real) * 0.5F;
        first_imaginary[at] = (here.imaginary - there.imaginary) * 0.5F;
        second_real[at] = (here.imaginary + there.imaginary) * 0.5F;
        second_imaginary[at] = (there.real - here.real) * 0.5F;
    }
    store_rows(first_real, to.real.data());
    store_rows(first_imaginary, to.imaginary.data());
    store_rows(second_real, to.real.data() + lanes);
    store_rows(second_imaginary, to.imaginary.data() + lanes);
}

/// What is worked out in the widest vectors that the processor has.
struct Work {
    void (*pass)(int radix, const Pass&);
    void (*lay)(const float* from, std::ptrdiff_t stride, Lanes* to);
    void (*spectra)(const Lanes* real, const Lanes* imaginary, int length, int first, RealSpectra& to);
};

void pass_plain(int radix, const Pass& pass) {
    pass_body(radix, pass);
}
void lay_plain(const float* from, std::ptrdiff_t stride, Lanes* to) {
    lay_body(from, stride, to);
}
void spectra_plain(const Lanes* real, const Lanes* imaginary, int length, int first, RealSpectra& to) {
    spectra_body(real, imaginary, length, first, to);
}

#ifdef __x86_64__
[[gnu::target("avx2")]] void pass_wide(int radix, const Pass& pass) {
    pass_body(radix, pass);
}
[[gnu::target("avx2")]] void lay_wide(const float* from, std::ptrdiff_t stride, Lanes* to) {
    lay_body(from, stride, to);
}
[[gnu::target("avx2")]] void spectra_wide(const Lanes* real, const Lanes* imaginary, int length, int first,
                                          RealSpectra& to) {
    spectra_body(real, imaginary, length, first, to);
}

[[gnu::target("avx512f")]] void pass_widest(int radix, const Pass& pass) {
    pass_body(radix, pass);
}
[[gnu::target("avx512f")]] void lay_widest(const float* from, std::ptrdiff_t stride, Lanes* to) {
    lay_body(from, stride, to);
}
[[gnu::target("avx512f")]] void spectra_widest(const Lanes* real, const Lanes* imaginary, int length, int first,
                                               RealSpectra& to) {
    spectra_body(real, imaginary, length, first, to);
}
#endif

Work best_work() {
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f")) return {pass_widest, lay_widest, spectra_widest};
    if (__builtin_cpu_supports("avx2")) return {pass_wide, lay_wide, spectra_wide};
#endif
    return {pass_plain, lay_plain, spectra_plain};
}

const Work& work() {
    static const Work best = best_work();
    return best;
}

std::vector<int> factors_of(int length) {
    std::vector<int> factors;
    for (const int factor : {4, 2, 3, 5}) {
        for (; length % factor == 0; length /= factor) factors.push_back(factor);
    }
    if (length != 1) throw std::invalid_argument("a transform of this length is not quick");
    return factors;
}

}  // namespace

WaveLanes::WaveLanes(int length)
    : length_(length),
      factors_(factors_of(length)),
      cosines_(static_cast<std::size_t>(length)),
      sines_(cosines_.size()),
      real_(cosines_.size()),
      imaginary_(cosines_.size()),
      next_real_(cosines_.size()),
      next_imaginary_(cosines_.size()) {
    const std::complex<double> step = std::polar(1.0, -2 * std::numbers::pi / length);
    std::complex<double> root = 1;
    for (std::size_t k = 0; k < cosines_.size(); ++k, root *= step) {
        cosines_[k] = static_cast<float>(root.real());
        sines_[k] = static_cast<float>(root.imag());
    }
}

void WaveLanes::transform() {
    int length = length_, stride = 1;
    for (const int radix : factors_) {
        work().pass(radix, {length,
                            stride,
                            {cosines_.data(), sines_.data()},
                            {real_.data(), imaginary_.data()},
                            {next_real_.data(), next_imaginary_.data()}});
        real_.swap(next_real_);
        imaginary_.swap(next_imaginary_);
        length /= radix;
        stride *= radix;
    }
}

RealSpectra WaveLanes::real_spectra(int first) const {
    RealSpectra spectra;
    work().spectra(real_.data(), imaginary_.data(), length_, first, spectra);
    return spectra;
}

void lay_side_by_side(const float* from, std::ptrdiff_t stride, Lanes* to) {
    work().lay(from, stride, to);
}

}  // namespace tk::grid
