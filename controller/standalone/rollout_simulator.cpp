// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/rollout_simulator.h"

#include <algorithm>
#include <charconv>

#include "common/base/log.h"
#include "common/base/text.h"
#include "common/crypto/digest.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

constexpr const char* kReplicaSets = "replicasets.apps";
constexpr std::string_view kRevision = "deployment.kubernetes.io/revision";
constexpr std::string_view kChangeCause = "kubernetes.io/change-cause";
constexpr const char* kTemplateHash = "pod-template-hash";
constexpr std::size_t kHashLength = 10;

Value template_of(const Value& object) {
    const Value* pod = object.get("spec", "template");
    return pod == nullptr ? Value(Object{}) : *pod;
}

std::string replica_set_name(const Value& deployment) {
    return std::string(deployment.text("metadata", "name")) + "-" +
           to_hex(crypto::sha256(manifest::canonical_json(template_of(deployment))))
               .substr(0, kHashLength);
}

std::int64_t revision_of(const Value& object) {
    const std::string_view text = manifest::annotation(object, kRevision);
    std::int64_t revision = 0;
    std::from_chars(text.data(), text.data() + text.size(), revision);
    return revision;
}

bool set_revision(Value& object, std::int64_t revision) {
    if (revision_of(object) == revision) {
        return false;
    }
    manifest::set_annotation(object, kRevision, std::to_string(revision));
    return true;
}

bool set_replicas(Value& replica_set, std::int64_t replicas) {
    if (replica_set.integer_or(1, "spec", "replicas") == replicas) {
        return false;
    }
    replica_set["spec"]["replicas"] = Value(replicas);
    return true;
}

Value new_replica_set(const Value& deployment, const std::string& name) {
    const std::string hash = name.substr(name.size() - kHashLength);
    Value pod = template_of(deployment);
    pod["metadata"]["labels"][kTemplateHash] = Value(hash);
    const Value* selects = deployment.get("spec", "selector");
    Value selector = selects == nullptr ? Value(Object{}) : *selects;
    selector["matchLabels"][kTemplateHash] = Value(hash);
    Value labels = *pod.get("metadata", "labels");
    Value replica_set = Object{
        {"metadata",
         Object{{"name", name},
                {"labels", std::move(labels)},
                {"ownerReferences", Array{Object{{"apiVersion", "apps/v1"},
                                                 {"kind", "Deployment"},
                                                 {"name", deployment.text("metadata", "name")},
                                                 {"uid", deployment.text("metadata", "uid")},
                                                 {"controller", true},
                                                 {"blockOwnerDeletion", true}}}}}},
        {"spec", Object{{"replicas", deployment.integer_or(1, "spec", "replicas")},
                        {"selector", std::move(selector)},
                        {"template", std::move(pod)}}}};
    if (const std::string_view cause = manifest::annotation(deployment, kChangeCause);
        !cause.empty()) {
        manifest::set_annotation(replica_set, kChangeCause, cause);
    }
    return replica_set;
}

}  // namespace

void RolloutSimulator::on_event(const Event& event) {
    const ObjectId& id = event.now->id;
    if (id.resource != "deployments.apps" || event.type == Event::Type::kDeleted ||
        event.now->object.flag("spec", "paused")) {
        return;
    }
    agenda_->add("roll out " + id.namespace_ + "/" + id.name, [this, id] {
        if (const Status done = roll_out(id); !done) {
            log::warn("standalone", "cannot keep a Deployment's history",
                      {{"name", id.name}, {"error", done.error().message}});
        }
    });
}

Status RolloutSimulator::roll_out(const ObjectId& id) {
    const EntryPtr entry = store_.get(id);
    if (entry == nullptr || entry->object.get("metadata", "deletionTimestamp") != nullptr) {
        return {};
    }
    const std::string current = replica_set_name(entry->object);
    const std::vector<EntryPtr> all = replica_sets_of(entry);
    std::int64_t others = 0;  // the newest revision but the current template's
    bool is_new = true;
    for (const EntryPtr& one : all) {
        if (one->id.name == current) {
            is_new = false;
        } else {
            others = std::max(others, revision_of(one->object));
        }
    }
    if (is_new) {
        TRY(create_replica_set(entry->object, current));
    }
    std::int64_t revision = others + 1;
    TRY(objects_.modify({kReplicaSets, id.namespace_, current}, [&](Value& replica_set) {
        revision = std::max(revision, revision_of(replica_set));
        return set_revision(replica_set, revision);
    }));
    for (const EntryPtr& one : all) {
        const std::int64_t wanted =
            one->id.name == current ? entry->object.integer_or(1, "spec", "replicas") : 0;
        TRY(objects_.modify(one->id,
                            [&](Value& replica_set) { return set_replicas(replica_set, wanted); }));
    }
    return objects_.modify(id,
                           [&](Value& deployment) { return set_revision(deployment, revision); });
}

std::vector<EntryPtr> RolloutSimulator::replica_sets_of(const EntryPtr& deployment) const {
    std::vector<EntryPtr> mine;
    const std::string_view uid = deployment->object.text("metadata", "uid");
    for (const EntryPtr& entry : store_.list(kReplicaSets, deployment->id.namespace_).entries) {
        const auto& owners = manifest::elements(entry->object.get("metadata", "ownerReferences"));
        if (std::ranges::any_of(owners,
                                [&](const Value& owner) { return owner.text("uid") == uid; })) {
            mine.push_back(entry);
        }
    }
    return mine;
}

Status RolloutSimulator::create_replica_set(const Value& deployment, const std::string& name) {
    const ResourcePtr resource = registry_.find(kReplicaSets);
    const Target target{resource, &resource->storage(),
                        std::string(deployment.text("metadata", "namespace")), "", ""};
    WriteOptions options;
    options.field_manager = "kube-controller-manager";
    const auto created = objects_.create(target, new_replica_set(deployment, name), options);
    // The namespace may be on its way out, and the Deployment with it.
    if (!created && created.error().code != 409 && created.error().code != 403) {
        return fail(Code::kInternal, created.error().message);
    }
    return {};
}

}  // namespace sealer::standalone
