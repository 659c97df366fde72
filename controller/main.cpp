// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <optional>

#include <malloc.h>

#include "common/base/log.h"
#include "common/crypto/secret_bytes.h"
#include "controller/options.h"
#include "controller/run.h"

int main(int argc, char** argv) {
    // By itself glibc keeps up to eight heaps a core, each with holes of its own.
    mallopt(M_ARENA_MAX, 2);  // NOLINT(concurrency-mt-unsafe): there are no threads yet
    sealer::block_signals();
    const bool locked = sealer::crypto::lock_down_process();
    const auto options = sealer::parse_options(argc, argv);
    if (!options) {
        std::fprintf(stderr, "error: %s\n", options.error().message.c_str());
        return 2;
    }
    if (!*options) {
        return 0;
    }
    sealer::log::configure((*options)->log_level, (*options)->log_format,
                           (*options)->log_info_stdout ? sealer::log::Streams::kInfoToStdout
                                                       : sealer::log::Streams::kStderr);
    if (!locked) {
        sealer::log::warn(
            "main", "secrets cannot be locked in memory (raise RLIMIT_MEMLOCK); swap may see them");
    }
    const sealer::Status status = sealer::run(**options);
    if (!status) {
        sealer::log::error("main", "cannot start", {{"error", status.error().message}});
        return 1;
    }
    return 0;
}
