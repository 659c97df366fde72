// SPDX-License-Identifier: Apache-2.0
#include "common/kube/client.h"

#include <utility>

#include "common/kube/client_impl.h"
#include "common/manifest/json.h"

namespace sealer::kube {
namespace {

using manifest::Value;

Result<Value> object_in(const http::Response& response) {
    auto object = manifest::parse_json(response.body.expose());
    if (!object.has_value()) {
        return fail(object.error().with("answer of the API server"));
    }
    return object;
}

http::Request body_request(std::string method, std::string target, std::string_view content_type,
                           const Value& body) {
    http::Request request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.headers = {{"Content-Type", std::string(content_type)}};
    request.body = crypto::SecretBytes(manifest::write_json(body));
    return request;
}

std::string write_target(std::string path, const WriteOptions& options) {
    return Query(std::move(path))
        .add("fieldManager", options.field_manager)
        .add("dryRun", options.dry_run ? "All" : "")
        .add("fieldValidation", options.field_validation)
        .target();
}

std::string_view content_type_of(PatchType type) {
    switch (type) {
        case PatchType::kJson:
            return "application/json-patch+json";
        case PatchType::kMerge:
            return "application/merge-patch+json";
        case PatchType::kStrategicMerge:
            break;
    }
    return "application/strategic-merge-patch+json";
}

Result<std::string> path_of(const Resource& resource, const Value& object,
                            std::string_view subresource) {
    const std::string_view name = manifest::name_of(object);
    if (name.empty()) {
        return fail(Code::kInvalid, resource.kind + " without metadata.name");
    }
    return resource_path(resource, manifest::namespace_of(object), name, subresource);
}

std::string_view to_string(Propagation propagation) {
    switch (propagation) {
        case Propagation::kForeground:
            return "Foreground";
        case Propagation::kOrphan:
            return "Orphan";
        case Propagation::kBackground:
            break;
    }
    return "Background";
}

Value delete_body(const DeleteOptions& options) {
    manifest::Object body{{"apiVersion", "v1"}, {"kind", "DeleteOptions"}};
    body.append("propagationPolicy", to_string(options.propagation));
    if (!options.uid.empty()) {
        body["preconditions"]["uid"] = options.uid;
    }
    if (!options.resource_version.empty()) {
        body["preconditions"]["resourceVersion"] = options.resource_version;
    }
    if (options.dry_run) {
        body.append("dryRun", manifest::Array{"All"});
    }
    return body;
}

Page page_of(Value list, const Resource& resource) {
    Page page;
    page.resource_version = list.text("metadata", "resourceVersion");
    page.continue_token = list.text("metadata", "continue");
    if (Value* const items = list.get("items"); items != nullptr && items->is_array()) {
        page.items = std::move(items->as_array());
    }
    for (Value& item : page.items) {
        item["apiVersion"] = resource.api_version();
        item["kind"] = resource.kind;
    }
    return page;
}

}  // namespace

http::Request list_request(const Resource& resource, std::string_view namespace_,
                           const ListOptions& options) {
    http::Request request;
    request.target =
        Query(resource_path(resource, namespace_))
            .add("labelSelector", options.label_selector)
            .add("fieldSelector", options.field_selector)
            .add("resourceVersion", options.continue_token.empty() ? options.resource_version : "")
            .add("limit", options.limit > 0 ? std::to_string(options.limit) : "")
            .add("continue", options.continue_token)
            .target();
    return request;
}

Result<std::unique_ptr<Client>> Client::connect(Config config, const http::Connector& connector,
                                                ClientOptions options) {
    http::ClientOptions transport_options;
    transport_options.base_url = config.server;
    transport_options.proxy_url = config.proxy_url;
    transport_options.tls = config.tls;
    if (config.credentials != nullptr) {
        TRY_ASSIGN(transport_options.tls, config.credentials->tls(config.tls));
    }
    TRY_ASSIGN(auto transport, connector(std::move(transport_options)));
    return std::make_unique<Client>(std::move(transport), std::move(config), std::move(options));
}

Client::Client(std::unique_ptr<http::Client> transport, Config config, ClientOptions options)
    : impl_(std::make_unique<Impl>(std::move(transport), std::move(config), std::move(options))) {}
Client::~Client() = default;

const Config& Client::config() const {
    return impl_->caller.config();
}

void Client::set_stop_token(std::stop_token stop) {
    impl_->caller.set_stop_token(std::move(stop));
}

Result<Value> Client::get(const Resource& resource, std::string_view namespace_,
                          std::string_view name) {
    http::Request request;
    request.target = resource_path(resource, namespace_, name);
    TRY_ASSIGN(const http::Response response, impl_->call(std::move(request)));
    return object_in(response);
}

Result<Page> Client::list(const Resource& resource, std::string_view namespace_,
                          const ListOptions& options) {
    TRY_ASSIGN(const http::Response response,
               impl_->call(list_request(resource, namespace_, options)));
    TRY_ASSIGN(Value list, object_in(response));
    return page_of(std::move(list), resource);
}

Result<Page> Client::list_all(const Resource& resource, std::string_view namespace_,
                              const ListOptions& options) {
    Page all;
    ListOptions next = options;
    do {
        auto page = list(resource, namespace_, next);
        if (!page.has_value() && page.error().code == Code::kExpired &&
            !next.continue_token.empty()) {
            all = Page();
            next.continue_token.clear();
            next.limit = 0;  // the list outlasts its snapshot: all at once, then
            page = list(resource, namespace_, next);
        }
        TRY_ASSIGN(Page got, std::move(page));
        std::move(got.items.begin(), got.items.end(), std::back_inserter(all.items));
        all.resource_version = std::move(got.resource_version);
        next.continue_token = std::move(got.continue_token);
    } while (!next.continue_token.empty());
    return all;
}

Result<Value> Client::create(const Resource& resource, const Value& object,
                             const WriteOptions& options) {
    const std::string target =
        write_target(resource_path(resource, manifest::namespace_of(object)), options);
    TRY_ASSIGN(const http::Response response,
               impl_->call(body_request("POST", target, "application/json", object)));
    return object_in(response);
}

Result<Value> Client::update(const Resource& resource, const Value& object,
                             const WriteOptions& options) {
    TRY_ASSIGN(std::string path, path_of(resource, object, options.subresource));
    const std::string target = write_target(std::move(path), options);
    TRY_ASSIGN(const http::Response response,
               impl_->call(body_request("PUT", target, "application/json", object)));
    return object_in(response);
}

Result<Value> Client::patch(const Resource& resource, std::string_view namespace_,
                            std::string_view name, PatchType type, const Value& patch,
                            const WriteOptions& options) {
    const std::string target =
        write_target(resource_path(resource, namespace_, name, options.subresource), options);
    TRY_ASSIGN(const http::Response response,
               impl_->call(body_request("PATCH", target, content_type_of(type), patch)));
    return object_in(response);
}

Result<Value> Client::apply(const Resource& resource, const Value& object,
                            const WriteOptions& options) {
    TRY_ASSIGN(std::string path, path_of(resource, object, options.subresource));
    std::string target = write_target(std::move(path), options);
    target += target.find('?') == std::string::npos ? '?' : '&';
    target += options.force ? "force=true" : "force=false";
    // JSON is YAML, which is all that servers take here.
    TRY_ASSIGN(const http::Response response,
               impl_->call(body_request("PATCH", target, "application/apply-patch+yaml", object)));
    return object_in(response);
}

Status Client::remove(const Resource& resource, std::string_view namespace_, std::string_view name,
                      const DeleteOptions& options) {
    TRY(impl_->call(body_request("DELETE", resource_path(resource, namespace_, name),
                                 "application/json", delete_body(options))));
    return {};
}

Result<crypto::SecretBytes> Client::list_raw(const Resource& resource, std::string_view namespace_,
                                             const ListOptions& options,
                                             const std::stop_token& stop) {
    TRY_ASSIGN(http::Response response,
               impl_->call(list_request(resource, namespace_, options), stop));
    return std::move(response.body);
}

Result<http::Response> Client::raw(http::Request request) {
    return impl_->caller.call(std::move(request));
}

}  // namespace sealer::kube
