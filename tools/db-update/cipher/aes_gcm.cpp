#include "db-update/cipher.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <vector>

#include "core/error.hpp"

namespace tk::update {

namespace {

constexpr std::size_t salt_size = 16, nonce_size = 12, tag_size = 16;
constexpr std::size_t header_size = cipher_magic.size() + salt_size + nonce_size;
constexpr std::size_t chunk = std::size_t{1} << 20;

using Bytes = std::vector<unsigned char>;

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

void check(int code) {
    if (code != 1) throw Error("the cryptographic library failed");
}

/// A key that is wiped when it is no longer needed.
struct Key {
    Key(const std::string& phrase, const unsigned char* salt) {
        constexpr std::uint64_t memory = std::uint64_t{64} << 20;
        check(EVP_PBE_scrypt(phrase.data(), phrase.size(), salt, salt_size, 1 << 15, 8, 1, memory, bytes.data(),
                             bytes.size()));
    }
    ~Key() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
    Key(const Key&) = delete;
    Key& operator=(const Key&) = delete;
    std::array<unsigned char, 32> bytes{};
};

std::ifstream open_input(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(with_errno(path), "check the name and the permissions of the file");
    return file;
}

std::size_t read_some(std::ifstream& file, unsigned char* bytes, std::size_t count, const std::string& path) {
    file.read(reinterpret_cast<char*>(bytes), static_cast<std::streamsize>(count));
    if (file.bad()) throw Error(with_errno(path));
    return static_cast<std::size_t>(file.gcount());
}

void write_all(std::ofstream& file, const unsigned char* bytes, std::size_t count, const std::string& path) {
    file.write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(count));
    if (!file) throw DiskFull(with_errno(path));
}

void encrypt(const std::string& from, const std::string& to, const std::string& pass_phrase) {
    std::ifstream in = open_input(from);
    std::ofstream out(to, std::ios::binary | std::ios::trunc);
    if (!out) throw Error(with_errno(to));
    Bytes header(cipher_magic.begin(), cipher_magic.end());
    header.resize(header_size);
    check(RAND_bytes(header.data() + cipher_magic.size(), salt_size + nonce_size));
    const Key key(pass_phrase, header.data() + cipher_magic.size());
    const CipherContext context(EVP_CIPHER_CTX_new());
    check(EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.bytes.data(),
                             header.data() + cipher_magic.size() + salt_size));
    int done = 0;
    check(EVP_EncryptUpdate(context.get(), nullptr, &done, header.data(), static_cast<int>(header.size())));
    write_all(out, header.data(), header.size(), to);
    Bytes plain(chunk), cipher(chunk + 16);
    while (const std::size_t count = read_some(in, plain.data(), chunk, from)) {
        check(EVP_EncryptUpdate(context.get(), cipher.data(), &done, plain.data(), static_cast<int>(count)));
        write_all(out, cipher.data(), static_cast<std::size_t>(done), to);
    }
    check(EVP_EncryptFinal_ex(context.get(), cipher.data(), &done));
    std::array<unsigned char, tag_size> tag{};
    check(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_size, tag.data()));
    write_all(out, tag.data(), tag.size(), to);
    out.close();
    if (!out) throw DiskFull(with_errno(to));
}

void decrypt(const std::string& from, const std::string& to, const std::string& pass_phrase) {
    std::ifstream in = open_input(from);
    const std::uintmax_t size = std::filesystem::file_size(from);
    Bytes header(header_size);
    const std::size_t got = read_some(in, header.data(), header_size, from);
    if (got < header_size || size < header_size + tag_size ||
        std::string_view(reinterpret_cast<const char*>(header.data()), cipher_magic.size()) != cipher_magic)
        throw Error(from + " is not an encrypted backup, or is cut off");
    const Key key(pass_phrase, header.data() + cipher_magic.size());
    const CipherContext context(EVP_CIPHER_CTX_new());
    check(EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.bytes.data(),
                             header.data() + cipher_magic.size() + salt_size));
    int done = 0;
    check(EVP_DecryptUpdate(context.get(), nullptr, &done, header.data(), static_cast<int>(header.size())));
    bool is_good = false;
    {
        std::ofstream out(to, std::ios::binary | std::ios::trunc);
        if (!out) throw Error(with_errno(to));
        Bytes cipher(chunk), plain(chunk + 16);
        std::uintmax_t left = size - header_size - tag_size;
        while (left > 0) {
            const std::size_t count = read_some(in, cipher.data(), std::min<std::uintmax_t>(left, chunk), from);
            if (count == 0) throw Error(from + " became shorter while it was read");
            check(EVP_DecryptUpdate(context.get(), plain.data(), &done, cipher.data(), static_cast<int>(count)));
            write_all(out, plain.data(), static_cast<std::size_t>(done), to);
            left -= count;
        }
        std::array<unsigned char, tag_size> tag{};
        if (read_some(in, tag.data(), tag_size, from) == tag_size) {
            check(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()));
            is_good = EVP_DecryptFinal_ex(context.get(), plain.data(), &done) == 1;
        }
        out.close();
        if (!out) throw DiskFull(with_errno(to));
    }
    if (is_good) return;
    std::filesystem::remove(to);
    throw Error(from + " cannot be decrypted: the pass phrase is wrong or the file was changed",
                "give the phrase by TURNKIT_PASSPHRASE or --pass-phrase-file");
}

}  // namespace

}  // namespace tk::update

extern "C" {
[[gnu::visibility("default")]] tk::update::CipherFile turnkit_encrypt_file;
[[gnu::visibility("default")]] tk::update::CipherFile turnkit_decrypt_file;

void turnkit_encrypt_file(const std::string& from, const std::string& to, const std::string& pass_phrase) {
    tk::update::encrypt(from, to, pass_phrase);
}
void turnkit_decrypt_file(const std::string& from, const std::string& to, const std::string& pass_phrase) {
    tk::update::decrypt(from, to, pass_phrase);
}
}
