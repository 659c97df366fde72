// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/openapi_protobuf.h"

#include <cstdint>
#include <string_view>

#include "common/manifest/json.h"

namespace sealer::standalone {
namespace {

using manifest::Member;
using manifest::Value;

// One message; fields are numbered as in the .proto file.
class Message {
  public:
    void text(unsigned field, std::string_view value) {
        varint(field << 3 | 2);
        varint(value.size());
        bytes_.append(value);
    }
    void boolean(unsigned field, bool value) {
        varint(field << 3);
        varint(value ? 1 : 0);
    }
    void message(unsigned field, const Message& value) { text(field, value.bytes_); }
    // Where the document has it.
    void text_of(unsigned field, const Value& object, std::string_view name) {
        if (const Value* found = object.get(name); found != nullptr && found->is_string()) {
            text(field, found->as_string());
        }
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

  private:
    void varint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) {
            bytes_ += static_cast<char>(value | 0x80);
        }
        bytes_ += static_cast<char>(value);
    }

    std::string bytes_;
};

// JSON is YAML.
Message any(const Value& value) {
    Message message;
    message.text(2, manifest::write_json(value) + "\n");
    return message;
}

Message named(std::string_view name, const Message& value) {
    Message message;
    message.text(1, name);
    message.message(2, value);
    return message;
}

void extensions(unsigned field, const Value& object, Message& message) {
    for (const Member& member : manifest::members(&object)) {
        if (member.key.starts_with("x-")) {
            message.message(field, named(member.key, any(member.value)));
        }
    }
}

Message schema(const Value& value);

Message named_schemas(const Value& values) {
    Message message;
    for (const Member& member : manifest::members(&values)) {
        message.message(1, named(member.key, schema(member.value)));
    }
    return message;
}

Message schema(const Value& value) {
    Message message;
    message.text_of(1, value, "$ref");
    message.text_of(2, value, "format");
    if (const Value* standard = value.get("default")) {
        message.message(5, any(*standard));
    }
    for (const Value& name : manifest::elements(value.get("required"))) {
        message.text(19, name.as_string());
    }
    for (const Value& one : manifest::elements(value.get("enum"))) {
        message.message(20, any(one));
    }
    const auto wrapped = [&message](unsigned field, const Value* inner) {
        if (inner != nullptr) {
            Message wrapper;
            wrapper.message(1, schema(*inner));
            message.message(field, wrapper);
        }
    };
    wrapped(21, value.get("additionalProperties"));
    if (!value.text("type").empty()) {
        Message type;
        type.text(1, value.text("type"));
        message.message(22, type);
    }
    wrapped(23, value.get("items"));
    if (const Value* properties = value.get("properties")) {
        message.message(25, named_schemas(*properties));
    }
    extensions(31, value, message);
    return message;
}

Message query_parameter(const Value& parameter) {
    Message query;
    query.text_of(2, parameter, "in");
    query.text_of(4, parameter, "name");
    query.text_of(6, parameter, "type");
    query.boolean(20, parameter.flag("uniqueItems"));
    Message non_body;
    non_body.message(3, query);
    Message one;
    one.message(2, non_body);
    Message item;
    item.message(1, one);
    return item;
}

Message responses(const Value& responses) {
    Message message;
    for (const Member& member : manifest::members(&responses)) {
        Message response;
        response.text_of(1, member.value, "description");
        Message value;
        value.message(1, response);
        message.message(1, named(member.key, value));
    }
    return message;
}

Message operation(const Value& value) {
    Message message;
    message.text_of(5, value, "operationId");
    for (const Value& parameter : manifest::elements(value.get("parameters"))) {
        message.message(8, query_parameter(parameter));
    }
    message.message(9, responses(*value.get("responses")));
    extensions(13, value, message);
    return message;
}

}  // namespace

std::string swagger_protobuf(const Value& document) {
    Message info;
    info.text_of(1, *document.get("info"), "title");
    info.text_of(2, *document.get("info"), "version");
    Message paths;
    for (const Member& path : manifest::members(document.get("paths"))) {
        Message item;
        item.message(8, operation(*path.value.get("patch")));
        paths.message(2, named(path.key, item));
    }
    Message message;
    message.text_of(1, document, "swagger");
    message.message(2, info);
    message.message(8, paths);
    message.message(9, named_schemas(*document.get("definitions")));
    return message.bytes();
}

}  // namespace sealer::standalone
