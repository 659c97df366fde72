// SPDX-License-Identifier: Apache-2.0
#include "common/template/arena.h"
#include "common/template/evaluator.h"
#include "common/template/functions.h"
#include "common/template/parser.h"
#include "common/template/template.h"

namespace sealer::tmpl {

Result<crypto::SecretBytes> render(std::string_view name, std::string_view text,
                                   const Context& values, Budget& budget) {
    TRY_ASSIGN(
        const Trees trees,
        parse(
            name, text,
            [](std::string_view function) { return find_function(function) != nullptr; }, budget));
    Arena arena(budget);
    Dict items;
    for (const auto& [key, value] : values) {
        items.emplace(key, Value::text(value));
    }
    TRY_ASSIGN(const Value dot, arena.dict(std::move(items), Type::kStringDict));
    return Evaluator(name, text, trees, arena, budget).run(dot);
}

}  // namespace sealer::tmpl
