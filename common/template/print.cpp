// SPDX-License-Identifier: Apache-2.0
#include "common/template/print.h"

#include <cmath>

#include "common/manifest/number.h"
#include "common/template/arena.h"

namespace sealer::tmpl {
namespace {

void print_nested(const Value& value, Sink& sink, int depth);

void print_list(const List& list, Sink& sink, int depth) {
    sink.append("[");
    bool first = true;
    for (const Value& item : list) {
        sink.append(first ? "" : " ");
        print_nested(item, sink, depth + 1);
        first = false;
    }
    sink.append("]");
}

void print_dict(const Dict& dict, Sink& sink, int depth) {
    sink.append("map[");
    bool first = true;
    for (const auto& [key, value] : dict) {
        sink.append(first ? "" : " ");
        sink.append(key);
        sink.append(":");
        print_nested(value, sink, depth + 1);
        first = false;
    }
    sink.append("]");
}

void print_nested(const Value& value, Sink& sink, int depth) {
    if (depth > kMaxValueDepth) {
        sink.append(std::string::npos, ' ');
    }
    if (sink.full()) {
        return;
    }
    switch (value.type()) {
        case Type::kNil:
            return sink.append("<nil>");
        case Type::kBool:
            return sink.append(value.as_bool() ? "true" : "false");
        case Type::kInt:
        case Type::kInt64:
        case Type::kUint8:
            return sink.append(std::to_string(value.as_integer()));
        case Type::kDuration:
            return sink.append(duration_text(value.as_duration()));
        case Type::kFloat64:
            return sink.append(float_text(value.as_number()));
        case Type::kString:
            return sink.append(value.as_text());
        case Type::kList:
        case Type::kStringList:
        case Type::kIntList:
            return print_list(value.as_list(), sink, depth);
        case Type::kDict:
        case Type::kStringDict:
            return print_dict(value.as_dict(), sink, depth);
        case Type::kTime:
            return sink.append(time_text(value.as_time()));
        case Type::kVersion:
            return sink.append(value.as_version().text());
        case Type::kCertificate:
            sink.append("{");
            sink.append(value.as_certificate().cert);
            sink.append(" ");
            sink.append(value.as_certificate().key);
            return sink.append("}");
    }
}

}  // namespace

void Sink::append(std::size_t count, char c) {
    if (count > limit_ - text_.size()) {
        full_ = true;
        return;
    }
    text_.append(count, c);
}

std::string float_text(double number) {
    if (std::isnan(number)) {
        return "NaN";
    }
    if (std::isinf(number)) {
        return number > 0 ? "+Inf" : "-Inf";
    }
    return manifest::go_general(number);
}

void print_value(const Value& value, Sink& sink) {
    print_nested(value, sink, 0);
}

void print_all(std::span<const Value> values, Sink& sink) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0 && !values[i].is_text() && !values[i - 1].is_text()) {
            sink.append(" ");
        }
        print_value(values[i], sink);
    }
}

}  // namespace sealer::tmpl
