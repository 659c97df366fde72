// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/protobuf.h"

#include <bit>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/base/check.h"
#include "common/base/text.h"
#include "common/base/time.h"
#include "common/crypto/base64.h"
#include "common/manifest/json.h"
#include "controller/standalone/protobuf_table.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

constexpr std::string_view kMagic("k8s\0", 4);
constexpr int kMaxNesting = 64;

struct Field {
    std::string_view name;
    char shape = '1';  // '1' one, '*' repeated, '%' a map
    char type = 's';
    bool keep_zero = false;
    std::string_view message;  // of type '@'
};
using MessageFields = std::map<std::uint64_t, Field>;

struct Tables {
    std::map<std::string_view, MessageFields> messages;
    std::map<std::pair<std::string_view, std::string_view>, std::string_view> kinds;
};

Field parse_field(std::string_view name, std::string_view type) {
    Field field;
    field.name = name;
    if (type.front() == '*' || type.front() == '%') {
        field.shape = type.front();
        type.remove_prefix(1);
    }
    if (type.front() == '?') {
        field.keep_zero = true;
        type.remove_prefix(1);
    }
    field.type = type.front();
    field.message = type.substr(1);
    return field;
}

// `current`: the message that fields belong to, from line to line.
void read_line(std::string_view line, Tables& tables, MessageFields*& current) {
    const auto words = split(trim(line), ' ');
    if (line.front() == ' ') {
        std::uint64_t number = 0;
        std::from_chars(words[0].data(), words[0].data() + words[0].size(), number);
        CHECK(current != nullptr && words.size() == 3);
        current->emplace(number, parse_field(words[1], words[2]));
    } else if (words[0] == "kind") {
        tables.kinds[{words[1], words[2]}] = words[3];
    } else {
        current = &tables.messages[words[0]];
    }
}

Tables read_tables() {
    Tables tables;
    MessageFields* current = nullptr;
    for (const std::string_view chunk : protobuf_table()) {
        for (const std::string_view line : split(chunk, '\n')) {
            if (!line.empty()) {
                read_line(line, tables, current);
            }
        }
    }
    return tables;
}

const Tables& tables() {
    static const Tables kTables = read_tables();
    return kTables;
}

// One field as it is on the wire.
struct Raw {
    std::uint64_t number = 0;
    std::uint64_t integer = 0;  // of wire types 0, 1 and 5
    std::string_view bytes;     // of wire type 2
    bool is_bytes = false;
    [[nodiscard]] bool zero() const { return is_bytes ? bytes.empty() : integer == 0; }
};

tl::unexpected<Error> malformed() {
    return fail(Code::kInvalid, "the protobuf body is cut off or malformed");
}

class Reader {
  public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }

    Result<Raw> next() {
        TRY_ASSIGN(const std::uint64_t tag, varint());
        Raw raw;
        raw.number = tag >> 3;
        switch (tag & 7) {
            case 0: {
                TRY_ASSIGN(raw.integer, varint());
                return raw;
            }
            case 1:
                return fixed(raw, 8);
            case 5:
                return fixed(raw, 4);
            case 2: {
                TRY_ASSIGN(const std::uint64_t size, varint());
                if (size > rest_.size()) {
                    return malformed();
                }
                raw.is_bytes = true;
                raw.bytes = rest_.substr(0, size);
                rest_.remove_prefix(size);
                return raw;
            }
            default:
                return malformed();
        }
    }

  private:
    Result<std::uint64_t> varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        return malformed();
    }
    Result<Raw> fixed(Raw raw, std::size_t size) {
        if (rest_.size() < size) {
            return malformed();
        }
        for (std::size_t i = size; i > 0; --i) {
            raw.integer = raw.integer << 8 | static_cast<unsigned char>(rest_[i - 1]);
        }
        rest_.remove_prefix(size);
        return raw;
    }

    std::string_view rest_;
};

// The fields of a small message of a known form: the last of each number counts.
Result<std::map<std::uint64_t, Raw>> read_small(std::string_view bytes) {
    std::map<std::uint64_t, Raw> fields;
    for (Reader reader(bytes); !reader.at_end();) {
        TRY_ASSIGN(const Raw raw, reader.next());
        fields[raw.number] = raw;
    }
    return fields;
}

