// SPDX-License-Identifier: Apache-2.0
// The Kubernetes API: discovery, CRUD, lists in pages, patches, server-side apply, watch.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/http/client.h"
#include "common/kube/config.h"
#include "common/manifest/object.h"
#include "common/manifest/secret.h"
#include "common/manifest/value.h"

namespace sealer::kube {

// A kind as the API server serves it.
struct Resource {
    std::string group;
    std::string version;
    std::string plural;  // "deployments"
    std::string kind;
    bool namespaced = true;
    std::vector<std::string> verbs;  // from discovery; empty in the constants below

    [[nodiscard]] std::string api_version() const {
        return manifest::join_api_version(group, version);
    }
    [[nodiscard]] manifest::GroupVersionKind type() const { return {group, version, kind}; }
};

// Kinds that the programs name themselves.
[[nodiscard]] const Resource& secrets();
[[nodiscard]] const Resource& config_maps();
[[nodiscard]] const Resource& namespaces();
[[nodiscard]] const Resource& services();
[[nodiscard]] const Resource& endpoints();
[[nodiscard]] const Resource& events();
[[nodiscard]] const Resource& leases();
[[nodiscard]] const Resource& custom_resource_definitions();
[[nodiscard]] const Resource& sealed_secrets();  // bitnami.com/v1alpha1
[[nodiscard]] const Resource& applications();    // argoproj.io/v1alpha1
[[nodiscard]] const Resource& app_projects();    // argoproj.io/v1alpha1

// Path of a collection or, with a name, of an object; every segment encoded. `namespace_` is
// ignored for cluster-scoped kinds; empty for namespaced ones means all namespaces.
[[nodiscard]] std::string resource_path(const Resource& resource, std::string_view namespace_,
                                        std::string_view name = {},
                                        std::string_view subresource = {});

struct ListOptions {
    std::string label_selector;
    std::string field_selector;
    std::string resource_version;  // "0": any, from the server's cache
    int limit = 500;               // a page; 0: no paging
    std::string continue_token;
};

struct Page {
    std::vector<manifest::Value> items;  // apiVersion and kind filled in
    std::string resource_version;
    std::string continue_token;  // empty: the last page
};

enum class PatchType { kJson, kMerge, kStrategicMerge };

struct WriteOptions {
    std::string field_manager = "sealer";
    bool dry_run = false;
    std::string subresource;       // "status", or empty
    std::string field_validation;  // "Strict", "Warn", "Ignore"; empty: the server's default
    bool force = true;             // of an apply: take fields over from other managers
};

enum class Propagation { kBackground, kForeground, kOrphan };

struct DeleteOptions {
    Propagation propagation = Propagation::kBackground;
    std::string uid;  // delete just this incarnation; empty: whichever
    std::string resource_version;
    bool dry_run = false;
};

struct WatchOptions {
    std::string resource_version;
    std::string label_selector;
    std::string field_selector;
    std::chrono::seconds timeout{290};  // the server ends the watch after it
    std::function<void()> on_open;      // if any: called once the server has accepted the watch
};

// One line of a watch as it came: type ADDED, MODIFIED, DELETED, BOOKMARK or ERROR, and the
// object's JSON.
using WatchSink = std::function<bool(std::string_view line)>;

struct ClientOptions {
    double queries_per_second = 50;  // token bucket over all calls but watches; <= 0: none
    int burst = 100;
    std::chrono::milliseconds timeout{30'000};
    int max_retries = 4;  // of reads, and of any call answered 429 or 503 with Retry-After
    std::string user_agent = "sealer";
};

// Thread-safe. Errors carry the server's Status message; codes: 404 kNotFound, 409 kConflict, 410
// kExpired, 400/413/415/422 kInvalid, 401/403 kDenied, 429/5xx and broken connections kUnavailable.
// A 401 makes it ask for fresh credentials once. Reads are retried on kUnavailable; writes only
// where the server said that it did nothing.
class Client {
  public:
    [[nodiscard]] static Result<std::unique_ptr<Client>> connect(Config config,
                                                                 const http::Connector& connector,
                                                                 ClientOptions options = {});
    // Over a given transport: for tests.
    Client(std::unique_ptr<http::Client> transport, Config config, ClientOptions options);
    ~Client();

