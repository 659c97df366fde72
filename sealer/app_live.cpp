// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_live.h"

#include "common/app/secret_mask.h"
#include "common/app/wanted_object.h"
#include "common/manifest/json.h"
#include "common/manifest/secret.h"

namespace sealer::cli {

using manifest::Value;

Value cut_to_shape(const Value& live, const Value& wanted) {
    if (live.is_object() && wanted.is_object()) {
        manifest::Object cut;
        for (const manifest::Member& member : live.as_object()) {
            if (const Value* shape = wanted.get(member.key)) {
                cut.append(member.key, cut_to_shape(member.value, *shape));
            }
        }
        return cut;
    }
    if (live.is_array() && wanted.is_array() &&
        live.as_array().size() == wanted.as_array().size()) {
        manifest::Array cut;
        for (std::size_t i = 0; i < live.as_array().size(); ++i) {
            cut.push_back(cut_to_shape(live.as_array()[i], wanted.as_array()[i]));
        }
        return cut;
    }
    return live;
}

Result<Value> get_live(kube::Client& client, const kube::Resource& resource,
                       const manifest::ObjectKey& key) {
    if (resource.type() == kube::secrets().type()) {
        const auto secret = client.get_secret(key.namespace_, key.name);
        if (!secret) {
            return secret.error().code == Code::kNotFound ? Result<Value>() : fail(secret.error());
        }
        TRY_ASSIGN(const std::string masked,
                   app::mask_secret_json(manifest::write_secret_json(*secret).expose()));
        return manifest::parse_json(masked);
    }
    auto live = client.get(resource, key.namespace_, key.name);
    return !live && live.error().code == Code::kNotFound ? Result<Value>() : live;
}

Result<Value> get_live(kube::Client& client, kube::Discovery& discovery,
                       const manifest::GroupVersionKind& type, const manifest::ObjectKey& key) {
    const auto resource = discovery.find(type);
    if (!resource) {
        return resource.error().code == Code::kNotFound ? Result<Value>() : fail(resource.error());
    }
    TRY_ASSIGN(Value live, get_live(client, *resource, key));
    app::drop_server_fields(live);
    return live;
}

}  // namespace sealer::cli
