// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "controller/standalone/background.h"

namespace sealer::standalone {

// Empties what is being deleted, then lets it go: Namespaces of their contents,
// CustomResourceDefinitions of their objects.
class ContentCleaner : public Reaction {
  public:
    ContentCleaner(Store& store, const Registry& registry, Objects& objects,
                   std::shared_ptr<Agenda> agenda)
        : store_(store), registry_(registry), objects_(objects), agenda_(std::move(agenda)) {}

    void on_event(const Event& event) override;

  private:
    void schedule(const ObjectId& container);
    void clean(const ObjectId& container);
    // Marks all for deletion; whether nothing is left.
    [[nodiscard]] bool empty(const ResourcePtr& resource, const std::string& namespace_);
    [[nodiscard]] bool namespace_empty(const std::string& name);

    Store& store_;
    const Registry& registry_;
    Objects& objects_;
    std::shared_ptr<Agenda> agenda_;
};

}  // namespace sealer::standalone
