#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <list>

#include "certificates.hpp"
#include "llm-ask/answer_error.hpp"
#include "llm-ask/http_engine.hpp"
#include "llm-ask/seconds.hpp"

namespace tk::llm {

namespace {

using std::chrono::milliseconds;

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

HttpHead head_of(CURL* easy, const HeaderReader& read) {
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
    read(head, [easy](const char* name) { return header(easy, name); });
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
            return {"connect", fmt::format("no connection within {:g} s", in_seconds(connect_limit)),
                    "is the server running, and is --url right? --connect-timeout SECONDS waits longer"};
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CERTPROBLEM:
            return {"tls", "no secure connection: " + reason,
                    "check the address; SSL_CERT_FILE names a file with the certificate of a server of your own"};
        case CURLE_SSL_CACERT_BADFILE:
            return {"tls", "the file of trusted certificates cannot be read", "check SSL_CERT_FILE"};
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

/// libcurl as this process uses it.
struct Library {
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
struct Transfer {
    HttpRequest request;
    HttpReceiver& receiver;
    Network::Done done;
    const HeaderReader& read;
    CURLM* multi;
    EasyHandle easy{curl_easy_init()};
    HeaderList headers = nullptr;
    std::array<char, CURL_ERROR_SIZE> detail{};
    bool has_head = false;
    bool is_over = false;
    std::exception_ptr failure = nullptr;

    Transfer(HttpRequest asked, HttpReceiver& taker, Network::Done call, const HeaderReader& reader, CURLM* owner)
        : request(std::move(asked)), receiver(taker), done(std::move(call)), read(reader), multi(owner) {
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
        receiver.head(head_of(easy.get(), read));
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
        if (request.avoids_proxy) set(handle, CURLOPT_NOPROXY, "*");
        if (const std::string file = request.url.starts_with("https") ? trusted_certificates() : ""; !file.empty()) {
            set(handle, CURLOPT_CAINFO, file.c_str());
            set(handle, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
        }
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

/// All requests go by one multi handle.
class CurlEngine : public HttpEngine {
public:
    explicit CurlEngine(HeaderReader read) : read_(std::move(read)) {}

    void post(HttpRequest request, HttpReceiver& receiver, Network::Done done) override {
        transfers_.push_back(
            std::make_unique<Transfer>(std::move(request), receiver, std::move(done), read_, library_.multi.get()));
    }

    bool advance() override {
        if (transfers_.empty()) return false;
        int count = 0;
        if (const CURLMcode error = curl_multi_perform(library_.multi.get(), &count); error != CURLM_OK) {
            throw Error(std::string("libcurl: ") + curl_multi_strerror(error));
        }
        while (const CURLMsg* message = curl_multi_info_read(library_.multi.get(), &count)) {
            char* owner = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
            reinterpret_cast<Transfer*>(owner)->end(message->data.result);
        }
        const auto time = Clock::now();
        std::list<std::unique_ptr<Transfer>> over;
        for (auto it = transfers_.begin(); it != transfers_.end();) {
            const auto here = it++;
            (*here)->end_if_late(time);
            if ((*here)->is_over) over.splice(over.end(), transfers_, here);
        }
        const bool any = !over.empty();
        while (!over.empty()) {
            const std::exception_ptr failure = over.front()->failure;
            const Network::Done done = std::move(over.front()->done);
            over.pop_front();
            done(failure);
        }
        return any;
    }

    Clock::time_point deadline() const override {
        auto first = Clock::time_point::max();
        for (const auto& transfer : transfers_) first = std::min(first, transfer->receiver.deadline());
        return first;
    }

    void wait(const std::vector<pollfd>& others, milliseconds time) override {
        std::vector<curl_waitfd> descriptors;
        for (const pollfd& other : others) {
            const auto events = static_cast<short>(((other.events & POLLIN) != 0 ? CURL_WAIT_POLLIN : 0) |
                                                   ((other.events & POLLOUT) != 0 ? CURL_WAIT_POLLOUT : 0));
            descriptors.push_back({other.fd, events, 0});
        }
        curl_multi_poll(library_.multi.get(), descriptors.data(), static_cast<unsigned>(descriptors.size()),
                        static_cast<int>(time.count()), nullptr);
    }

private:
    HeaderReader read_;
    Library library_;
    std::list<std::unique_ptr<Transfer>> transfers_;
};

}  // namespace

}  // namespace tk::llm

extern "C" __attribute__((visibility("default"))) std::unique_ptr<tk::llm::HttpEngine> turnkit_open_http(
    tk::llm::HeaderReader read) {
    return std::make_unique<tk::llm::CurlEngine>(std::move(read));
}
