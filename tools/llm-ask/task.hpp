#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace tk::llm {

/// What a Task<T> ends with.
template <typename T>
struct TaskValue {
    std::optional<T> value;

    void return_value(T result) { value.emplace(std::move(result)); }
    T take() { return std::move(*value); }
};
template <>
struct TaskValue<void> {
    void return_void() noexcept {}
    void take() noexcept {}
};

/// Work that may wait for the network in its middle: a coroutine that starts when it is awaited (or by `start`), runs
/// on the one thread of the program, and ends with a value (none for Task<void>) or an exception. Destroying it gives
/// up the work.
template <typename T>
class [[nodiscard]] Task {
public:
    struct promise_type : TaskValue<T> {
        std::exception_ptr failure;
        std::coroutine_handle<> waiting;

        Task get_return_object() { return Task(Handle::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        auto final_suspend() noexcept {
            struct Resume {
                bool await_ready() noexcept { return false; }
                std::coroutine_handle<> await_suspend(Handle done) noexcept {
                    if (done.promise().waiting) return done.promise().waiting;
                    return std::noop_coroutine();
                }
                void await_resume() noexcept {}
            };
            return Resume{};
        }
        void unhandled_exception() { failure = std::current_exception(); }
    };
    using Handle = std::coroutine_handle<promise_type>;

    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
    Task& operator=(Task&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~Task() {
        if (handle_) handle_.destroy();
    }

    /// Runs until the first wait.
    void start() { handle_.resume(); }
    bool done() const { return handle_.done(); }
    /// The value, or throws what the work threw; once, when done.
    T result() {
        if (handle_.promise().failure) std::rethrow_exception(handle_.promise().failure);
        return handle_.promise().take();
    }

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) noexcept {
        handle_.promise().waiting = waiting;
        return handle_;
    }
    T await_resume() { return result(); }

private:
    explicit Task(Handle handle) : handle_(handle) {}

    Handle handle_;
};

}  // namespace tk::llm
