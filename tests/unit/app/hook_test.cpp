// SPDX-License-Identifier: Apache-2.0
#include "common/app/hook.h"

#include "values.h"

namespace sealer::app {
namespace {

TEST(IsHook, GoesByArgoCdsAnnotationAndHelms) {
    const auto annotated = [](const std::string& annotations) {
        return yaml("{metadata: {annotations: {" + annotations + "}}}");
    };
    for (const char* hook : {"argocd.argoproj.io/hook: PreSync", "argocd.argoproj.io/hook: ''",
                             "argocd.argoproj.io/hook: Sometimes", "helm.sh/hook: test",
                             "helm.sh/hook: 'crd-install, pre-install'"}) {
        EXPECT_TRUE(is_hook(annotated(hook))) << hook;
    }
    for (const char* ordinary :
         {"", "other: x", "argocd.argoproj.io/hook-delete-policy: HookFailed", "helm.sh/hook: ''",
          "helm.sh/hook: crd-install", "helm.sh/hook: 'crd-install,'"}) {
        EXPECT_FALSE(is_hook(annotated(ordinary))) << ordinary;
    }
    EXPECT_FALSE(is_hook(manifest::Value()));
}

}  // namespace
}  // namespace sealer::app
