// SPDX-License-Identifier: Apache-2.0
#include "controller/app/reseal_plan.h"

#include <optional>
#include <utility>

#include "common/base/text.h"
#include "common/base/thread_pool.h"
#include "keys/resealing.h"

namespace sealer::app {
namespace {

// A condition is read by people.
constexpr std::size_t kMaxProblems = 5;

// One file's part of the plan.
struct Outcome {
    std::string id;
    keys::ResealedText text;
    std::optional<std::string> problem;  // of the file as a whole
};

Result<keys::ResealedText> reseal_file(const git::FileTree& tree, const std::string& path,
                                       const keys::KeyRing& ring,
                                       std::string_view default_namespace) {
    TRY_ASSIGN(const std::string text, tree.read(path));
    const crypto::PublicKey& newest = ring.newest()->certificate.public_key;
    return keys::reseal_text(
        text, newest.fingerprint(), default_namespace,
        [&](const manifest::Value& sealed) { return keys::reseal(sealed, ring, newest); });
}

void add(const std::string& path, Outcome outcome, ResealPlan& plan) {
    if (!outcome.text.text.empty()) {
        plan.changes.push_back({.path = path, .content = std::move(outcome.text.text)});
        plan.summary.push_back(path + ": " + join(outcome.text.resealed, ", "));
        plan.resealed += outcome.text.resealed.size();
        return;
    }
    SettledFile& file = plan.settled[path];
    file.id = std::move(outcome.id);
    for (const Error& failure : outcome.text.failures) {
        file.problems.push_back(path + ": " + failure.message);
    }
    if (outcome.problem) {
        file.problems.push_back(path + ": " + *outcome.problem);
    }
}

}  // namespace

ResealPlan plan_reseal(const git::FileTree& tree, const std::vector<std::string>& files,
                       const keys::KeyRing& ring, std::string_view default_namespace,
                       const SettledFiles& settled, const std::stop_token& stop) {
    ResealPlan plan;
    std::vector<std::pair<std::string, Outcome>> open;
    for (const std::string& path : files) {
        const auto entry = tree.stat(path);
        const std::string id = entry ? entry->id : std::string();
        if (const auto known = settled.find(path);
            known != settled.end() && known->second.id == id) {
            plan.settled.insert(*known);
        } else if (!entry || entry->type != git::EntryType::kFile) {
            plan.settled[path] = {.id = id,
                                  .problems = {path + ": it is a link, and not followed"}};
        } else {
            open.push_back({path, {.id = id, .text = {}, .problem = {}}});
        }
    }
    if (open.empty()) {
        return plan;
    }
    ThreadPool pool;
    pool.parallel_for(open.size(), [&](std::size_t i) {
        if (stop.stop_requested()) {
            return;
        }
        auto& [path, outcome] = open[i];
        auto text = reseal_file(tree, path, ring, default_namespace);
        if (text) {
            outcome.text = *std::move(text);
        } else {
            outcome.problem = text.error().message;
        }
    });
    for (auto& [path, outcome] : open) {
        add(path, std::move(outcome), plan);
    }
    return plan;
}

std::string describe_problems(const SettledFiles& settled) {
    std::vector<std::string> all;
    for (const auto& [path, file] : settled) {
        all.insert(all.end(), file.problems.begin(), file.problems.end());
    }
    const std::size_t left_out = all.size() > kMaxProblems ? all.size() - kMaxProblems : 0;
    all.resize(all.size() - left_out);
    return join(all, "; ") + (left_out == 0 ? "" : "; and " + std::to_string(left_out) + " more");
}

std::string commit_message(const ResealPlan& plan, const keys::SealingKey& key,
                           std::string_view application) {
    return "Re-seal for the key " + key.fingerprint() + "\n\n" + join(plan.summary, "\n") +
           "\n\nKey: " + key.name + "\nApplication: " + std::string(application) + "\n";
}

}  // namespace sealer::app
