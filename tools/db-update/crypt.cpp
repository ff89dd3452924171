#include "db-update/crypt.hpp"

#include <cstdlib>
#include <fstream>

#include "core/error.hpp"
#include "core/module.hpp"
#include "db-update/cipher.hpp"

namespace tk::update {

void encrypt_file(const std::string& from, const std::string& to, const std::string& pass_phrase) {
    module_function<CipherFile>("cipher", "turnkit_encrypt_file")(from, to, pass_phrase);
}

void decrypt_file(const std::string& from, const std::string& to, const std::string& pass_phrase) {
    module_function<CipherFile>("cipher", "turnkit_decrypt_file")(from, to, pass_phrase);
}

bool is_encrypted(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string start(cipher_magic.size(), '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    return file && start == cipher_magic;
}

std::string pass_phrase_of(const std::string& file) {
    if (file.empty()) {
        const char* phrase = std::getenv("TURNKIT_PASSPHRASE");
        return phrase ? phrase : "";
    }
    std::ifstream in(file);
    if (!in) throw Error(with_errno(file), "check the name and the permissions of the file");
    std::string phrase;
    std::getline(in, phrase);
    if (phrase.empty()) throw Error(file + " holds no pass phrase in its first line");
    return phrase;
}

}  // namespace tk::update
