// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/json_stream.h"

#include "common/manifest/json.h"

namespace sealer::manifest {
namespace {

// Walks over a text by its quotes and brackets.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    // The next character after white space; '\0' at the end.
    [[nodiscard]] char peek() {
        while (at_ < text_.size() && is_space(text_[at_])) {
            ++at_;
        }
        return at_ < text_.size() ? text_[at_] : '\0';
    }
    // Steps over `expected`, if it is next.
    bool skip(char expected) {
        if (peek() != expected) {
            return false;
        }
        ++at_;
        return true;
    }
    [[nodiscard]] tl::unexpected<Error> broken() const {
        return fail(Code::kInvalid, "malformed JSON at offset " + std::to_string(at_));
    }

    // Success if nothing is left.
    Status end() { return peek() == '\0' ? Status() : broken(); }

    // The whole of the value that comes next.
    Result<std::string_view> value() {
        const char first = peek();
        const std::size_t begin = at_;
        const bool whole = first == '"'                   ? skip_string()
                           : first == '{' || first == '[' ? skip_brackets()
                                                          : skip_scalar();
        if (!whole) {
            return broken();
        }
        return text_.substr(begin, at_ - begin);
    }

  private:
    static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

    bool skip_string() {
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\\') {
                ++at_;
            } else if (text_[at_] == '"') {
                ++at_;
                return true;
            }
        }
        return false;
    }

    // Which bracket closes which is left to the parser of the part.
    bool skip_brackets() {
        std::size_t depth = 0;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"') {
                if (!skip_string()) {
                    return false;
                }
                continue;
            }
            ++at_;
            if (c == '{' || c == '[') {
                ++depth;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return true;
            }
        }
        return false;
    }

    bool skip_scalar() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && !is_space(text_[at_]) &&
               std::string_view(",:]}[{\"").find(text_[at_]) == std::string_view::npos) {
            ++at_;
        }
        return at_ > begin;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

// What stands between `open` and `close`, commas in between.
template <class One>
Status for_each_between(std::string_view json, char open, char close, One one) {
    Scanner scanner(json);
    if (!scanner.skip(open)) {
        return scanner.broken();
    }
    if (scanner.skip(close)) {
        return scanner.end();
    }
    do {
        TRY(one(scanner));
    } while (scanner.skip(','));
    return scanner.skip(close) ? scanner.end() : scanner.broken();
}

std::string_view without_quotes(std::string_view text) {
    return text.size() >= 2 && text.front() == '"' ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

Status for_each_member(
    std::string_view json,
    const std::function<Status(std::string_view key, std::string_view value)>& visit) {
    return for_each_between(json, '{', '}', [&](Scanner& scanner) -> Status {
        if (scanner.peek() != '"') {
            return scanner.broken();
        }
        TRY_ASSIGN(const std::string_view key, scanner.value());
        if (!scanner.skip(':')) {
            return scanner.broken();
        }
        TRY_ASSIGN(const std::string_view value, scanner.value());
        return visit(without_quotes(key), value);
    });
}

Status for_each_element(std::string_view json,
                        const std::function<Status(std::string_view value)>& visit) {
    return for_each_between(json, '[', ']', [&](Scanner& scanner) -> Status {
        TRY_ASSIGN(const std::string_view value, scanner.value());
        return visit(value);
    });
}

Result<ListHead> for_each_item(std::string_view list_json,
                               const std::function<Status(std::string_view item)>& visit) {
    ListHead head;
    const auto visit_member = [&](std::string_view key, std::string_view value) -> Status {
        if (key == "metadata") {
            TRY_ASSIGN(const Value metadata, parse_json(value));
            head.resource_version = metadata.text("resourceVersion");
            head.continue_token = metadata.text("continue");
        } else if (key == "items" && value != "null") {
            return for_each_element(value, visit);
        }
        return {};
    };
    TRY(for_each_member(list_json, visit_member));
    return head;
}

Result<WatchEvent> split_watch_event(std::string_view line) {
    WatchEvent event;
    TRY(for_each_member(line, [&](std::string_view key, std::string_view value) -> Status {
        if (key == "type") {
            event.type = without_quotes(value);
        } else if (key == "object") {
            event.object = value;
        }
        return {};
    }));
    if (event.type.empty() || event.object.empty()) {
        return fail(Code::kInvalid, "a watch event without type or object");
    }
    return event;
}

Result<ObjectHead> object_head(std::string_view object_json) {
    ObjectHead head;
    const auto read = [&head](std::string_view key, std::string_view value) -> Status {
        std::string* const target = key == "namespace"         ? &head.namespace_
                                    : key == "name"            ? &head.name
                                    : key == "resourceVersion" ? &head.resource_version
                                                               : nullptr;
        if (target != nullptr) {
            TRY_ASSIGN(const Value text, parse_json(value));
            *target = text.is_string() ? text.as_string() : std::string();
        }
        return {};
    };
    TRY(for_each_member(object_json, [&](std::string_view key, std::string_view value) -> Status {
        return key == "metadata" ? for_each_member(value, read) : Status();
    }));
    return head;
}

}  // namespace sealer::manifest
