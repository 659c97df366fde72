// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "sealer/commands.h"
#include "sealer/controller.h"
#include "sealer/input.h"

namespace sealer::cli {

Result<crypto::SecretBytes> validate(const Options& options, const World& world) {
    TRY_ASSIGN(const crypto::SecretBytes text, read_input(options, world));
    TRY_ASSIGN(const std::vector<manifest::Value> sealed, read_sealed_secrets(text.expose()));
    TRY_ASSIGN(Controller controller, Controller::find(options.cluster, world));
    for (const manifest::Value& one : sealed) {
        const auto response = controller.post("/v1/verify", manifest::write_json(one));
        if (response) {
            continue;
        }
        if (response.error().code == Code::kConflict) {
            return fail(Code::kInvalid,
                        "unable to decrypt sealed secret: " + std::string(manifest::name_of(one)));
        }
        return fail(response.error().with("cannot validate sealed secret"));
    }
    return crypto::SecretBytes();
}

}  // namespace sealer::cli
