// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/reply.h"

#include "common/base/text.h"
#include "common/manifest/json.h"
#include "common/manifest/yaml.h"
#include "controller/standalone/protobuf.h"

namespace sealer::standalone {

using manifest::Value;

namespace {

// As a quoted-string of RFC 9110.
std::string quoted_string(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result.push_back('\\');
        }
        result.push_back(static_cast<unsigned char>(c) < ' ' ? ' ' : c);
    }
    return result + "\"";
}

}  // namespace

Reply json_reply(const Value& value, int status) {
    return {status, manifest::write_json(value), "application/json", {}};
}

Reply error_reply(const ApiError& error) {
    return json_reply(error.to_status(), error.code);
}

void send(http::Responder& responder, Reply reply) {
    http::Headers headers{{"Content-Type", std::move(reply.content_type)},
                          {"Cache-Control", "no-cache, private"}};
    headers.insert(headers.end(), reply.headers.begin(), reply.headers.end());
    for (const std::string& warning : reply.warnings) {
        headers.emplace_back("Warning", "299 - " + quoted_string(warning));
    }
    responder.send(reply.status, std::move(headers), std::move(reply.body));
}

std::string content_type(const http::ServerRequest& request) {
    const std::string_view whole = http::header_text(request.headers, "Content-Type");
    return to_lower(trim(whole.substr(0, whole.find(';'))));
}

ApiResult<Value> decode_body(const http::ServerRequest& request) {
    const std::string type = content_type(request);
    const std::string_view text = request.body.expose();
    if (type == "application/vnd.kubernetes.protobuf") {
        TRY_ASSIGN(Value object, decode_protobuf(text));
        return object;
    }
    const bool yaml = type == "application/yaml" || type == "application/apply-patch+yaml";
    if (!yaml && !type.empty() && type != "application/json" && !type.ends_with("+json")) {
        return fail(unsupported_media_type(
            "application/json, application/yaml, application/vnd.kubernetes.protobuf"));
    }
    // A body in YAML may be JSON, which the faster parser takes as well.
    auto value = manifest::parse_json(text);
    if (!value && yaml) {
        value = manifest::parse_yaml_document(text);
    }
    if (!value) {
        return fail(bad_request("the object provided is unrecognized: " + value.error().message));
    }
    return *std::move(value);
}

}  // namespace sealer::standalone
