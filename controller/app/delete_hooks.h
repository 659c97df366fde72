// SPDX-License-Identifier: Apache-2.0
// Hooks that run when an Application is deleted. While they are due the Application is kept by a
// finalizer for each stage; `…/cleanup` then keeps it until their traces are cleared.
// Source: Argo CD's documented PreDelete and PostDelete hooks.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/manifest/value.h"
#include "controller/app/reconciler.h"

namespace sealer::app {

enum class DeleteStage { kBefore, kAfter };  // the Application's own objects go
inline constexpr std::array kDeleteStages{DeleteStage::kBefore, DeleteStage::kAfter};

[[nodiscard]] std::string_view to_string(DeleteStage stage);  // "PreDelete", "PostDelete"
[[nodiscard]] std::string finalizer_of(DeleteStage stage);
[[nodiscard]] std::string cleanup_finalizer_of(DeleteStage stage);

// metadata.finalizers of an Application with these hooks; unset: they are as they should be.
[[nodiscard]] std::optional<manifest::Value> finalizers_for(const manifest::Value& application,
                                                            const std::vector<Target>& hooks);

// The hooks of one deletion. All outlives it.
class DeleteHooks {
  public:
    DeleteHooks(const Shared& shared, const manifest::Value& application,
                const std::string& instance);

    struct Outcome {
        bool is_complete = false;  // all have succeeded
        std::string failures;      // empty: none has failed
    };
    // Takes a stage on as far as it goes without waiting, if all of it is within the boundary.
    // Hooks that have failed are deleted; the next call makes them anew.
    [[nodiscard]] Result<Outcome> run(DeleteStage stage, const std::vector<Target>& hooks,
                                      const Boundary& boundary);

    // Lets the hooks go that have run, and deletes those whose policy says so.
    [[nodiscard]] Status clean(DeleteStage stage);

    // status.resources with the stage's hooks: whoever goes on must know where to look for them.
    [[nodiscard]] manifest::Value record(DeleteStage stage, const std::vector<Target>& hooks) const;

  private:
    struct Run;
    [[nodiscard]] std::vector<Run> runs_of(DeleteStage stage,
                                           const std::vector<Target>& hooks) const;
    [[nodiscard]] Status remove(const manifest::Value& live);

    const Shared& shared_;
    const manifest::Value& application_;
    const std::string& instance_;
    const std::string id_;  // what a hook is marked with
};

}  // namespace sealer::app
