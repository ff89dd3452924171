#include "llm-ask/curl_network.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "llm-ask/answer_error.hpp"
#include "llm-ask/endpoint.hpp"
#include "llm-ask/rate_headers.hpp"

namespace tk::llm {

namespace {

using std::chrono::milliseconds;

/// How long a signal may stay unseen when it arrives between the check and the wait.
constexpr milliseconds longest_wait{100};

template <auto release>
struct Release {
    template <typename T>
    void operator()(T* handle) const {
        release(handle);
    }
};
using EasyHandle = std::unique_ptr<CURL, Release<curl_easy_cleanup>>;
using MultiHandle = std::unique_ptr<CURLM, Release<curl_multi_cleanup>>;
using HeaderList = std::unique_ptr<curl_slist, Release<curl_slist_free_all>>;

HeaderList header_list(const HttpRequest& request) {
    HeaderList list;
    const auto add = [&list](const std::string& line) {
        curl_slist* longer = curl_slist_append(list.get(), line.c_str());
        if (longer == nullptr) throw std::bad_alloc();
        static_cast<void>(list.release());
        list.reset(longer);
    };
    for (const auto& [name, value] : request.headers) add(name + ": " + value);
    if (!request.secret.first.empty()) add(request.secret.first + ": " + request.secret.second);
    add("Expect:");  // no round trip before a large prompt
    return list;
}

std::optional<std::string> header(CURL* easy, const char* name) {
    curl_header* found = nullptr;
    if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return std::nullopt;
    return std::string(found->value);
}

HttpHead head_of(CURL* easy) {
    HttpHead head;
    long status = 0;
    curl_off_t retry_after = 0;
    const char* type = nullptr;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
    curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &retry_after);
    head.status = static_cast<int>(status);
    head.content_type = type == nullptr ? "" : type;
    head.retry_after = std::chrono::seconds(retry_after);
    const auto find = [easy](const char* name) { return header(easy, name); };
    if (const auto exact = find("retry-after-ms")) {
        head.retry_after = milliseconds_of(*exact).value_or(head.retry_after);
    }
    head.exhausted_for = exhausted_for(find);
    return head;
}

/// `detail`: libcurl's text for this failure; `system`: the errno behind it, or 0.
AnswerError network_failure(CURLcode code, std::string_view detail, long system, milliseconds connect_limit) {
    const std::string reason = system != 0      ? std::strerror(static_cast<int>(system))
                               : detail.empty() ? curl_easy_strerror(code)
                                                : std::string(detail);
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY: return {"connect", "the host's name is not known", "check --url"};
        case CURLE_COULDNT_CONNECT:
            return {"connect", "cannot connect: " + reason, "is the server running, and is --url right?"};
        case CURLE_OPERATION_TIMEDOUT:
            return {"connect",
                    fmt::format("no connection within {:g} s", static_cast<double>(connect_limit.count()) / 1e3),
                    "is the server running, and is --url right? --connect-timeout SECONDS waits longer"};
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
            return {"tls", "no secure connection: " + reason, "check the address and the server's certificate"};
        case CURLE_PARTIAL_FILE:
            return {"cut", "the connection closed too early", "ask again; the server's log may say why"};
        case CURLE_GOT_NOTHING:
            return {"cut", "the server closed the connection without an answer",
                    "ask again; the server's log may say why"};
        default: return {"cut", "the connection broke: " + reason, "ask again; the server's log may say why"};
    }
}

template <typename T>
void set(CURL* easy, CURLoption option, T value) {
    if (const CURLcode code = curl_easy_setopt(easy, option, value); code != CURLE_OK) {
        throw Error(std::string("libcurl: ") + curl_easy_strerror(code));
    }
}

}  // namespace

/// libcurl as this process uses it, from the first request on.
struct CurlNetwork::Library {
    struct Global {
        Global() {
            if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw Error("libcurl cannot start");
        }
        ~Global() { curl_global_cleanup(); }
    };

    Global global;
    MultiHandle multi{curl_multi_init()};

    Library() {
        if (!multi) throw std::bad_alloc();
    }
};

/// One transfer, as the callbacks of libcurl see it. An exception must not cross the library: it is kept, and the
/// transfer is ended.
struct CurlNetwork::Transfer {
    HttpRequest request;
    HttpReceiver& receiver;
    Done done;
    CURLM* multi;
    EasyHandle easy{curl_easy_init()};
    HeaderList headers = nullptr;
    std::array<char, CURL_ERROR_SIZE> detail{};
    bool has_head = false;
    bool is_over = false;
    std::exception_ptr failure = nullptr;

    Transfer(HttpRequest asked, HttpReceiver& taker, Done call, CURLM* owner)
        : request(std::move(asked)), receiver(taker), done(std::move(call)), multi(owner) {
        if (!easy) throw std::bad_alloc();
        prepare();
        curl_multi_add_handle(multi, easy.get());
    }
    ~Transfer() { curl_multi_remove_handle(multi, easy.get()); }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    void head() {
        if (has_head) return;
        has_head = true;
        receiver.head(head_of(easy.get()));
    }

    void end(std::exception_ptr problem) {
        is_over = true;
        if (!failure) failure = std::move(problem);
    }

    /// The transfer ended with `code`.
    void end(CURLcode code) {
        try {
            if (failure) return end(failure);
            if (code != CURLE_OK) {
                long system = 0;
                curl_easy_getinfo(easy.get(), CURLINFO_OS_ERRNO, &system);
                throw network_failure(code, detail.data(), system, request.connect_limit);
            }
            head();
            end(nullptr);
        } catch (...) {
            end(std::current_exception());
        }
    }

