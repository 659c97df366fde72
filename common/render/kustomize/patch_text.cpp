// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/patch_text.h"

#include "common/render/kustomize/json6902.h"
#include "common/render/kustomize/parse.h"

namespace sealer::kustomize {

template <class T, class Parse>
Result<const T*> PatchText::once(std::optional<Parsed<T>>& parsed, render::Budget& budget,
                                 Parse parse) {
    if (parsed) {
        TRY(budget.add(parsed->spent));
    } else {
        const render::Budget::Spent before = budget.spent();
        Result<T> content = parse();
        parsed = {std::move(content), budget.spent() - before};
    }
    if (!parsed->content) {
        return fail(parsed->content.error());
    }
    return &*parsed->content;
}

Result<const Resources*> PatchText::merges(render::Budget& budget) {
    return once(merges_, budget, [&] { return parse_resources(text_, where_, budget); });
}

Result<const manifest::Array*> PatchText::operations(render::Budget& budget) {
    return once(operations_, budget, [&] { return parse_json6902(text_, budget); });
}

}  // namespace sealer::kustomize
