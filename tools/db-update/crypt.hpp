#pragma once

#include <string>

namespace tk::update {

/// Files under a pass phrase: AES-256-GCM by OpenSSL, the key by scrypt (N = 2^15, r = 8, p = 1; RFC 7914) from the
/// phrase and a random salt. Layout: the 16 bytes "turnkit-aes-gcm1", 16 of salt, 12 of nonce, the cipher text, 16 of
/// tag; the first 44 are authenticated too. Throw Error.
void encrypt_file(const std::string& from, const std::string& to, const std::string& pass_phrase);
/// Nothing is left at `to` when the phrase is wrong or a byte of the file was changed.
void decrypt_file(const std::string& from, const std::string& to, const std::string& pass_phrase);
/// True when the file begins as encrypt_file writes it.
bool is_encrypted(const std::string& path);

/// The phrase: first line of `file`, else the environment's TURNKIT_PASSPHRASE; empty when there is neither.
std::string pass_phrase_of(const std::string& file);

}  // namespace tk::update
