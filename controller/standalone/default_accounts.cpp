// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/default_accounts.h"

#include "common/base/log.h"

namespace sealer::standalone {

using manifest::Object;
using manifest::Value;

namespace {

constexpr const char* kAccounts = "serviceaccounts";
constexpr const char* kDefault = "default";

}  // namespace

void DefaultAccounts::on_event(const Event& event) {
    const ObjectId& id = event.now->id;
    std::string lacking;
    if (id.resource == "namespaces" && event.type == Event::Type::kAdded) {
        lacking = id.name;
    } else if (id.resource == kAccounts && id.name == kDefault &&
               event.type == Event::Type::kDeleted) {
        lacking = id.namespace_;
    }
    if (!lacking.empty()) {
        agenda_->add("account of " + lacking, [this, lacking] { provide(lacking); });
    }
}

void DefaultAccounts::provide(const std::string& namespace_) {
    const ResourcePtr accounts = registry_.find(kAccounts);
    WriteOptions options;
    options.field_manager = "kube-controller-manager";
    const auto made =
        objects_.create({accounts, &accounts->storage(), namespace_, "", ""},
                        Value(Object{{"metadata", Object{{"name", kDefault}}}}), options);
    // It may be there already, and the namespace on its way out or gone.
    if (!made && made.error().code != 409 && made.error().code != 403 && made.error().code != 404) {
        log::warn("standalone", "cannot create the default ServiceAccount",
                  {{"namespace", namespace_}, {"error", made.error().message}});
    }
}

}  // namespace sealer::standalone
