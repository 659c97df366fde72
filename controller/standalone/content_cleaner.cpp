// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/content_cleaner.h"

#include <algorithm>

#include "common/base/log.h"
#include "controller/standalone/strategy.h"

namespace sealer::standalone {

using manifest::Value;

namespace {

constexpr const char* kNamespaces = "namespaces";

bool terminating(const EntryPtr& entry) {
    return entry != nullptr && entry->object.get("metadata", "deletionTimestamp") != nullptr;
}

bool erase_text(Value* list, std::string_view text) {
    return list != nullptr && list->is_array() && std::erase(list->as_array(), Value(text)) != 0;
}

}  // namespace

void ContentCleaner::on_event(const Event& event) {
    const ObjectId& id = event.now->id;
    if (id.resource == kNamespaces || id.resource == kDefinitions) {
        if (event.type != Event::Type::kDeleted && terminating(event.now)) {
            schedule(id);
        }
        return;
    }
    if (event.type != Event::Type::kDeleted) {
        return;
    }
    for (const ObjectId& container :
         {ObjectId{kNamespaces, "", id.namespace_}, ObjectId{kDefinitions, "", id.resource}}) {
        if (terminating(store_.get(container))) {
            schedule(container);
        }
    }
}

void ContentCleaner::schedule(const ObjectId& container) {
    agenda_->add("clean " + container.resource + "/" + container.name,
                 [this, container] { clean(container); });
}

void ContentCleaner::clean(const ObjectId& container) {
    if (!terminating(store_.get(container))) {
        return;
    }
    Status status;
    if (container.resource == kNamespaces) {
        if (namespace_empty(container.name)) {
            status = objects_.modify(container, [](Value& object) {
                return erase_text(object.get("spec", "finalizers"), "kubernetes");
            });
        }
    } else if (const ResourcePtr resource = registry_.find(container.name);
               resource == nullptr || empty(resource, "")) {
        status = objects_.modify(container, [](Value& object) {
            return erase_text(object.get("metadata", "finalizers"), kCustomResourceFinalizer);
        });
    }
    if (!status) {
        log::warn("standalone", "cannot finish a deletion",
                  {{"name", container.name}, {"error", status.error().message}});
    }
}

bool ContentCleaner::namespace_empty(const std::string& name) {
    bool all_gone = true;
    for (const ResourcePtr& resource : registry_.all()) {
        if (resource->namespaced && !empty(resource, name)) {
            all_gone = false;
        }
    }
    return all_gone;
}

bool ContentCleaner::empty(const ResourcePtr& resource, const std::string& namespace_) {
    for (const EntryPtr& entry : store_.list(resource->id(), namespace_).entries) {
        if (terminating(entry)) {
            continue;
        }
        DeleteOptions options;
        options.propagation = DeleteOptions::Propagation::kBackground;
        const Target target{resource, &resource->storage(), entry->id.namespace_, entry->id.name,
                            ""};
        if (const auto removed = objects_.remove(target, options);
            !removed && removed.error().code != 404) {
            log::warn("standalone", "cannot delete",
                      {{"name", entry->id.name}, {"error", removed.error().message}});
        }
    }
    return store_.list(resource->id(), namespace_).entries.empty();
}

}  // namespace sealer::standalone