    void end_if_late(Clock::time_point now) {
        if (is_over || receiver.deadline() > now) return;
        try {
            receiver.expired();
            end(nullptr);
        } catch (...) {
            end(std::current_exception());
        }
    }

private:
    void prepare() {
        CURL* handle = easy.get();
        headers = header_list(request);
        set(handle, CURLOPT_ERRORBUFFER, detail.data());
        set(handle, CURLOPT_PRIVATE, this);
        set(handle, CURLOPT_NOSIGNAL, 1L);
        set(handle, CURLOPT_QUICK_EXIT, 1L);  // an interrupt must not wait for a name server
        set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
        set(handle, CURLOPT_URL, request.url.c_str());
        set(handle, CURLOPT_HTTPHEADER, headers.get());
        if (!request.is_get) {
            set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
            set(handle, CURLOPT_POSTFIELDS, request.body.c_str());
        }
        set(handle, CURLOPT_CONNECTTIMEOUT_MS, std::max(1L, static_cast<long>(request.connect_limit.count())));
        set(handle, CURLOPT_WRITEFUNCTION, &write_callback);
        set(handle, CURLOPT_WRITEDATA, static_cast<void*>(this));
        if (is_loopback(parse_endpoint(request.url))) set(handle, CURLOPT_NOPROXY, "*");
    }

    static std::size_t write_callback(char* bytes, std::size_t size, std::size_t count, void* user) {
        auto& transfer = *static_cast<Transfer*>(user);
        try {
            transfer.head();
            transfer.receiver.body({bytes, size * count});
            return size * count;
        } catch (...) {
            transfer.failure = std::current_exception();
            return CURL_WRITEFUNC_ERROR;
        }
    }
};

CurlNetwork::CurlNetwork(std::function<void()> check_interrupt) : check_interrupt_(std::move(check_interrupt)) {}
CurlNetwork::~CurlNetwork() = default;

void CurlNetwork::post(HttpRequest request, HttpReceiver& receiver, Done done) {
    if (!library_) library_ = std::make_unique<Library>();
    transfers_.push_back(
        std::make_unique<Transfer>(std::move(request), receiver, std::move(done), library_->multi.get()));
}

void CurlNetwork::at(Clock::time_point moment, std::function<void()> call) {
    timers_.emplace(moment, std::move(call));
}

void CurlNetwork::when_ready(int descriptor, short events, Clock::time_point deadline, std::function<void(bool)> call) {
    watches_.push_back({descriptor, events, deadline, std::move(call)});
}

bool CurlNetwork::finish_transfers() {
    if (transfers_.empty()) return false;
    int count = 0;
    if (const CURLMcode error = curl_multi_perform(library_->multi.get(), &count); error != CURLM_OK) {
        throw Error(std::string("libcurl: ") + curl_multi_strerror(error));
    }
    while (const CURLMsg* message = curl_multi_info_read(library_->multi.get(), &count)) {
        char* owner = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
        reinterpret_cast<Transfer*>(owner)->end(message->data.result);
    }
    const auto time = now();
    std::list<std::unique_ptr<Transfer>> over;
    for (auto it = transfers_.begin(); it != transfers_.end();) {
        const auto here = it++;
        (*here)->end_if_late(time);
        if ((*here)->is_over) over.splice(over.end(), transfers_, here);
    }
    const bool any = !over.empty();
    while (!over.empty()) {
        const std::exception_ptr failure = over.front()->failure;
        const Done done = std::move(over.front()->done);
        over.pop_front();
        done(failure);
    }
    return any;
}

bool CurlNetwork::call_timers() {
    bool any = false;
    const auto time = now();
    while (!timers_.empty() && timers_.begin()->first <= time) {
        const auto call = std::move(timers_.begin()->second);
        timers_.erase(timers_.begin());
        call();
        any = true;
    }
    return any;
}

bool CurlNetwork::call_watches() {
    if (watches_.empty()) return false;
    std::list<Watch> due;
    const auto time = now();
    for (auto it = watches_.begin(); it != watches_.end();) {
        const auto here = it++;
        pollfd descriptor{here->descriptor, here->events, 0};
        if (::poll(&descriptor, 1, 0) > 0) {
            here->deadline = Clock::time_point::max();
        } else if (here->deadline > time) {
            continue;
        }
        due.splice(due.end(), watches_, here);
    }
    for (const Watch& watch : due) watch.call(watch.deadline == Clock::time_point::max());
    return !due.empty();
}

void CurlNetwork::wait() {
    auto until = now() + longest_wait;
    for (const auto& transfer : transfers_) until = std::min(until, transfer->receiver.deadline());
    if (!timers_.empty()) until = std::min(until, timers_.begin()->first);
    std::vector<curl_waitfd> descriptors;
    for (const Watch& watch : watches_) {
        until = std::min(until, watch.deadline);
        const auto events = static_cast<short>(((watch.events & POLLIN) != 0 ? CURL_WAIT_POLLIN : 0) |
                                               ((watch.events & POLLOUT) != 0 ? CURL_WAIT_POLLOUT : 0));
        descriptors.push_back({watch.descriptor, events, 0});
    }
    const auto time = std::max(milliseconds::zero(), std::chrono::ceil<milliseconds>(until - now()));
    if (!library_) {
        std::vector<pollfd> polled;
        for (const Watch& watch : watches_) polled.push_back({watch.descriptor, watch.events, 0});
        ::poll(polled.data(), polled.size(), static_cast<int>(time.count()));
        return;
    }
    curl_multi_poll(library_->multi.get(), descriptors.data(), static_cast<unsigned>(descriptors.size()),
                    static_cast<int>(time.count()), nullptr);
}

void CurlNetwork::step() {
    check_interrupt_();
    bool any = finish_transfers();
    any = call_timers() || any;
    any = call_watches() || any;
    if (!any) wait();
}

}  // namespace tk::llm
