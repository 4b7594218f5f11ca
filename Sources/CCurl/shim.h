#ifndef LARKCAST_CCURL_SHIM_H
#define LARKCAST_CCURL_SHIM_H

#include <curl/curl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if LIBCURL_VERSION_NUM < 0x075000
#error "libcurl 7.80 or newer is needed: CURLOPT_PREREQFUNCTION is the proof that nothing was sent"
#endif

// libcurl's option and info calls are variadic, which Swift cannot call: below is one wrapper per argument type.
// libcurl's callbacks are here too, because a Swift closure handed to C may be inferred to belong to the main actor
// and then traps on a lane's thread. Only `before_first_byte` goes back to Swift, into a free function.

// ---- One transfer's memory -------------------------------------------------------------------------------------

// Where libcurl's callbacks put what arrives. One per lane, used by one thread.
typedef struct ccurl_transfer {
    // Asked right before the first request byte; anything but 0 stops the request there.
    int (*before_first_byte)(void *context);
    void *context;
    CURL *easy;

    // The final response's status line and field lines, as they came.
    char *head;
    size_t head_length;
    size_t head_size;
    // Counted over everything that came before the body, interim responses included.
    size_t head_bytes_seen;
    size_t head_byte_cap;
    size_t field_cap;
    size_t fields_seen;
    int is_head_over_cap;
    // 0: a status line is due. 1: in a final head. 2: in an interim (1xx) head. 3: done; what follows are trailers.
    int head_stage;

    unsigned char *body;
    size_t body_length;
    size_t body_size;
    size_t body_cap;
    int is_body_over_cap;

    int is_out_of_memory;
    // Bytes libcurl had sent before the first request byte: a proxy's CONNECT.
    long bytes_before_request;
    char error[CURL_ERROR_SIZE];
} ccurl_transfer;

// Makes room for `wanted` bytes behind `*bytes`; 0 when there is no memory.
static inline int ccurl_reserve(void **bytes, size_t *size, size_t wanted) {
    size_t larger = *size > 0 ? *size : 1024;
    if (wanted <= *size) return 1;
    while (larger < wanted) {
        if (larger > SIZE_MAX / 2) return 0;
        larger *= 2;
    }
    void *moved = realloc(*bytes, larger);
    if (moved == NULL) return 0;
    *bytes = moved;
    *size = larger;
    return 1;
}

static size_t ccurl_on_body(char *bytes, size_t size, size_t count, void *opaque) {
    ccurl_transfer *transfer = (ccurl_transfer *)opaque;
    size_t length = size * count;
    size_t room = transfer->body_cap - transfer->body_length;
    size_t kept = length < room ? length : room;
    if (!ccurl_reserve((void **)&transfer->body, &transfer->body_size, transfer->body_length + kept)) {
        transfer->is_out_of_memory = 1;
        return 0;
    }
    memcpy(transfer->body + transfer->body_length, bytes, kept);
    transfer->body_length += kept;
    if (kept == length) return length;
    transfer->is_body_over_cap = 1;
    return 0;
}

static size_t ccurl_on_header(char *line, size_t size, size_t count, void *opaque) {
    ccurl_transfer *transfer = (ccurl_transfer *)opaque;
    size_t length = size * count;
    int is_status = transfer->head_stage == 0;
    int is_blank = length == 0 || line[0] == '\r' || line[0] == '\n';

    if (length > transfer->head_byte_cap - transfer->head_bytes_seen) {
        transfer->is_head_over_cap = 1;
        return 0;
    }
    transfer->head_bytes_seen += length;
    if (!is_status && !is_blank) {
        if (transfer->fields_seen >= transfer->field_cap) {
            transfer->is_head_over_cap = 1;
            return 0;
        }
        transfer->fields_seen += 1;
    }

    if (is_status) {
        const char *space = (const char *)memchr(line, ' ', length);
        int is_interim = space != NULL && space + 1 < line + length && space[1] == '1';
        transfer->head_stage = is_interim ? 2 : 1;
    }
    if (transfer->head_stage == 1) {
        if (!ccurl_reserve((void **)&transfer->head, &transfer->head_size, transfer->head_length + length)) {
            transfer->is_out_of_memory = 1;
            return 0;
        }
        memcpy(transfer->head + transfer->head_length, line, length);
        transfer->head_length += length;
    }
    if (is_blank) transfer->head_stage = transfer->head_stage == 2 ? 0 : 3;
    return length;
}

static int ccurl_on_first_byte(void *opaque, char *peer, char *local, int peer_port, int local_port) {
    ccurl_transfer *transfer = (ccurl_transfer *)opaque;
    (void)peer, (void)local, (void)peer_port, (void)local_port;
    if (transfer->bytes_before_request < 0) {
        transfer->bytes_before_request = 0;
        curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &transfer->bytes_before_request);
    }
    return transfer->before_first_byte(transfer->context) == 0 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

