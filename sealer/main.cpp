// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <csignal>
#include <string>
#include <vector>

#include "common/crypto/light_openssl.h"
#include "common/crypto/secret_bytes.h"
#include "sealer/run.h"

int main(int argc, char** argv) {
    sealer::crypto::start_openssl_lightly();
    // Most machines of developers cannot lock much memory; it is wiped all the same.
    static_cast<void>(sealer::crypto::lock_down_process());
    std::signal(SIGPIPE, SIG_IGN);
    const sealer::cli::World world{.environment = sealer::kube::process_environment(),
                                   .now = std::chrono::system_clock::now()};
    return sealer::cli::run(std::vector<std::string>(argv, argv + argc), world);
}
