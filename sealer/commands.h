// SPDX-License-Identifier: Apache-2.0
// kubeseal's modes and sealer's commands, one file each. All write their output last: nothing is
// written before all is well.
#pragma once

#include <memory>

#include "common/base/result.h"
#include "sealer/options.h"
#include "sealer/subcommand.h"
#include "sealer/world.h"

namespace sealer::cli {

// Secrets in, SealedSecrets out (reference: sealed-secrets.md 2.5).
[[nodiscard]] Status seal(const Options& options, const World& world);
// One value in, base64 out, without a newline (2.6).
[[nodiscard]] Status seal_raw(const Options& options, const World& world);
// The certificate's PEM as it came (2.4).
[[nodiscard]] Status fetch_cert(const Options& options, const World& world);
// Asks the controller whether it can open every SealedSecret of the input; no output (2.8).
[[nodiscard]] Status validate(const Options& options, const World& world);
// A SealedSecret in, its Secret out, with private keys from files (2.8).
[[nodiscard]] Status recovery_unseal(const Options& options, const World& world);
// Secrets in, their values sealed into the SealedSecrets of a file (2.7).
[[nodiscard]] Status merge_into(const Options& options, const World& world);
// SealedSecrets in, the same with ciphertext of the controller's newest key out, or in place (2.8).
[[nodiscard]] Status re_encrypt(const Options& options, const World& world);

// The commands of `sealer`, for the table of subcommands.
[[nodiscard]] std::unique_ptr<Subcommand> make_app();
[[nodiscard]] std::unique_ptr<Subcommand> make_app_delete();
[[nodiscard]] std::unique_ptr<Subcommand> make_app_diff();
[[nodiscard]] std::unique_ptr<Subcommand> make_app_get();
[[nodiscard]] std::unique_ptr<Subcommand> make_app_history();
[[nodiscard]] std::unique_ptr<Subcommand> make_app_list();
[[nodiscard]] std::unique_ptr<Subcommand> make_app_manifests();
[[nodiscard]] std::unique_ptr<Subcommand> make_app_resources();
[[nodiscard]] std::unique_ptr<Subcommand> make_app_rollback();
[[nodiscard]] std::unique_ptr<Subcommand> make_app_sync();
[[nodiscard]] std::unique_ptr<Subcommand> make_app_terminate();
[[nodiscard]] std::unique_ptr<Subcommand> make_app_wait();
[[nodiscard]] std::unique_ptr<Subcommand> make_audit();
[[nodiscard]] std::unique_ptr<Subcommand> make_completion();
[[nodiscard]] std::unique_ptr<Subcommand> make_diff();
[[nodiscard]] std::unique_ptr<Subcommand> make_fetch_cert();
[[nodiscard]] std::unique_ptr<Subcommand> make_keys();
[[nodiscard]] std::unique_ptr<Subcommand> make_man_page();
[[nodiscard]] std::unique_ptr<Subcommand> make_render();
[[nodiscard]] std::unique_ptr<Subcommand> make_reseal();
[[nodiscard]] std::unique_ptr<Subcommand> make_seal();
[[nodiscard]] std::unique_ptr<Subcommand> make_set();
[[nodiscard]] std::unique_ptr<Subcommand> make_set_image();
[[nodiscard]] std::unique_ptr<Subcommand> make_verify();

}  // namespace sealer::cli
