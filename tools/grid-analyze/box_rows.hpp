#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace tk::grid {

/// Sums over the square around each pixel, row by row from the top: what leaves the square is taken away, what comes
/// into it is added, in whole numbers, which stay exact. Beyond its rim the picture is mirrored, as by cv::blur.
template <class Value, class Of>
class BoxRows {
public:
    /// `values`: one channel of type Value, which must outlive this. `reach`: pixels to all sides, as far as sums fit
    /// into an int. `of`: what is summed up of a value.
    BoxRows(const cv::Mat& values, int reach, Of of)
        : values_(values),
          of_(of),
          reach_(reach),
          columns_(static_cast<std::size_t>(values.cols + 2 * reach + 1), 0),
          sums_(static_cast<std::size_t>(values.cols)) {
        for (int y = -reach; y < reach; ++y) add(y);
    }

    /// Those of the next row.
    const int* next() {
        add(row_ + reach_);
        if (row_ > 0) take_away(row_ - reach_ - 1);
        ++row_;
        int* columns = columns_.data() + reach_;
        for (int i = 1; i <= reach_; ++i) {
            columns[-i] = columns[mirrored(-i, values_.cols)];
            columns[values_.cols - 1 + i] = columns[mirrored(values_.cols - 1 + i, values_.cols)];
        }
        int sum = 0;
        for (int i = -reach_; i <= reach_; ++i) sum += columns[i];
        for (int x = 0; x < values_.cols; ++x) {
            sums_[static_cast<std::size_t>(x)] = sum;
            sum += columns[x + reach_ + 1] - columns[x - reach_];
        }
        return sums_.data();
    }

private:
    static int mirrored(int at, int size) { return cv::borderInterpolate(at, size, cv::BORDER_REFLECT_101); }
    void add(int row) {
        const auto* values = values_.ptr<Value>(mirrored(row, values_.rows));
        int* to = columns_.data() + reach_;
        for (int x = 0; x < values_.cols; ++x) to[x] += of_(values[x]);
    }
    void take_away(int row) {
        const auto* values = values_.ptr<Value>(mirrored(row, values_.rows));
        int* to = columns_.data() + reach_;
        for (int x = 0; x < values_.cols; ++x) to[x] -= of_(values[x]);
    }

    const cv::Mat& values_;
    Of of_;
    int reach_, row_ = 0;
    std::vector<int> columns_, sums_;  // of the columns of the square around a row; of the squares
};

template <class Value, class Of>
BoxRows<Value, Of> box_rows(const cv::Mat& values, int reach, Of of) {
    return BoxRows<Value, Of>(values, reach, of);
}

}  // namespace tk::grid
