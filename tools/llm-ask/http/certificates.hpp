#pragma once

#include <string>

namespace tk::llm {

/// The file with the certificates of the authorities that are trusted: the one that SSL_CERT_FILE or CURL_CA_BUNDLE
/// names (for a server of one's own), else the bundle of the system. Empty: what libcurl takes by itself, which may be
/// a folder of some hundred files that takes three times as long to read.
std::string trusted_certificates();

}  // namespace tk::llm
