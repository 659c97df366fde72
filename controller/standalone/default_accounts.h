// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "controller/standalone/background.h"

namespace sealer::standalone {

// Sees to it that each namespace has its ServiceAccount `default`.
class DefaultAccounts : public Reaction {
  public:
    // All must outlive it.
    DefaultAccounts(const Registry& registry, Objects& objects, std::shared_ptr<Agenda> agenda)
        : registry_(registry), objects_(objects), agenda_(std::move(agenda)) {}

    void on_event(const Event& event) override;

  private:
    void provide(const std::string& namespace_);

    const Registry& registry_;
    Objects& objects_;
    std::shared_ptr<Agenda> agenda_;
};

}  // namespace sealer::standalone
