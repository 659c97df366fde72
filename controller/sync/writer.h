// SPDX-License-Identifier: Apache-2.0
// The one way to write ordinary manifests: server-side apply as `sealer`. Of Secrets, what the API
// server answers is masked before anything else sees it.
#pragma once

#include <optional>
#include <string_view>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/field_set.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::sync {

// Thread-safe.
class Writer {
  public:
    // `client` must outlive the writer.
    explicit Writer(kube::Client& client) : client_(client) {}

    // Server-side apply, forced. The object as the API server has it then.
    [[nodiscard]] Result<manifest::Value> apply(const kube::Resource& resource,
                                                const manifest::Value& desired, bool dry_run);

    // Takes over what a predecessor wrote, if `live` shows any, then applies.
    [[nodiscard]] Result<manifest::Value> take_over_and_apply(const kube::Resource& resource,
                                                              const manifest::Value& desired,
                                                              const manifest::Value* live,
                                                              const manifest::Schema* schema);

    // Puts `desired` in the place of `live`, whoever changes it meanwhile; null: creates it. Fields
    // that the kind does not have are refused if it `validates`, else dropped. (Server-side apply
    // refuses them always.)
    [[nodiscard]] Result<manifest::Value> replace(const kube::Resource& resource,
                                                  const manifest::Value& desired,
                                                  const manifest::Value* live, bool validates);

    // Whether the API server would take `desired` if there were none of its name yet. The other
    // errors say nothing about that.
    [[nodiscard]] Result<bool> takes_as_new(const kube::Resource& resource,
                                            const manifest::Value& desired);

    [[nodiscard]] Result<manifest::Value> get(const kube::Resource& resource,
                                              std::string_view namespace_, std::string_view name);

    // Just this incarnation of `live`. Success also when it is gone already.
    [[nodiscard]] Status remove(const kube::Resource& resource, const manifest::Value& live,
                                kube::Propagation propagation);

    // Takes a finalizer off just this incarnation of `live`. Success also when it is gone already.
    [[nodiscard]] Status remove_finalizer(const kube::Resource& resource,
                                          const manifest::Value& live, std::string_view finalizer);

  private:
    [[nodiscard]] Result<manifest::Value> take_over(const kube::Resource& resource,
                                                    const manifest::Value& live,
                                                    const manifest::FieldSet& desired,
                                                    const manifest::Schema* schema);
    struct Way {
        std::string method;
        std::string query;  // with an "&" behind each parameter
        std::string content_type = "application/json";
    };
    [[nodiscard]] Result<manifest::Value> send(const kube::Resource& resource,
                                               manifest::Value object, const Way& way);
    [[nodiscard]] Result<manifest::Value> patch(const kube::Resource& resource,
                                                const manifest::Value& live,
                                                const std::string& content_type,
                                                const manifest::Value& patch);
    [[nodiscard]] Result<manifest::Value> request(http::Request request, bool mask);
    kube::Client& client_;
};

}  // namespace sealer::sync
