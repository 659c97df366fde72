// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_deletion.h"

#include <string>

#include "common/app/application.h"

namespace sealer::cli {
namespace {

std::string finalizer_for(Cascade cascade) {
    return std::string(app::kCascadeFinalizer) +
           (cascade == Cascade::kBackground ? "/background" : "");
}

}  // namespace

manifest::Value patch_to_cascade(const manifest::Value& application, Cascade cascade) {
    const manifest::Array& old = manifest::elements(application.get("metadata", "finalizers"));
    manifest::Array finalizers;
    for (const manifest::Value& finalizer : old) {
        const bool is_about_objects =
            finalizer.is_string() && finalizer.as_string().starts_with(app::kCascadeFinalizer);
        if (!is_about_objects) {
            finalizers.push_back(finalizer);
        }
    }
    if (cascade != Cascade::kNone) {
        finalizers.emplace_back(finalizer_for(cascade));
    }
    manifest::Value patch;
    if (!(manifest::Value(finalizers) == manifest::Value(old))) {
        patch["metadata"]["finalizers"] = std::move(finalizers);
    }
    return patch;
}

}  // namespace sealer::cli
