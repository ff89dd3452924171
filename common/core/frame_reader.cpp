#include "core/frame_reader.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

#include "core/error.hpp"
#include "core/run_layout.hpp"

namespace tk {

using namespace run_layout;

/// The reader's file in one run folder, mapped into memory: posting a number is one store.
class FrameReader::Seat {
public:
    Seat(std::string folder, const Post& post)
        : folder_(std::move(folder)),
          file_(LockedFile::create(folder_ + "/readers/" + std::to_string(::getpid()),
                                   {reinterpret_cast<const char*>(&post), sizeof post})) {
        void* memory = ::mmap(nullptr, sizeof(Post), PROT_READ | PROT_WRITE, MAP_SHARED, file_.descriptor(), 0);
        if (memory == MAP_FAILED) throw Error(with_errno(folder_));
        post_ = static_cast<Post*>(memory);
    }
    ~Seat() { ::munmap(post_, sizeof(Post)); }
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;

    const std::string& folder() const { return folder_; }
    void reading(std::int64_t number) { number_ = number; }
    void done() { std::atomic_ref(post_->done).store(number_, std::memory_order_release); }

private:
    std::string folder_;
    LockedFile file_;
    Post* post_;
    std::int64_t number_ = -1;
};

FrameReader::FrameReader() = default;

FrameReader::~FrameReader() {
    if (!seat_) return;
    const std::filesystem::path folder = seat_->folder();
    seat_.reset();
    // The owner removes its folder itself, unless it was killed.
    if (!is_locked(folder / "owner")) sweep(folder.parent_path());
}

void FrameReader::reading(std::string_view path, int input, int output) {
    const auto place = place_of(path);
    if (!place) return;
    if (!seat_ || seat_->folder() != place->folder) {
        seat_.reset();
        const std::filesystem::path folder = place->folder;
        if (folder == refused_) return;
        refused_ = folder.string();
        std::error_code failed;
        if (!std::filesystem::exists(folder / "owner", failed)) return;  // gone, or no run folder after all
        sweep(folder.parent_path());
        try {
            seat_ = std::make_unique<Seat>(folder.string(),
                                           Post{place->number - 1, pipe_behind(input), pipe_behind(output)});
        } catch (const Error&) {
            return;  // gone just now, or there is no room: reading the picture says so
        }
        refused_.clear();
    }
    seat_->reading(place->number);
}

void FrameReader::done() {
    if (seat_) seat_->done();
}

}  // namespace tk
