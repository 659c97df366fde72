// SPDX-License-Identifier: Apache-2.0
// Applications on the API server that $KUBECONFIG names, for the benchmarks of synchronising.
// Prints seconds.
//
//   sync_load limit FILE [STATUS]           to apply the objects in the YAML file, as fast as a
//   bare
//                                           client can; with a STATUS, a JSON file, then to give it
//                                           to as many Applications, which are there before
//   sync_load sync PREFIX COUNT FILE        from the first Application of the YAML file created to
//                                           the last of COUNT ConfigMaps called PREFIX… seen
//   sync_load change NAMESPACE NAME KEY VALUE COMMAND…
//                                           from the start of the command to that ConfigMap with
//                                           that value seen
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "common/base/check.h"
#include "common/base/file.h"
#include "common/base/mutex.h"
#include "common/kube/informer.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "load.h"

namespace {

using namespace sealer::bench;
using sealer::Clock;
using sealer::manifest::Value;
namespace kube = sealer::kube;

std::vector<Value> objects_in(const std::string& file) {
    const auto text = sealer::read_file(file);
    CHECK(text);
    auto documents = sealer::manifest::parse_yaml(*text);
    CHECK(documents);
    std::vector<Value> objects;
    for (auto& document : *documents) {
        objects.push_back(std::move(document.value));
    }
    return objects;
}

// ConfigMaps as the watch tells of them.
class Watch {
  public:
    using IsAwaited = std::function<bool(const Value&)>;

    Watch(kube::Client& client, std::size_t count, IsAwaited is_awaited)
        : count_(count), config_maps_(client, kube::config_maps()) {
        config_maps_.on_change([this, is_awaited](const kube::Change& change) {
            if (change.after != nullptr && is_awaited(*change.after)) {
                const sealer::MutexLock lock(mutex_);
                seen_.insert(to_string(sealer::manifest::key_of(*change.after)));
                changed_.notify_all();
            }
        });
        config_maps_.start();
        CHECK(config_maps_.wait_until_synced({}));
    }

    void wait() {
        const sealer::MutexLock lock(mutex_);
        while (seen_.size() < count_) {
            changed_.wait(mutex_);
        }
    }

  private:
    const std::size_t count_;
    sealer::Mutex mutex_;
    sealer::CondVar changed_;
    std::set<std::string> seen_ GUARDED_BY(mutex_);
    kube::Informer config_maps_;  // the last to come and the first to go: its thread uses the rest
};

double limit(const std::string& file, const std::string& status_file) {
    const auto client = connect();
    const std::vector<Value> objects = objects_in(file);
    const int count = static_cast<int>(objects.size());
    const auto at = [](const auto& all, int i) -> const Value& {
        return all[static_cast<std::size_t>(i)];
    };
    Value patch;
    std::vector<Value> applications;
    if (!status_file.empty()) {
        const auto status = sealer::read_file(status_file);
        CHECK(status);
        const auto parsed = sealer::manifest::parse_json(*status);
        CHECK(parsed);
        patch["status"] = *parsed;
        const auto page = client->list_all(kube::applications(), "");
        CHECK(page && page->items.size() >= objects.size());
        applications = page->items;
    }
    warm_up(*client);
    const auto begin = Clock::now();
    over_connections(count,
                     [&](int i) { CHECK(client->apply(kube::config_maps(), at(objects, i))); });
    if (!applications.empty()) {
        over_connections(count, [&](int i) {
            const Value& application = at(applications, i);
            CHECK(client->patch(kube::applications(), sealer::manifest::namespace_of(application),
                                sealer::manifest::name_of(application), kube::PatchType::kMerge,
                                patch));
        });
    }
    return seconds_since(begin);
}

double sync(const std::string& prefix, int count, const std::string& file) {
    const auto client = connect();
    const std::vector<Value> applications = objects_in(file);
    Watch watch(*client, static_cast<std::size_t>(count), [&](const Value& object) {
        return sealer::manifest::name_of(object).starts_with(prefix);
    });
    warm_up(*client);
    const auto begin = Clock::now();
    over_connections(static_cast<int>(applications.size()), [&](int i) {
        CHECK(client->create(kube::applications(), applications[static_cast<std::size_t>(i)]));
    });
    watch.wait();
    return seconds_since(begin);
}

struct Wanted {
    std::string namespace_;
    std::string name;
    std::string key;
    std::string value;
};

double change(const Wanted& wanted, char** command) {
    const auto client = connect();
    Watch watch(*client, 1, [&](const Value& object) {
        return sealer::manifest::namespace_of(object) == wanted.namespace_ &&
               sealer::manifest::name_of(object) == wanted.name &&
               object.text("data", wanted.key) == wanted.value;
    });
    const auto begin = Clock::now();
    const pid_t child = ::fork();
    CHECK(child >= 0);
    if (child == 0) {
        ::execvp(command[0], command);
        ::_exit(127);
    }
    watch.wait();
    const double seconds = seconds_since(begin);
    int status = 0;
    CHECK(::waitpid(child, &status, 0) == child && status == 0);
    return seconds;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const std::string command = arguments.empty() ? "" : arguments[0];
    double seconds = 0;
    if (command == "limit" && (arguments.size() == 2 || arguments.size() == 3)) {
        seconds = limit(arguments[1], arguments.size() == 3 ? arguments[2] : "");
    } else if (command == "sync" && arguments.size() == 4) {
        seconds = sync(arguments[1], std::atoi(arguments[2].c_str()), arguments[3]);
    } else if (command == "change" && arguments.size() > 5) {
        seconds = change({.namespace_ = arguments[1],
                          .name = arguments[2],
                          .key = arguments[3],
                          .value = arguments[4]},
                         argv + 6);
    } else {
        std::fprintf(stderr, "usage: see the head of sync_load.cpp\n");
        return 2;
    }
    std::printf("%.2f\n", seconds);
    return 0;
}
