// SPDX-License-Identifier: Apache-2.0
#include "controller/app/resealed_files.h"

#include <cstddef>
#include <utility>

#include "common/base/text.h"
#include "common/base/thread_pool.h"

namespace sealer::app {
namespace {

// A condition is read by people.
constexpr std::size_t kMaxFailures = 5;

Result<keys::ResealedText> reseal_file(const git::FileTree& tree, const std::string& path,
                                       const keys::KeyRing& ring,
                                       std::string_view default_namespace) {
    TRY_ASSIGN(const git::Entry entry, tree.stat(path));
    if (entry.type != git::EntryType::kFile) {
        return fail(Code::kInvalid, "it is a link; links are not followed");
    }
    TRY_ASSIGN(const std::string text, tree.read(path));
    const crypto::PublicKey& newest = ring.newest()->certificate.public_key;
    return keys::reseal_text(
        text, newest.fingerprint(), default_namespace,
        [&](const manifest::Value& sealed) { return keys::reseal(sealed, ring, newest); });
}

}  // namespace

ResealedFiles reseal_files(const git::FileTree& tree, const std::vector<std::string>& files,
                           const keys::KeyRing& ring, std::string_view default_namespace,
                           const ResealedFiles& known, const std::stop_token& stop) {
    ResealedFiles result;
    std::vector<std::pair<const std::string, ResealedFile>*> open;
    for (const std::string& path : files) {
        const auto entry = tree.stat(path);
        const std::string id = entry ? entry->id : std::string();
        const auto before = known.find(path);
        if (before != known.end() && before->second.id == id) {
            result.insert(*before);
        } else {
            open.push_back(&*result.try_emplace(path, ResealedFile{.id = id, .text = {}}).first);
        }
    }
    if (open.empty()) {
        return result;
    }
    ThreadPool pool;
    pool.parallel_for(open.size(), [&](std::size_t i) {
        if (stop.stop_requested()) {
            return;
        }
        auto& [path, file] = *open[i];
        auto text = reseal_file(tree, path, ring, default_namespace);
        if (text) {
            file.text = *std::move(text);
        } else {
            file.text.failures.push_back(std::move(text).error());
        }
    });
    return result;
}

std::vector<git::FileChange> changes_in(const ResealedFiles& files) {
    std::vector<git::FileChange> changes;
    for (const auto& [path, file] : files) {
        if (!file.text.text.empty()) {
            changes.push_back({.path = path, .content = file.text.text});
        }
    }
    return changes;
}

std::string describe_changes(const ResealedFiles& files, const keys::SealingKey& key) {
    std::size_t count = 0;
    for (const auto& [path, file] : files) {
        count += file.text.resealed.size();
    }
    return std::to_string(count) + " SealedSecrets re-sealed for the key " + key.fingerprint();
}

std::string describe_failures(const ResealedFiles& files) {
    std::vector<std::string> all;
    for (const auto& [path, file] : files) {
        for (const Error& failure : file.text.failures) {
            all.push_back(failure.with(path).message);
        }
    }
    const std::size_t left_out = all.size() > kMaxFailures ? all.size() - kMaxFailures : 0;
    all.resize(all.size() - left_out);
    return join(all, "; ") + (left_out == 0 ? "" : "; and " + std::to_string(left_out) + " more");
}

std::string commit_message(const ResealedFiles& files, const keys::SealingKey& key,
                           std::string_view application) {
    std::string lines;
    for (const auto& [path, file] : files) {
        if (!file.text.text.empty()) {
            lines += path + ": " + join(file.text.resealed, ", ") + "\n";
        }
    }
    return "Re-seal for the key " + key.fingerprint() + "\n\n" + lines + "\nKey: " + key.name +
           "\nApplication: " + std::string(application) + "\n";
}

}  // namespace sealer::app
