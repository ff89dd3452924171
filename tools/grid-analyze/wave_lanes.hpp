#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace tk::grid {

/// Signals that are transformed together: what is done to a value of one is done to those of all at once.
constexpr int lanes = 16;

/// One value of each signal.
struct alignas(64) Lanes {
    std::array<float, lanes> values{};
};

/// A few frequencies of each of twice as many real signals as there are lanes.
struct RealSpectra {
    std::array<Lanes, 2 * lanes> real, imaginary;
};

/// Lays `lanes` values of each of `lanes` signals, one after the other (`stride` apart), side by side.
void lay_side_by_side(const float* from, std::ptrdiff_t stride, Lanes* to);

/// The discrete Fourier transforms of `lanes` complex signals of one length, side by side: F(k) is the sum of f(x)
/// exp(-2 pi i k x / length). Lengths whose only prime factors are 2, 3 and 5 (cv::getOptimalDFTSize) are quick, others
/// are not taken.
class WaveLanes {
public:
    explicit WaveLanes(int length);

    int length() const { return length_; }
    /// `length` values of each signal: those of its places before `transform`, those of its frequencies after it.
    Lanes* real() { return real_.data(); }
    Lanes* imaginary() { return imaginary_.data(); }
    void transform();

    /// Of signals that are real, two stand in one lane, the second as the imaginary part: what a lane gives at a
    /// frequency and at its opposite tells them apart. The frequencies from `first` on, as many as there are lanes, of
    /// those up to half the length; what is beyond has no meaning.
    RealSpectra real_spectra(int first) const;

private:
    int length_;
    std::vector<int> factors_;            ///< of the length, each 2 to 5
    std::vector<float> cosines_, sines_;  ///< of exp(-2 pi i k / length)
    std::vector<Lanes> real_, imaginary_, next_real_, next_imaginary_;
};

}  // namespace tk::grid
