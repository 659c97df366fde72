// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 prints.
#include <gtest/gtest.h>

#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

// The image of a container after one rule; or the error.
std::string changed(const std::string& image, const ImageRule& rule) {
    Resources list = resources("{kind: Pod, metadata: {name: p}, spec: {containers: [{image: '" +
                               image + "'}]}}");
    const FieldSpecs fields{
        {.group = {}, .version = {}, .kind = {}, .path = "spec/containers[]/image"}};
    const Status status = set_images(list, {rule}, fields);
    return status
               ? std::string(list[0]->object.get("spec", "containers")->as_array()[0].text("image"))
               : status.error().message;
}

TEST(Images, AreNamedByExpressionsPutTogetherAsText) {
    const ImageRule either{.name = "a|b", .new_name = {}, .new_tag = "2"};
    EXPECT_EQ(changed("abc:1", either), "abc:2");
    EXPECT_EQ(changed("x/b:1", either), "x/b:2");
    EXPECT_EQ(changed("bc:1", either), "bc:1");
    EXPECT_EQ(changed("x/y:1", {.name = "*", .new_name = {}, .new_tag = "2"}), "x/y:2");
}

}  // namespace
}  // namespace sealer::kustomize
