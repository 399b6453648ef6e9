#include "CCurlShim.h"

#include <fcntl.h>
#include <sys/socket.h>

CURLcode seawall_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode seawall_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode seawall_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode seawall_curl_set_post(CURL *handle, const void *body, size_t count, struct curl_slist *lines) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_POST, 1L);
    if (code == CURLE_OK) { code = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count); }
    // libcurl takes a null body for one that it is to ask for.
    if (code == CURLE_OK) { code = curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body != NULL ? body : ""); }
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_HTTPHEADER, lines) : code;
}

CURLcode seawall_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

CURLcode seawall_curl_set_body_sink(CURL *handle, seawall_curl_sink sink, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, sink);
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_WRITEDATA, context) : code;
}

CURLcode seawall_curl_set_header_sink(CURL *handle, seawall_curl_sink sink, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, sink);
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_HEADERDATA, context) : code;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    const struct seawall_curl_gatekeeper *keeper = context;
    if (purpose != CURLSOCKTYPE_IPCXN || !keeper->gate(&address->addr, address->addrlen, keeper->context)) {
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

CURLcode seawall_curl_set_gate(CURL *handle, const struct seawall_curl_gatekeeper *keeper) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, (void *)keeper) : code;
}
