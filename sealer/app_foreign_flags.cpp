// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_foreign_flags.h"

#include <utility>

namespace sealer::cli {

void accept(CommandLine& line, std::string_view name, std::string form) {
    line.value(name, std::move(form), "", [](const std::string& /*value*/) { return Status(); });
}

void refuse(CommandLine& line, std::string_view name, std::string form, std::string why) {
    line.value(name, std::move(form), "", [why = std::move(why)](const std::string& /*value*/) {
        return fail(Code::kInvalid, why);
    });
}

}  // namespace sealer::cli
