#pragma once

#include <string>
#include <string_view>

namespace tk::update {

/// What an encrypted file starts with; behind it are salt, nonce, the encrypted bytes and the tag.
constexpr std::string_view cipher_magic = "turnkit-aes-gcm1";

/// `turnkit_encrypt_file` and `turnkit_decrypt_file` of the module `cipher`: see crypt.hpp. They lie in a module
/// because the cryptographic library costs every start a millisecond.
using CipherFile = void(const std::string& from, const std::string& to, const std::string& pass_phrase);

}  // namespace tk::update