    [[nodiscard]] const Config& config() const;
    // Further calls return kCancelled once `stop` is requested, running ones soon after.
    void set_stop_token(std::stop_token stop);

    [[nodiscard]] Result<manifest::Value> get(const Resource& resource, std::string_view namespace_,
                                              std::string_view name);
    [[nodiscard]] Result<Page> list(const Resource& resource, std::string_view namespace_,
                                    const ListOptions& options = {});
    // All pages. Starts over by itself when the server expires the continue token (410).
    [[nodiscard]] Result<Page> list_all(const Resource& resource, std::string_view namespace_,
                                        const ListOptions& options = {});
    // Namespace and name from the object; generateName is honoured by the server.
    [[nodiscard]] Result<manifest::Value> create(const Resource& resource,
                                                 const manifest::Value& object,
                                                 const WriteOptions& options = {});
    // PUT: with metadata.resourceVersion only if nobody was faster.
    [[nodiscard]] Result<manifest::Value> update(const Resource& resource,
                                                 const manifest::Value& object,
                                                 const WriteOptions& options = {});
    [[nodiscard]] Result<manifest::Value> patch(const Resource& resource,
                                                std::string_view namespace_, std::string_view name,
                                                PatchType type, const manifest::Value& patch,
                                                const WriteOptions& options = {});
    // Server-side apply.
    [[nodiscard]] Result<manifest::Value> apply(const Resource& resource,
                                                const manifest::Value& object,
                                                const WriteOptions& options = {});
    // kNotFound when it was not there; success also when it is merely marked for deletion.
    [[nodiscard]] Status remove(const Resource& resource, std::string_view namespace_,
                                std::string_view name, const DeleteOptions& options = {});

    // Secrets keep to secret memory both ways (bodies, that is; cpprestsdk's own buffers cannot be
    // wiped).
    [[nodiscard]] Result<manifest::Secret> get_secret(std::string_view namespace_,
                                                      std::string_view name);
    [[nodiscard]] Result<manifest::SecretList> list_secrets(std::string_view namespace_,
                                                            const ListOptions& options);
    [[nodiscard]] Result<manifest::Secret> create_secret(const manifest::Secret& secret);
    [[nodiscard]] Result<manifest::Secret> update_secret(const manifest::Secret& secret);

    // Blocks until the server ends the watch, the sink returns false, or `stop`. kExpired: the
    // resource version is too old, list again. Lines are at most 64 MiB.
    [[nodiscard]] Status watch(const Resource& resource, std::string_view namespace_,
                               const WatchOptions& options, const WatchSink& sink,
                               const std::stop_token& stop);
    // The raw body of one page of a list, for stores that must not keep all of it.
    [[nodiscard]] Result<crypto::SecretBytes> list_raw(const Resource& resource,
                                                       std::string_view namespace_,
                                                       const ListOptions& options,
                                                       const std::stop_token& stop = {});

    // Any request, such as through a Service's proxy. Any status but 2xx is an Error.
    [[nodiscard]] Result<http::Response> raw(http::Request request);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// What the server can do. Cached; a miss asks the server again, at most every 10 s. Thread-safe.
class Discovery {
  public:
    explicit Discovery(Client& client);
    ~Discovery();

    // kNotFound `no matches for kind "X" in version "g/v"`; kUnavailable when the server could not
    // be asked.
    [[nodiscard]] Result<Resource> find(const manifest::GroupVersionKind& type);
    // Preferred version of every kind that can be listed and watched.
    [[nodiscard]] Result<std::vector<Resource>> preferred();
    // Ask anew at the next call: a CRD came or went.
    void invalidate();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sealer::kube
