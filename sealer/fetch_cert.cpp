// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "sealer/certificate.h"
#include "sealer/commands.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

class FetchCert : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.group("Certificate");
        line.text("--cert", cert_, "FILE", "Take this one, a file or a URL, not the controller's");
        line.text("-w,--output", file_, "FILE", "Write this file, whole or not at all");
        add_controller_flags(line, cluster_);
        add_connection_flags(line, cluster_);
        line.footer("Example:\n  sealer fetch-cert -w cert.pem\n");
    }

    Result<int> run(const World& world) override {
        TRY_ASSIGN(const std::string pem, load_certificate(cert_, cluster_, world));
        TRY(write_output(file_, pem, world));
        return 0;
    }

  private:
    std::string cert_;
    std::string file_;
    ClusterOptions cluster_;
};

}  // namespace

Status fetch_cert(const Options& options, const World& world) {
    TRY_ASSIGN(const std::string pem, load_certificate(options.cert, options.cluster, world));
    return write_output(options.sealed_secret_file, pem, world);
}

std::unique_ptr<Subcommand> make_fetch_cert() {
    return std::make_unique<FetchCert>();
}

}  // namespace sealer::cli
