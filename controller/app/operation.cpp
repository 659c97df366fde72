// SPDX-License-Identifier: Apache-2.0
#include "controller/app/operation.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "common/base/text.h"
#include "common/manifest/object.h"
#include "controller/sync/plan.h"

namespace sealer::app {
namespace {

using manifest::Value;

// How a step of an operation left it: ended, waiting, or (unset) ready for the next.
struct Halt {
    std::string_view phase;  // "Failed", "Error", "Running"
    std::string message;
};
using Outcome = std::optional<Halt>;

std::string reference(const manifest::ObjectKey& key) {
    return (key.group.empty() ? "" : key.group + "/") + key.kind + "/" + key.name;
}

std::string waiting(std::string_view what, const std::vector<std::string>& for_whom) {
    std::string text = "waiting for " + std::string(what) + " " + for_whom.front();
    if (for_whom.size() > 1) {
        text += " and " + std::to_string(for_whom.size() - 1) + " more resources";
    }
    return text;
}

bool is_selected(const Value& operation, const manifest::ObjectKey& key) {
    const manifest::Array& selected = manifest::elements(operation.get("sync", "resources"));
    return selected.empty() || std::ranges::any_of(selected, [&](const Value& one) {
               const std::string_view space = one.text("namespace");
               return one.text("group") == key.group && one.text("kind") == key.kind &&
                      one.text("name") == key.name && (space.empty() || space == key.namespace_);
           });
}

bool may_prune(const Spec& spec, const Value& live) {
    const std::set<std::string> options = sync_options(live);
    return options.contains("Prune=true") || (spec.may_prune && !options.contains("Prune=false"));
}

manifest::ObjectKey key_of_row(const Value& row) {
    return {std::string(row.text("group")), std::string(row.text("kind")),
            std::string(row.text("namespace")), std::string(row.text("name"))};
}

Value make_row(const Item& item, std::string_view status, std::string message) {
    Value row;
    row["group"] = item.key.group;
    row["version"] = item.version;
    row["kind"] = item.key.kind;
    row["namespace"] = item.key.namespace_;
    row["name"] = item.key.name;
    row["status"] = status;
    row["message"] = std::move(message);
    row["hookPhase"] = status == "SyncFailed" ? "Failed"
                       : status == "Synced"   ? "Running"
                                              : "Succeeded";
    row["syncPhase"] = "Sync";
    return row;
}

}  // namespace

// One call of advance(): what it needs, in one place.
class Advance {
  public:
    Advance(OperationRunner& runner, const Spec& spec, Comparison& comparison, Value& state)
        : runner_(runner),
          spec_(spec),
          items_(comparison.items),
          state_(state),
          operation_(*state.get("operation")),
          is_dry_run_(operation_.flag("sync", "dryRun")) {
        const manifest::Array& rows = manifest::elements(state_.get("syncResult", "resources"));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows_.emplace(key_of_row(rows[i]), i);
        }
    }

    Outcome run() {
        if (Outcome outcome = create_namespace()) {
            return outcome;
        }
        const std::vector<sync::Wave> waves = make_plan();
        for (std::size_t i = 0; i < waves.size(); ++i) {
            if (Outcome outcome = run_wave(waves[i])) {
                return outcome;
            }
            const bool is_last = i + 1 == waves.size();
            if (Outcome outcome = is_last || is_dry_run_ ? Outcome() : await(waves[i])) {
                return outcome;
            }
        }
        return std::nullopt;
    }

  private:
    [[nodiscard]] std::vector<sync::Wave> make_plan() const {
        std::vector<sync::PlanInput> apply;
        std::vector<sync::PlanInput> prune;
        for (std::size_t i = 0; i < items_.size(); ++i) {
            const Item& item = items_[i];
            if (!is_selected(operation_, item.key)) {
                continue;
            }
            if (item.target != nullptr) {
                apply.push_back({&item.target->object, item.key, i});
            } else {
                prune.push_back({item.live.get(), item.key, i});
            }
        }
        return sync::plan(apply, prune, spec_.prune_last);
    }

    // Not tracked: it outlives the Application, as with Argo CD.
    Outcome create_namespace() {
        const bool in_git = std::ranges::any_of(items_, [&](const Item& item) {
            return item.target != nullptr && item.key.kind == "Namespace" &&
                   item.key.name == spec_.namespace_;
        });
        if (!spec_.create_namespace || in_git || is_dry_run_) {
            return std::nullopt;
        }
        const auto live = runner_.client_.get(kube::namespaces(), "", spec_.namespace_);
        if (live || live.error().code != Code::kNotFound) {
            return std::nullopt;
        }
        Value object;
        object["apiVersion"] = "v1";
        object["kind"] = "Namespace";
        object["metadata"]["name"] = spec_.namespace_;
        const auto created = runner_.client_.create(kube::namespaces(), object);
        if (!created && created.error().code != Code::kConflict) {
            return Halt{"Failed",
                        "the namespace failed to apply, reason: " + created.error().message};
        }
        return std::nullopt;
    }