// Forgets the last call and sets this one's limits.
static inline void ccurl_transfer_begin(
    ccurl_transfer *transfer, CURL *easy, size_t body_cap, size_t head_byte_cap, size_t field_cap,
    int (*before_first_byte)(void *context), void *context
) {
    free(transfer->head);
    free(transfer->body);
    memset(transfer, 0, sizeof(*transfer));
    transfer->easy = easy;
    transfer->body_cap = body_cap;
    transfer->head_byte_cap = head_byte_cap;
    transfer->field_cap = field_cap;
    transfer->before_first_byte = before_first_byte;
    transfer->context = context;
    transfer->bytes_before_request = -1;
}

// Gives the memory back.
static inline void ccurl_transfer_end(ccurl_transfer *transfer) {
    free(transfer->head);
    free(transfer->body);
    memset(transfer, 0, sizeof(*transfer));
}

// libcurl's words about a failure; a function because Swift sees a C array as a tuple.
static inline const char *ccurl_transfer_error(const ccurl_transfer *transfer) { return transfer->error; }

// ---- Options ---------------------------------------------------------------------------------------------------

// Variadic in C: options that take a long.
static inline CURLcode ccurl_setopt_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

// Variadic in C: options that take a curl_off_t, wider than long on some systems.
static inline CURLcode ccurl_setopt_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

// Variadic in C: options that take a string, which libcurl copies; NULL unsets.
static inline CURLcode ccurl_setopt_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

// Variadic in C: CURLOPT_COPYPOSTFIELDS reads as many bytes as CURLOPT_POSTFIELDSIZE_LARGE said before, so NUL is data.
static inline CURLcode ccurl_setopt_body(CURL *easy, const void *bytes) {
    return curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, (const char *)bytes);
}

// Variadic in C: CURLOPT_HTTPHEADER takes a list that must outlive the transfer.
static inline CURLcode ccurl_setopt_fields(CURL *easy, struct curl_slist *fields) {
    return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, fields);
}

// Variadic in C: the callback for body bytes, and its memory.
static inline CURLcode ccurl_setopt_on_body(CURL *easy, ccurl_transfer *transfer) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ccurl_on_body);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, (void *)transfer);
}

// Variadic in C: the callback for header lines, and its memory.
static inline CURLcode ccurl_setopt_on_header(CURL *easy, ccurl_transfer *transfer) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, ccurl_on_header);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, (void *)transfer);
}

// Variadic in C: the callback right before the first request byte, and its memory.
static inline CURLcode ccurl_setopt_on_first_byte(CURL *easy, ccurl_transfer *transfer) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, ccurl_on_first_byte);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_PREREQDATA, (void *)transfer);
}

// Variadic in C: where libcurl writes its words about a failure.
static inline CURLcode ccurl_setopt_error_buffer(CURL *easy, ccurl_transfer *transfer) {
    return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error);
}

// Variadic in C: the URL schemes allowed, `https` or `http`. By name since 7.85; older headers know the bit mask only.
static inline CURLcode ccurl_setopt_scheme(CURL *easy, const char *scheme) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, scheme);
#else
    long mask = strcmp(scheme, "http") == 0 ? CURLPROTO_HTTP : CURLPROTO_HTTPS;
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, mask);
#endif
}

// Variadic in C: the URL schemes a redirect might go to, were redirects ever followed; see ccurl_setopt_scheme.
static inline CURLcode ccurl_setopt_redirect_scheme_https(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https");
#else
    return curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS, (long)CURLPROTO_HTTPS);
#endif
}

// Variadic in C: let a timeout end a hanging name lookup at once instead of waiting for its thread. Known since 7.87,
// so an older libcurl at run time is no error: there the system resolver's own timeout is the bound.
static inline CURLcode ccurl_setopt_quick_exit(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
    CURLcode code = curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    return code == CURLE_UNKNOWN_OPTION ? CURLE_OK : code;
#else
    (void)easy;
    return CURLE_OK;
#endif
}

// ---- Evidence --------------------------------------------------------------------------------------------------

// Variadic in C: infos of type long; 0 when libcurl cannot say.
static inline long ccurl_getinfo_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

// Variadic in C: infos of type curl_off_t; 0 when libcurl cannot say.
static inline curl_off_t ccurl_getinfo_offset(CURL *easy, CURLINFO info) {
    curl_off_t value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

// Variadic in C: infos of type string, owned by the handle; NULL when libcurl cannot say.
static inline const char *ccurl_getinfo_text(CURL *easy, CURLINFO info) {
    char *value = NULL;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : NULL;
}

// ---- Process ---------------------------------------------------------------------------------------------------

// CURL_GLOBAL_DEFAULT is a macro expression Swift does not import.
static inline CURLcode ccurl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

// CURLVERSION_NOW is a macro for an enumerator, which Swift does not import.
static inline const curl_version_info_data *ccurl_version_info(void) { return curl_version_info(CURLVERSION_NOW); }

// SIG_DFL and SIG_IGN are casts Swift does not import. A handler somebody installed is left alone.
static inline void ccurl_ignore_sigpipe(void) {
    struct sigaction present;
    if (sigaction(SIGPIPE, NULL, &present) != 0 || present.sa_handler != SIG_DFL) return;
    present.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &present, NULL);
}

#endif
