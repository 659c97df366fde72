// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "controller/standalone/background.h"

namespace sealer::standalone {

// No pods run here: a moment after a workload changes, it is reported as it would be once healthy.
class WorkloadSimulator : public Reaction {
  public:
    WorkloadSimulator(Objects& objects, std::shared_ptr<Agenda> agenda)
        : objects_(objects), agenda_(std::move(agenda)) {}

    void on_event(const Event& event) override;

  private:
    Objects& objects_;
    std::shared_ptr<Agenda> agenda_;
};

}  // namespace sealer::standalone
