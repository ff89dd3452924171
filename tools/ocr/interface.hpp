#pragma once

#include <cstdint>
#include <functional>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "ocr/anchors.hpp"
#include "ocr/cache.hpp"
#include "ocr/elements.hpp"
#include "ocr/fields.hpp"
#include "ocr/icons.hpp"
#include "ocr/recogniser.hpp"
#include "ocr/regions.hpp"
#include "ocr/templates.hpp"
#include "profile/profile.hpp"

namespace tk::ocr {

/// A row of a table in which there is something to read.
struct ReadRow {
    int number = 0;  ///< from 0 at the top of the table
    cv::Rect box;
    std::vector<ReadField> fields;
};

/// A table of a profile.
struct ReadRows {
    std::string name;
    std::vector<ReadRow> rows;
};

/// What was read in a picture.
struct ReadPicture {
    std::vector<PlacedLine> lines;
    std::vector<ReadField> fields;
    std::vector<FoundElement> elements;
    std::vector<ReadRows> rows;
};

/// Reads pictures of one interface after another. What a part of a picture says is remembered by its pixels, so that
/// a part that did not change costs no more than a look at its pixels.
class Interface {
public:
    /// The fields, regions and elements of `profile` in `picture` (CV_8UC3). `languages`: where a field names none.
    ReadPicture read(const cv::Mat& picture, const profile::Profile& profile, const std::string& languages);

    /// The lines of text in `area`, as `read_anywhere`; those that look like one of `glyphs` have its text.
    std::vector<PlacedLine> lines_in(const cv::Mat& picture, const cv::Rect& area, const std::string& languages,
                                     const std::string& expected = "",
                                     const std::vector<profile::GlyphProfile>& glyphs = {});

    const Recogniser& recogniser() const { return recogniser_; }
    /// How many lines and fields were not read because their pixels were known.
    std::int64_t cache_hits() const { return hits_ + recogniser_.cache_hits(); }

private:
    using Reader = std::function<std::vector<PlacedLine>()>;
    std::vector<PlacedLine> remembered_lines(std::uint64_t pixels, const cv::Point& origin, const Reader& read);
    /// What the fields of a picture have in common.
    struct Scope {
        const std::vector<profile::GlyphProfile>& glyphs;
        std::string languages;
        std::string name;  ///< tells apart what is remembered
    };
    ReadField field_in(const cv::Mat& picture, const profile::FieldProfile& field, const cv::Rect& place,
                       const Scope& scope);
    ReadRows rows_in(const cv::Mat& picture, const profile::RowsProfile& rows, const cv::Rect& place,
                     const Scope& scope);
    void correct(std::vector<PlacedLine>& lines, const std::vector<profile::GlyphProfile>& glyphs);

    static constexpr std::size_t fields_remembered = 4096;
    static constexpr std::size_t areas_remembered = 32;

    Recogniser recogniser_;
    AnchorFinder anchors_;
    Icons icons_;
    Templates templates_;
    Cache<ReadField> fields_{fields_remembered};
    Cache<std::vector<PlacedLine>> areas_{areas_remembered};
    std::int64_t hits_ = 0;
};

}  // namespace tk::ocr
