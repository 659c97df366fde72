// SPDX-License-Identifier: Apache-2.0
// A local, always converging copy of one kind: list, then watch, for ever.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/value.h"

namespace sealer::kube {

// Immutable once stored; readers share it.
using ObjectPtr = std::shared_ptr<const manifest::Value>;

struct Change {
    ObjectPtr before;  // null: it is new
    ObjectPtr after;   // null: it is gone
};

struct InformerOptions {
    std::string namespace_;  // empty: all
    std::string label_selector;
    std::string field_selector;
    // What is kept of an object, from its JSON, which may hold a Secret and is wiped afterwards.
    // Default: the whole object without metadata.managedFields. Must return an object and keep
    // metadata.namespace, name, uid and resourceVersion. Servers leave apiVersion and kind out of
    // the items of lists, so it may not find them; the informer sets both on what it returns.
    std::function<Result<manifest::Value>(std::string_view json)> transform;
    // Called on the informer's thread once synced() holds; must not block.
    std::function<void()> on_synced = [] {};
    // Called on the informer's thread whenever it could not list or watch. A watch that ends is no
    // failure.
    std::function<void()> on_failure = [] {};
};

// Runs one thread. Broken connections lead to a new watch from the last seen version, a 410 to a
// new list; either way the store stays readable and a difference becomes a change, so that no
// deletion is missed. Failures are retried for ever with backoff (0.8 s to 30 s, jittered).
class Informer {
  public:
    // `client` must outlive the informer.
    Informer(Client& client, Resource resource, InformerOptions options = {});
    // As stop().
    ~Informer();
    Informer(const Informer&) = delete;
    Informer& operator=(const Informer&) = delete;

    // Called on the informer's thread, in the order of changes, after the store has changed; must
    // not block. Unchanged objects met again by a new list (same resourceVersion) are no change.
    // Add before start.
    void on_change(std::function<void(const Change&)> handler);

    void start();
    void stop();

    // Whether the first list is complete; wait_until_synced is false when `stop` was requested
    // first.
    [[nodiscard]] bool synced() const;
    bool wait_until_synced(const std::stop_token& stop) const;
    // The last failure, unset again once a list or watch succeeds.
    [[nodiscard]] std::optional<Error> failure() const;
    // Its message, for status and logs; empty without one.
    [[nodiscard]] std::string last_error() const;

    // Null if it is not there.
    [[nodiscard]] ObjectPtr get(std::string_view namespace_, std::string_view name) const;
    [[nodiscard]] std::vector<ObjectPtr> list() const;
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] const Resource& resource() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sealer::kube
