#ifndef SEAWALL_CCURLSHIM_H
#define SEAWALL_CCURLSHIM_H

#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift does not call: here they are by type of argument.

CURLcode seawall_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode seawall_curl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode seawall_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);

/// Makes the request a POST of a body, which must live until it is done, with header lines.
CURLcode seawall_curl_set_post(CURL *handle, const void *body, size_t count, struct curl_slist *lines);

CURLcode seawall_curl_get_long(CURL *handle, CURLINFO info, long *value);

/// Takes a piece of a header or of the body; whatever is not its count ends the transfer.
typedef size_t (*seawall_curl_sink)(char *bytes, size_t size, size_t count, void *context);
/// Says whether a connection may be made: 1 where it may.
typedef int (*seawall_curl_gate)(const struct sockaddr *address, socklen_t length, void *context);

CURLcode seawall_curl_set_body_sink(CURL *handle, seawall_curl_sink sink, void *context);
CURLcode seawall_curl_set_header_sink(CURL *handle, seawall_curl_sink sink, void *context);

/// What the open-socket callback needs; must live as long as the handle is used.
struct seawall_curl_gatekeeper {
    seawall_curl_gate gate;
    void *context;
};

/// No socket is made that the gate does not let through.
CURLcode seawall_curl_set_gate(CURL *handle, const struct seawall_curl_gatekeeper *keeper);

#endif
