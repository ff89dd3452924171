#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/filter.hpp"
#include "ocr/interface.hpp"
#include "ocr/learn.hpp"
#include "profile/profiles.hpp"

namespace tk::ocr {

/// A part of a picture that the user names: in pixels, or in shares of the picture when nothing is above 1.
struct Part {
    double x = 0, y = 0, width = 1, height = 1;
};

/// "x,y,w,h"; throws UsageError.
Part parse_part(const std::string& text);

/// `part` in pixels of a picture of `size`; throws RecordError when nothing of it is inside.
cv::Rect pixels_of(const Part& part, cv::Size size);

/// What the user asked for.
struct Wishes {
    std::string profile;                 ///< name or path; empty: the environment's or the record's
    std::string languages;               ///< empty: the profile's, else those of `default_languages`
    std::optional<Part> part;            ///< only lines found in this part of the picture
    std::string debug_image;             ///< file for a picture of what was read; empty: none
    bool lines = false;                  ///< lines of the whole picture even where there is a profile
    std::string learn;                   ///< file for a profile that is learned from the first picture; empty: none
    std::vector<NamedText> texts;        ///< from which it is learned
    std::vector<NamedText> corrections;  ///< of what is misread in the first picture, for the profile
    bool elements = false;               ///< panels, buttons and bars of the whole picture
};

/// For pictures without a profile.
inline constexpr const char* default_languages = "fra+eng";

/// The filter's work: turns records with a picture into the `ocr` they get.
class Stage {
public:
    /// Loads the profile that the user names and looks for the models, so that a mistake shows before the first record.
    explicit Stage(Wishes wishes);

    /// Nothing for a record without a picture. Throws RecordError for one whose picture or profile cannot be read.
    std::optional<Enrichment> enrich(const Record& record);

    /// Reads `picture` (CV_8UC3) with `profile`, or all its lines when there is none.
    ReadPicture read(const cv::Mat& picture, const profile::Profile* profile);

    const Interface& interface() const { return interface_; }

private:
    /// Writes the profile that the user wants to be learned, and keeps it. Throws RecordError for what was not found.
    const profile::Profile* learn(const cv::Mat& picture);
    /// Keeps the corrections of what was `read` in the profile's file, and the profile that has them.
    const profile::Profile* correct(const ReadPicture& read);

    Wishes wishes_;
    Interface interface_;
    profile::Profiles profiles_;
};

}  // namespace tk::ocr