    Outcome run_wave(const sync::Wave& wave) {
        std::vector<std::string> failures;
        for (const sync::Batch& batch : wave.batches) {
            if (Outcome outcome = await_kinds(batch)) {
                return outcome;
            }
            std::vector<Value> rows(batch.size());
            runner_.pool_.parallel_for(batch.size(),
                                       [&](std::size_t i) { rows[i] = run_task(batch[i]); });
            for (Value& row : rows) {
                if (row.text("status") == "SyncFailed") {
                    failures.emplace_back(row.text("message"));
                }
                record(std::move(row));
            }
            if (batch.front().key.kind == "CustomResourceDefinition") {
                runner_.discovery_.invalidate();
            }
        }
        if (failures.empty()) {
            return std::nullopt;
        }
        std::ranges::sort(failures);
        failures.erase(std::unique(failures.begin(), failures.end()), failures.end());
        return Halt{"Failed",
                    "one or more objects failed to apply, reason: " + join(failures, ", ")};
    }

    // A kind may come with this very sync: then its definition must be established first.
    Outcome await_kinds(const sync::Batch& batch) {
        for (const sync::Task& task : batch) {
            const Item& item = items_[task.index];
            if (item.target == nullptr || item.target->resource || is_dry_run_) {
                continue;
            }
            const bool comes = std::ranges::any_of(items_, [&](const Item& other) {
                return other.target != nullptr && other.key.kind == "CustomResourceDefinition" &&
                       other.target->object.text("spec", "group") == item.key.group &&
                       other.target->object.text("spec", "names", "kind") == item.key.kind;
            });
            if (comes) {
                return Halt{"Running", "waiting for the API server to serve " + item.key.group +
                                           "/" + item.key.kind};
            }
        }
        return std::nullopt;
    }

    Value run_task(const sync::Task& task) {
        Item& item = items_[task.index];
        return task.action == sync::Task::Action::kApply ? apply(item) : prune(item);
    }

    Value apply(Item& item) {
        const Value* known = find_row(item.key);
        if (known != nullptr && known->text("status") == "Synced") {
            return *known;
        }
        const std::string name = to_lower(item.key.kind) +
                                 (item.key.group.empty() ? "" : "." + item.key.group) + "/" +
                                 item.key.name;
        if (item.sync == SyncCode::kSynced) {
            return make_row(item, "Synced", name + " unchanged");
        }
        if (!item.target->resource) {
            return make_row(item, "SyncFailed",
                            "The Kubernetes API could not find " + item.key.group + "/" +
                                item.key.kind + " for requested resource " + item.key.namespace_ +
                                "/" + item.key.name +
                                ". Make sure the CustomResourceDefinition is installed");
        }
        Result<Value> applied = write(item);
        if (!applied) {
            return make_row(item, "SyncFailed",
                            reference(item.key) + ": " + applied.error().message);
        }
        if (is_dry_run_) {
            return make_row(item, "Synced", name + " serverside-applied (server dry run)");
        }
        item.health = health_of(*applied);
        item.live = std::make_shared<const Value>(*applied);
        runner_.live_.note_written(*std::move(applied));
        return make_row(item, "Synced", name + " serverside-applied");
    }

    Result<Value> write(const Item& item) {
        const kube::Resource& resource = *item.target->resource;
        const Value& desired = item.target->object;
        if (is_dry_run_) {
            return runner_.writer_.apply(resource, desired, true);
        }
        std::optional<Value> whole;
        if (item.live && !is_whole(*item.live)) {
            // Somebody else made it: what a predecessor owns of it, the store did not keep.
            TRY_ASSIGN(whole, runner_.writer_.get(resource, item.key.namespace_, item.key.name));
        }
        const Value* live = whole ? &*whole : item.live.get();
        return runner_.writer_.take_over_and_apply(resource, desired, live, item.target->schema);
    }

