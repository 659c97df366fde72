// SPDX-License-Identifier: Apache-2.0
// `sealer seal`: many files, and several clusters, in one run.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "common/base/file.h"
#include "common/base/thread_pool.h"
#include "sealer/certificate.h"
#include "sealer/commands.h"
#include "sealer/input.h"
#include "sealer/manifest_files.h"
#include "sealer/output.h"
#include "sealer/progress.h"
#include "sealer/seal_text.h"
#include "sealer/sealing.h"

namespace sealer::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kClusterMark = "{cluster}";

struct Cluster {
    std::string name;  // may be empty
    crypto::PublicKey key;
};

struct Target {
    const Cluster* cluster = nullptr;
    std::string output;  // empty: stdout
};

// One input, sealed for every cluster.
struct Job {
    std::string input;  // empty: stdin
    std::vector<Target> targets;
};

struct Outcome {
    Status status;
    int sealed = 0;
    std::vector<std::string> warnings;
};

std::string for_cluster(std::string form, const std::string& cluster) {
    for (std::size_t at = form.find(kClusterMark); at != std::string::npos;
         at = form.find(kClusterMark, at + cluster.size())) {
        form.replace(at, kClusterMark.size(), cluster);
    }
    return form;
}

class SealFiles : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("[PATH…]", paths_);
        line.group("Sealing");
        line.value("--cert", "[CLUSTER=]FILE",
                   "Certificate, a file or a URL; again for each further cluster",
                   [this](const std::string& cert) {
                       certs_.push_back(cert);
                       return Status();
                   });
        add_sealing_flags(line, sealing_);
        add_copy_metadata_flag(line, sealing_);
        line.group("Output");
        line.text("-w,--output", output_, "FILE",
                  "For a single input: write this file, not stdout");
        line.text("-d,--output-dir", output_dir_, "DIR",
                  "Write a file for each input, under its path in the folder given");
        add_controller_flags(line, cluster_);
        add_connection_flags(line, cluster_);
        line.footer(
            "Seals the Secrets of files, of folders (.yaml, .yml, .json), or of stdin; what is no "
            "Secret\nstays as it is, byte for byte. Each output is written whole or not at all. A "
            "file that fails is\nreported, the others are done, and the exit code is 1. With "
            "several --cert, each named, {cluster}\nin the output stands for the name.\n\n"
            "Examples:\n  sealer seal --cert cert.pem secrets/ -d deploy/\n"
            "  sealer seal --cert eu=eu.pem --cert us=us.pem db.yaml -w "
            "'deploy/{cluster}/db.yaml'\n");
    }

    Result<int> run(const World& world) override {
        TRY_ASSIGN(const std::vector<Cluster> clusters, load_clusters(world));
        TRY_ASSIGN(const std::vector<Job> jobs, plan(clusters));
        std::vector<Outcome> outcomes(jobs.size());
        {
            ThreadPool pool(helping_threads());
            Progress progress(world.standard_error, jobs.size());
            pool.parallel_for(jobs.size(), [&](std::size_t i) {
                outcomes[i] = seal_file(jobs[i], world, pool);
                progress.advance();
            });
        }
        return report(jobs, outcomes, world);
    }

  private:
    Result<std::vector<Cluster>> load_clusters(const World& world) const {
        std::vector<Cluster> clusters;
        std::set<std::string> names;
        for (const std::string& cert : certs_.empty() ? std::vector<std::string>{""} : certs_) {
            // A URL may hold '=' too, behind its scheme.
            const std::size_t equals = cert.find('=');
            const bool is_named = equals != std::string::npos && cert.find(':') > equals;
            std::string name = is_named ? cert.substr(0, equals) : "";
            if (name.find('/') != std::string::npos || name == "." || name == "..") {
                return fail(Code::kInvalid, "\"" + name + "\" cannot be the name of a cluster");
            }
            if (!names.insert(name).second) {
                return fail(Code::kInvalid,
                            "with several --cert, each needs a name of its own: --cert eu=eu.pem");
            }
            TRY_ASSIGN(crypto::PublicKey key,
                       sealing_key(is_named ? cert.substr(equals + 1) : cert, cluster_, world));
            clusters.push_back({.name = std::move(name), .key = std::move(key)});
        }
        const std::string& form = output_dir_.empty() ? output_ : output_dir_;
        if (clusters.size() > 1 && form.find(kClusterMark) == std::string::npos) {
            return fail(Code::kInvalid,
                        "several clusters need {cluster} in --output or --output-dir");
        }
        return clusters;
    }

    Result<std::vector<Job>> plan(const std::vector<Cluster>& clusters) const {
        TRY_ASSIGN(const std::vector<ManifestFile> files, find_manifest_files(paths_));
        if (output_dir_.empty() && files.size() > 1) {
            return fail(Code::kInvalid, "several files need --output-dir");
        }
        if (!output_dir_.empty() && files.empty()) {
            return fail(Code::kInvalid, "--output-dir needs files or folders to seal");
        }
        std::vector<Job> jobs;
        if (paths_.empty()) {
            jobs.push_back({.input = "", .targets = targets_of(output_, clusters)});
        }
        for (const ManifestFile& file : files) {
            const std::string form =
                output_dir_.empty() ? output_ : (fs::path(output_dir_) / file.relative).string();
            jobs.push_back({.input = file.path, .targets = targets_of(form, clusters)});
        }
        TRY(check(jobs));
        return jobs;
    }

    static std::vector<Target> targets_of(const std::string& form,
                                          const std::vector<Cluster>& clusters) {
        std::vector<Target> targets;
        targets.reserve(clusters.size());
        for (const Cluster& cluster : clusters) {
            targets.push_back({.cluster = &cluster, .output = for_cluster(form, cluster.name)});
        }
        return targets;
    }

    // That nothing that is read, or written for another input, is overwritten.
    static Status check(const std::vector<Job>& jobs) {
        std::set<std::string> taken;
        std::error_code error;
        for (const Job& job : jobs) {
            taken.insert(fs::weakly_canonical(job.input, error).string());
        }
        for (const Job& job : jobs) {
            for (const Target& target : job.targets) {
                if (!target.output.empty() &&
                    !taken.insert(fs::weakly_canonical(target.output, error).string()).second) {
                    return fail(Code::kInvalid,
                                target.output + " would be written twice, or is an input");
                }
            }
        }
        return {};
    }

    Outcome seal_file(const Job& job, const World& world, ThreadPool& pool) const {
        auto sealed = seal_job(job, world, pool);
        if (!sealed) {
            return {
                .status = fail(job.input.empty() ? sealed.error() : sealed.error().with(job.input)),
                .sealed = 0,
                .warnings = {}};
        }
        return {.status = {}, .sealed = sealed->sealed, .warnings = std::move(sealed->warnings)};
    }

    Result<SealedText> seal_job(const Job& job, const World& world, ThreadPool& pool) const {
        TRY_ASSIGN(const crypto::SecretBytes text, job.input.empty()
                                                       ? read_stdin(world, "json/yaml k8s resource")
                                                       : read_secret_file(job.input));
        std::vector<SealedText> sealed;
        for (const Target& target : job.targets) {
            const auto seal = [&](manifest::Secret secret) {
                return seal_as_told(std::move(secret), sealing_, cluster_, target.cluster->key,
                                    world, pool);
            };
            TRY_ASSIGN(SealedText one, seal_text(text.expose(), seal));
            sealed.push_back(std::move(one));
        }
        for (std::size_t i = 0; i < sealed.size(); ++i) {
            // If that fails, writing does, and says why.
            std::error_code error;
            fs::create_directories(fs::path(job.targets[i].output).parent_path(), error);
            TRY(write_output(job.targets[i].output, sealed[i].text, world));
        }
        return std::move(sealed.front());
    }

    static Result<int> report(const std::vector<Job>& jobs, const std::vector<Outcome>& outcomes,
                              const World& world) {
        int sealed = 0;
        std::size_t failed = 0;
        for (const Outcome& outcome : outcomes) {
            sealed += outcome.sealed;
            TRY(print_warnings(outcome.warnings, world));
            failed += outcome.status ? 0 : 1;
            TRY(print_error(outcome.status, world));
        }
        if (jobs.size() > 1) {
            TRY(write_all(world.standard_error,
                          std::to_string(sealed) + " Secrets sealed into " +
                              std::to_string(jobs.size() - failed) + " files" +
                              (failed == 0 ? "" : ", " + std::to_string(failed) + " failed") +
                              "\n"));
        } else if (failed == 0 && sealed == 0) {
            return fail(Code::kInvalid, "there is no Secret in the input");
        }
        return failed == 0 ? 0 : 1;
    }

    std::vector<std::string> paths_;
    std::vector<std::string> certs_;
    SealingOptions sealing_;
    std::string output_;
    std::string output_dir_;
    ClusterOptions cluster_;
};

}  // namespace

std::unique_ptr<Subcommand> make_seal() {
    return std::make_unique<SealFiles>();
}

}  // namespace sealer::cli
