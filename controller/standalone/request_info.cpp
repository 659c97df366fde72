// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/request_info.h"

#include "common/base/text.h"

namespace sealer::standalone {

namespace {

constexpr std::size_t kMaxManagerLength = 128;

std::optional<Verb> verb_of(std::string_view method, bool named, bool watch) {
    if (method == "GET" || method == "HEAD") {
        if (watch) {
            return Verb::kWatch;
        }
        return named ? Verb::kGet : Verb::kList;
    }
    if (method == "POST") {
        return Verb::kCreate;
    }
    if (method == "PUT") {
        return Verb::kUpdate;
    }
    if (method == "PATCH") {
        return Verb::kPatch;
    }
    if (method == "DELETE") {
        return named ? Verb::kDelete : Verb::kDeleteCollection;
    }
    return std::nullopt;
}

// Takes segments off the front of a path.
class Segments {
  public:
    explicit Segments(std::string_view path) : rest_(path) {}

    [[nodiscard]] bool empty() const { return rest_.empty() || rest_ == "/"; }
    [[nodiscard]] std::string next() {
        if (rest_.starts_with('/')) {
            rest_.remove_prefix(1);
        }
        const std::size_t end = rest_.find('/');
        std::string segment = percent_decode(rest_.substr(0, end));
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end);
        return segment;
    }
    [[nodiscard]] std::string_view rest() const { return rest_; }

  private:
    std::string_view rest_;
};

}  // namespace

std::optional<RequestInfo> parse_request(std::string_view method, std::string_view path,
                                         bool watch) {
    Segments segments(path);
    const std::string root = segments.next();
    RequestInfo info;
    if (root == "apis") {
        info.group = segments.next();
    } else if (root != "api") {
        return std::nullopt;
    }
    info.version = segments.next();
    if (info.version.empty() || segments.empty()) {
        return std::nullopt;
    }
    info.resource = segments.next();
    if (info.resource == "namespaces" && !segments.empty()) {
        const std::string namespace_ = segments.next();
        const std::string following = Segments(segments.rest()).next();
        // "status" and "finalize" belong to the Namespace itself; all else lies in it.
        if (following.empty() || following == "status" || following == "finalize") {
            info.name = namespace_;
        } else {
            info.namespace_ = namespace_;
            info.resource = segments.next();
        }
    }
    if (info.name.empty()) {
        info.name = segments.next();
    }
    info.subresource = segments.next();
    info.rest = segments.rest();
    const auto verb = verb_of(method, !info.name.empty(), watch);
    if (!verb) {
        return std::nullopt;
    }
    info.verb = *verb;
    return info;
}

ApiResult<WriteOptions> parse_write_options(const RawWriteOptions& raw) {
    WriteOptions options;
    if (!raw.dry_run.empty() && raw.dry_run != "All") {
        return fail(ApiError(422, "Invalid",
                             " \"\" is invalid: dryRun: Unsupported value: \"" + raw.dry_run +
                                 "\": supported values: \"All\""));
    }
    options.dry_run = !raw.dry_run.empty();
    if (raw.field_validation == "Strict") {
        options.field_validation = FieldValidation::kStrict;
    } else if (raw.field_validation == "Ignore") {
        options.field_validation = FieldValidation::kIgnore;
    } else if (!raw.field_validation.empty() && raw.field_validation != "Warn") {
        return fail(ApiError(422, "Invalid",
                             " \"\" is invalid: fieldValidation: Unsupported value: \"" +
                                 raw.field_validation +
                                 "\": supported values: \"Ignore\", \"Strict\", \"Warn\""));
    }
    if (raw.field_manager.size() > kMaxManagerLength) {
        return fail(bad_request("fieldManager: Too long: may not be longer than 128"));
    }
    options.field_manager = !raw.field_manager.empty()
                                ? raw.field_manager
                                : raw.user_agent.substr(0, raw.user_agent.find('/'));
    if (options.field_manager.empty()) {
        options.field_manager = "unknown";
    }
    options.force = raw.force == "true" || raw.force == "1";
    return options;
}

}  // namespace sealer::standalone
