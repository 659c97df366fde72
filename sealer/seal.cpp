// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/base/thread_pool.h"
#include "sealer/certificate.h"
#include "sealer/commands.h"
#include "sealer/input.h"
#include "sealer/output.h"
#include "sealer/sealing.h"

namespace sealer::cli {
namespace {

struct Ingredients {
    Input input;
    crypto::PublicKey key;
};

Result<Input> read_plain(const Options& options, const World& world) {
    TRY_ASSIGN(const crypto::SecretBytes text, read_input(options, world));
    return read_secrets(text.expose());
}

// A certificate of one's own is read while the input is, and its faults are told first. The cluster
// is asked only for an input that is good.
Result<Ingredients> gather(const Options& options, const World& world, ThreadPool& pool) {
    std::optional<Result<Input>> input;
    std::optional<Result<crypto::PublicKey>> key;
    const auto load_key = [&] { key = sealing_key(options.cert, options.cluster, world); };
    pool.parallel_for(2, [&](std::size_t part) {
        if (part == 1) {
            input = read_plain(options, world);
        } else if (!options.cert.empty()) {
            load_key();
        }
    });
    if (key && !*key) {
        return fail(key->error());
    }
    TRY_ASSIGN(Input good_input, *std::move(input));
    if (!key) {
        load_key();
    }
    TRY_ASSIGN(crypto::PublicKey good_key, *std::move(key));
    return Ingredients{.input = std::move(good_input), .key = std::move(good_key)};
}

}  // namespace

Status seal(const Options& options, const World& world) {
    TRY_ASSIGN(const Format format, output_format(options));
    ThreadPool pool(helping_threads());
    TRY_ASSIGN(Ingredients ingredients, gather(options, world, pool));
    std::vector<manifest::Secret>& secrets = ingredients.input.secrets;
    std::vector<Result<std::string>> printed(secrets.size());
    pool.parallel_for(secrets.size(), [&](std::size_t i) {
        printed[i] = seal_as_told(std::move(secrets[i]), options.sealing, options.cluster,
                                  ingredients.key, world, pool)
                         .map([&](const manifest::Value& sealed) { return print(sealed, format); });
    });
    std::size_t size = 0;
    for (const Result<std::string>& one : printed) {
        if (!one) {
            return fail(one.error());
        }
        size += one->size();
    }
    std::string output;
    output.reserve(size);
    for (const Result<std::string>& one : printed) {
        output += *one;
    }
    TRY(print_warnings(ingredients.input.warnings, world));
    return write_output(options.sealed_secret_file, output, world);
}

}  // namespace sealer::cli
