// SPDX-License-Identifier: Apache-2.0
// Secrets, whose contents stay in secret memory from the transport on.
#include <utility>

#include "common/kube/client_impl.h"

namespace sealer::kube {
namespace {

http::Request write_request(std::string method, std::string path, const manifest::Secret& secret) {
    http::Request request;
    request.method = std::move(method);
    request.target =
        Query(std::move(path)).add("fieldManager", WriteOptions().field_manager).target();
    request.headers = {{"Content-Type", "application/json"}};
    request.body = manifest::write_secret_json(secret);
    return request;
}

}  // namespace

Result<manifest::Secret> Client::get_secret(std::string_view namespace_, std::string_view name) {
    http::Request request;
    request.target = resource_path(secrets(), namespace_, name);
    TRY_ASSIGN(const http::Response response, impl_->call(std::move(request)));
    return manifest::parse_secret_json(response.body.expose());
}

Result<manifest::SecretList> Client::list_secrets(std::string_view namespace_,
                                                  const ListOptions& options) {
    TRY_ASSIGN(const http::Response response,
               impl_->call(list_request(secrets(), namespace_, options)));
    return manifest::parse_secret_list_json(response.body.expose());
}

Result<manifest::Secret> Client::create_secret(const manifest::Secret& secret) {
    TRY_ASSIGN(
        const http::Response response,
        impl_->call(write_request(
            "POST", resource_path(secrets(), manifest::namespace_of(secret.object)), secret)));
    return manifest::parse_secret_json(response.body.expose());
}

Result<manifest::Secret> Client::update_secret(const manifest::Secret& secret) {
    std::string path = resource_path(secrets(), manifest::namespace_of(secret.object),
                                     manifest::name_of(secret.object));
    TRY_ASSIGN(const http::Response response,
               impl_->call(write_request("PUT", std::move(path), secret)));
    return manifest::parse_secret_json(response.body.expose());
}

}  // namespace sealer::kube