Result<Value> decode_time(std::string_view bytes, bool micro) {
    TRY_ASSIGN(auto fields, read_small(bytes));
    if (fields.empty()) {
        return Value();
    }
    const auto seconds = std::bit_cast<std::int64_t>(fields[1].integer);
    constexpr std::int64_t kYear10000 = 253'402'300'800;
    if (seconds < -kYear10000 || seconds >= kYear10000) {
        return malformed();
    }
    const auto nanoseconds = static_cast<std::int64_t>(fields[2].integer % 1'000'000'000);
    const WallTime time{
        std::chrono::seconds(seconds) +
        std::chrono::duration_cast<WallTime::duration>(std::chrono::nanoseconds(nanoseconds))};
    return Value(micro ? format_micro_time(time) : format_time(time));
}

Result<Value> decode_int_or_string(std::string_view bytes) {
    TRY_ASSIGN(auto fields, read_small(bytes));
    return fields[1].integer == 1 ? Value(fields[3].bytes)
                                  : Value(std::bit_cast<std::int64_t>(fields[2].integer));
}

Result<Value> decode_list(std::string_view bytes) {
    Array items;
    for (Reader reader(bytes); !reader.at_end();) {
        TRY_ASSIGN(const Raw raw, reader.next());
        items.emplace_back(raw.bytes);
    }
    return Value(std::move(items));
}

Result<Value> decode_json(std::string_view bytes) {
    TRY_ASSIGN(auto fields, read_small(bytes));
    return fields[1].bytes.empty() ? Result<Value>(Value()) : manifest::parse_json(fields[1].bytes);
}

Result<Value> decode_message(std::string_view name, std::string_view bytes, int nesting);

// Null means unset.
Result<Value> decode_one(const Field& field, const Raw& raw, int nesting) {
    const bool is_number = field.type == 'i' || field.type == 'b' || field.type == 'd';
    if (is_number == raw.is_bytes) {
        return malformed();
    }
    if (raw.zero() && !field.keep_zero && field.shape == '1' && field.type != '@') {
        return Value();
    }
    switch (field.type) {
        case 's':
            return is_utf8(raw.bytes) ? Result<Value>(Value(raw.bytes)) : malformed();
        case 'i':
            return Value(std::bit_cast<std::int64_t>(raw.integer));
        case 'b':
            return Value(raw.integer != 0);
        case 'd':
            return Value(std::bit_cast<double>(raw.integer));
        case 'B':
            return Value(crypto::base64_encode(raw.bytes));
        case 'T':
            return decode_time(raw.bytes, false);
        case 'M':
            return decode_time(raw.bytes, true);
        case 'Q': {
            TRY_ASSIGN(auto fields, read_small(raw.bytes));
            return Value(fields[1].bytes);
        }
        case 'I':
            return decode_int_or_string(raw.bytes);
        case 'R':
        case 'F':
            return decode_json(raw.bytes);
        case 'L':
            return decode_list(raw.bytes);
        default:
            return decode_message(field.message, raw.bytes, nesting + 1);
    }
}

Status decode_map_entry(const Field& field, std::string_view bytes, Value& map, int nesting) {
    TRY_ASSIGN(auto entry, read_small(bytes));
    Raw value = entry[2];
    value.is_bytes = field.type != 'i' && field.type != 'b' && field.type != 'd';
    TRY_ASSIGN(map[entry[1].bytes], decode_one(field, value, nesting));
    return {};
}

Status add_field(const Field& field, const Raw& raw, Value& object, int nesting) {
    if (field.shape == '%') {
        return decode_map_entry(field, raw.bytes, object[field.name], nesting);
    }
    TRY_ASSIGN(Value value, decode_one(field, raw, nesting));
    if (field.shape == '*') {
        Value& list = object[field.name];
        if (!list.is_array()) {
            list = Array{};
        }
        list.as_array().push_back(std::move(value));
    } else if (field.name == "=") {
        for (auto& [key, member] : value.as_object()) {
            object[key] = std::move(member);
        }
    } else if (!value.is_null()) {
        object[field.name] = std::move(value);
    }
    return {};
}

Result<Value> decode_message(std::string_view name, std::string_view bytes, int nesting) {
    if (nesting > kMaxNesting) {
        return fail(Code::kInvalid, "the protobuf body is nested too deeply");
    }
    const auto message = tables().messages.find(name);
    CHECK(message != tables().messages.end());
    Value object = Object{};
    for (Reader reader(bytes); !reader.at_end();) {
        TRY_ASSIGN(const Raw raw, reader.next());
        const auto field = message->second.find(raw.number);
        if (field == message->second.end() && !raw.zero()) {
            return fail(Code::kInvalid, "field " + std::to_string(raw.number) + " of " +
                                            std::string(name) +
                                            " is not known; send the object as JSON");
        }
        const Status added = field == message->second.end()
                                 ? Status{}
                                 : add_field(field->second, raw, object, nesting);
        TRY(added);
    }
    return object;
}

}  // namespace

Result<Value> decode_protobuf(std::string_view body) {
    if (!body.starts_with(kMagic)) {
        return fail(Code::kInvalid, "the body does not begin as Kubernetes' protobuf does");
    }
    TRY_ASSIGN(auto envelope, read_small(body.substr(kMagic.size())));
    TRY_ASSIGN(auto type, read_small(envelope[1].bytes));
    const std::string_view api_version = type[1].bytes;
    const std::string_view kind = type[2].bytes;
    // Options are the same in every group.
    const auto message = tables().kinds.find({kind == "DeleteOptions" ? "v1" : api_version, kind});
    if (message == tables().kinds.end()) {
        return fail(Code::kInvalid, "no kind " + std::string(kind) + " of " +
                                        std::string(api_version) +
                                        " is known in protobuf; send the object as JSON");
    }
    TRY_ASSIGN(Value object, decode_message(message->second, envelope[2].bytes, 0));
    object["apiVersion"] = Value(api_version);
    object["kind"] = Value(kind);
    return object;
}

}  // namespace sealer::standalone
