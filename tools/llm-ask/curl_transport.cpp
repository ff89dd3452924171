#include "llm-ask/curl_transport.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>

#include "llm-ask/answer_error.hpp"
#include "llm-ask/endpoint.hpp"

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
    if (!request.bearer.empty()) add("Authorization: Bearer " + request.bearer);
    add("Expect:");  // no round trip before a large prompt
    return list;
}

/// One transfer, as the callbacks of libcurl see it. An exception must not cross the library: it is kept, the
/// transfer is ended, and `post` throws it again.
struct Transfer {
    CURL* easy;
    HttpReceiver* receiver;
    bool has_head = false;
    std::exception_ptr failure;

    void head() {
        if (has_head) return;
        has_head = true;
        HttpHead head;
        long status = 0;
        curl_off_t retry_after = 0;
        const char* type = nullptr;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
        curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &retry_after);
        head.status = static_cast<int>(status);
        head.content_type = type == nullptr ? "" : type;
        head.retry_after = static_cast<long>(retry_after);
        receiver->head(head);
    }
};

std::size_t write_callback(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    try {
        transfer.head();
        transfer.receiver->body({bytes, size * count});
        return size * count;
    } catch (...) {
        transfer.failure = std::current_exception();
        return CURL_WRITEFUNC_ERROR;
    }
}

/// `detail`: libcurl's text for this failure; `system`: the errno behind it, or 0.
AnswerError network_failure(CURLcode code, std::string_view detail, long system, const HttpRequest& request) {
    const std::string reason = system != 0      ? std::strerror(static_cast<int>(system))
                               : detail.empty() ? curl_easy_strerror(code)
                                                : std::string(detail);
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY: return {"connect", "the host's name is not known", "check --url"};
        case CURLE_COULDNT_CONNECT:
            return {"connect", "cannot connect: " + reason, "is the server running, and is --url right?"};
        case CURLE_OPERATION_TIMEDOUT:
            return {
                "timeout",
                fmt::format("no connection within {:g} s", static_cast<double>(request.connect_limit.count()) / 1e3),
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
struct CurlTransport::Library {
    struct Global {
        Global() {
            if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw Error("libcurl cannot start");
        }
        ~Global() { curl_global_cleanup(); }
    };

    Global global;
    MultiHandle multi{curl_multi_init()};
    EasyHandle easy{curl_easy_init()};
    std::array<char, CURL_ERROR_SIZE> detail{};

    Library() {
        if (!multi || !easy) throw std::bad_alloc();
    }

    void prepare(const HttpRequest& request, const HeaderList& headers, Transfer& transfer) {
        CURL* handle = easy.get();
        curl_easy_reset(handle);
        detail.front() = '\0';
        set(handle, CURLOPT_ERRORBUFFER, detail.data());
        set(handle, CURLOPT_NOSIGNAL, 1L);
        set(handle, CURLOPT_QUICK_EXIT, 1L);  // an interrupt must not wait for a name server
        set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
        set(handle, CURLOPT_URL, request.url.c_str());
        set(handle, CURLOPT_HTTPHEADER, headers.get());
        set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(handle, CURLOPT_POSTFIELDS, request.body.c_str());
        set(handle, CURLOPT_CONNECTTIMEOUT_MS, std::max(1L, static_cast<long>(request.connect_limit.count())));
        set(handle, CURLOPT_WRITEFUNCTION, &write_callback);
        set(handle, CURLOPT_WRITEDATA, &transfer);
        if (is_loopback(parse_endpoint(request.url))) set(handle, CURLOPT_NOPROXY, "*");
    }
};

CurlTransport::CurlTransport(std::function<void()> check_interrupt) : check_interrupt_(std::move(check_interrupt)) {}
CurlTransport::~CurlTransport() = default;

void CurlTransport::post(const HttpRequest& request, HttpReceiver& receiver) {
    if (!library_) library_ = std::make_unique<Library>();
    CURLM* multi = library_->multi.get();
    CURL* easy = library_->easy.get();
    const HeaderList headers = header_list(request);
    Transfer transfer{easy, &receiver, false, {}};
    library_->prepare(request, headers, transfer);

    /// In the multi handle for as long as this function runs, however it ends.
    struct Added {
        CURLM* multi;
        CURL* easy;
        Added(CURLM* m, CURL* e) : multi(m), easy(e) { curl_multi_add_handle(multi, easy); }
        ~Added() { curl_multi_remove_handle(multi, easy); }
        Added(const Added&) = delete;
        Added& operator=(const Added&) = delete;
    } added(multi, easy);

    CURLcode code = CURLE_OK;
    while (true) {
        int running = 0;
        if (const CURLMcode error = curl_multi_perform(multi, &running); error != CURLM_OK) {
            throw Error(std::string("libcurl: ") + curl_multi_strerror(error));
        }
        if (transfer.failure) std::rethrow_exception(transfer.failure);
        int left = 0;
        if (const CURLMsg* message = curl_multi_info_read(multi, &left); message != nullptr) {
            code = message->data.result;
            break;
        }
        check_interrupt_();
        const auto wait = std::chrono::ceil<milliseconds>(receiver.deadline() - now());
        if (wait <= milliseconds::zero()) {
            receiver.expired();
            return;
        }
        curl_multi_poll(multi, nullptr, 0, static_cast<int>(std::min(wait, longest_wait).count()), nullptr);
    }
    if (code != CURLE_OK) {
        long system = 0;
        curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &system);
        throw network_failure(code, library_->detail.data(), system, request);
    }
    transfer.head();
}

}  // namespace tk::llm