    Value prune(const Item& item) {
        if (!operation_.flag("sync", "prune")) {
            return make_row(item, "PruneSkipped", "ignored (requires pruning)");
        }
        if (!may_prune(spec_, *item.live)) {
            return make_row(item, "PruneSkipped", "ignored (no prune)");
        }
        if (is_dry_run_) {
            return make_row(item, "Pruned", "pruned (dry run)");
        }
        if (item.live->get("metadata", "deletionTimestamp") != nullptr) {
            return make_row(item, "Pruned", "pruned");
        }
        const auto resource = runner_.discovery_.find(manifest::type_of(*item.live));
        const Status removed =
            resource ? runner_.writer_.remove(*resource, *item.live, spec_.propagation)
                     : Status(fail(resource.error()));
        return removed ? make_row(item, "Pruned", "pruned")
                       : make_row(item, "SyncFailed",
                                  reference(item.key) + ": " + removed.error().message);
    }

    // Before the next wave: what was applied is healthy, what was pruned is gone.
    Outcome await(const sync::Wave& wave) {
        std::vector<std::string> unhealthy;
        std::vector<std::string> going;
        for (const sync::Task& task : tasks_of(wave)) {
            const Item& item = items_[task.index];
            if (task.action == sync::Task::Action::kPrune) {
                if (is_going(item)) {
                    going.push_back(reference(item.key));
                }
            } else if (item.health && item.health->status == HealthStatus::kDegraded) {
                return Halt{"Failed",
                            "one or more synchronization tasks completed unsuccessfully, reason: " +
                                reference(item.key) + " is degraded: " + item.health->message};
            } else if (item.health && item.health->status != HealthStatus::kHealthy) {
                unhealthy.push_back(reference(item.key));
            }
        }
        if (!going.empty()) {
            return Halt{"Running", waiting("deletion of", going)};
        }
        if (!unhealthy.empty()) {
            return Halt{"Running", waiting("healthy state of", unhealthy)};
        }
        return std::nullopt;
    }

    static std::vector<sync::Task> tasks_of(const sync::Wave& wave) {
        std::vector<sync::Task> tasks;
        for (const sync::Batch& batch : wave.batches) {
            tasks.insert(tasks.end(), batch.begin(), batch.end());
        }
        return tasks;
    }

    // Pruned, but still there.
    [[nodiscard]] bool is_going(const Item& item) const {
        return find_row(item.key)->text("status") == "Pruned" &&
               runner_.live_.get(manifest::type_of(*item.live), item.key) != nullptr;
    }

    [[nodiscard]] const Value* find_row(const manifest::ObjectKey& key) const {
        const auto found = rows_.find(key);
        return found == rows_.end()
                   ? nullptr
                   : &state_.get("syncResult", "resources")->as_array()[found->second];
    }

    void record(Value row) {
        Value& rows = state_["syncResult"]["resources"];
        if (!rows.is_array()) {
            rows = manifest::Array();
        }
        manifest::Array& array = rows.as_array();
        const auto [place, is_new] = rows_.emplace(key_of_row(row), array.size());
        if (is_new) {
            array.push_back(std::move(row));
        } else {
            array[place->second] = std::move(row);
        }
    }

    OperationRunner& runner_;
    const Spec& spec_;
    std::vector<Item>& items_;
    Value& state_;
    const Value operation_;
    const bool is_dry_run_;
    std::map<manifest::ObjectKey, std::size_t> rows_;  // of syncResult.resources
};

Value start_operation(const Value& operation, const Spec& spec, const std::string& commit,
                      WallTime now) {
    Value state;
    state["phase"] = "Running";
    state["message"] = "";
    state["startedAt"] = format_time(now);
    state["operation"] = operation;
    state["syncResult"]["revision"] = commit;
    state["syncResult"]["source"] = spec.source.json;
    return state;
}

void finish_operation(Value& state, std::string_view phase, std::string message, WallTime now) {
    state["phase"] = phase;
    state["message"] = std::move(message);
    state["finishedAt"] = format_time(now);
}

bool is_complete(const Value& state) {
    const std::string_view phase = state.text("phase");
    return phase == "Succeeded" || phase == "Failed" || phase == "Error";
}

void OperationRunner::advance(const Spec& spec, Comparison& comparison, Value& state,
                              WallTime now) {
    if (state.text("phase") == "Terminating") {
        finish_operation(state, "Failed", "Operation terminated", now);
        return;
    }
    const Outcome outcome = Advance(*this, spec, comparison, state).run();
    if (!outcome) {
        finish_operation(state, "Succeeded", "successfully synced (all tasks run)", now);
    } else if (outcome->phase == "Running") {
        state["message"] = outcome->message;
    } else {
        finish_operation(state, outcome->phase, outcome->message, now);
    }
}

}  // namespace sealer::app
