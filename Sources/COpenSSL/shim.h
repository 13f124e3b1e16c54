// The parts of the system's libcrypto that this package uses: digests and the certificates of the local CA.
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Digests by the functions from before libcrypto had providers. It calls those deprecated, but the others set up every
// algorithm it knows at the first digest of a process, which takes longer than to open a database, and refuse MD5 where
// the system holds to FIPS. None of them fails.

static inline void pyrus_sha256(const void *bytes, size_t count, unsigned char *digest) {
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, bytes, count);
    SHA256_Final(digest, &context);
}

static inline void pyrus_md5_begin(MD5_CTX *context) {
    MD5_Init(context);
}

static inline void pyrus_md5_update(MD5_CTX *context, const void *bytes, size_t count) {
    MD5_Update(context, bytes, count);
}

static inline void pyrus_md5_finish(MD5_CTX *context, unsigned char *digest) {
    MD5_Final(digest, context);
}

// Macros and variadic functions, which Swift does not see, as functions.

/// A new key on the curve P-256, or NULL.
static inline EVP_PKEY *pyrus_new_p256_key(void) {
    return EVP_EC_gen("P-256");
}

/// How many bytes a memory BIO holds; `*bytes` points at them, as long as the BIO lives and is not written to.
static inline long pyrus_memory_bytes(BIO *bio, char **bytes) {
    return BIO_get_mem_data(bio, bytes);
}

/// Adds a DNS name (GEN_DNS) or an IP address in text (GEN_IPADD) to a list of names; 0 on failure.
static inline int pyrus_append_name(GENERAL_NAMES *names, int type, const char *value) {
    GENERAL_NAME *name = a2i_GENERAL_NAME(NULL, NULL, NULL, type, value, 0);
    if (name == NULL) return 0;
    if (sk_GENERAL_NAME_push(names, name) > 0) return 1;
    GENERAL_NAME_free(name);
    return 0;
}
