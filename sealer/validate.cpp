// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "common/manifest/object.h"
#include "sealer/commands.h"
#include "sealer/controller.h"
#include "sealer/input.h"

namespace sealer::cli {

Status validate(const Options& options, const World& world) {
    TRY_ASSIGN(const crypto::SecretBytes text, read_input(options, world));
    TRY_ASSIGN(const std::vector<manifest::Value> sealed, read_sealed_secrets(text.expose()));
    TRY_ASSIGN(Controller controller, Controller::find(options.cluster, world));
    for (const manifest::Value& one : sealed) {
        const Status verified = controller.verify(one);
        if (verified) {
            continue;
        }
        if (verified.error().code == Code::kConflict) {
            return fail(Code::kInvalid,
                        "unable to decrypt sealed secret: " + std::string(manifest::name_of(one)));
        }
        return fail(verified.error().with("cannot validate sealed secret"));
    }
    return {};
}

}  // namespace sealer::cli
