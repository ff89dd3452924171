#include "certificates.hpp"

#include <curl/curl.h>
#include <unistd.h>

#include <cstdlib>

namespace tk::llm {

std::string trusted_certificates() {
    for (const char* const name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE"}) {
        const char* const file = std::getenv(name);
        if (file != nullptr && *file != '\0') return file;
    }
    const curl_version_info_data* const built = curl_version_info(CURLVERSION_NOW);
    if (built->cainfo != nullptr || built->capath == nullptr) return {};
    std::string bundle = std::string(built->capath) + "/ca-certificates.crt";
    return ::access(bundle.c_str(), R_OK) == 0 ? bundle : std::string();
}

}  // namespace tk::llm
