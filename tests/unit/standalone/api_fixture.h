// SPDX-License-Identifier: Apache-2.0
// The embedded API server's insides over a store in a directory of its own.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/random.h"
#include "common/base/time.h"
#include "common/manifest/json.h"
#include "controller/standalone/objects.h"
#include "controller/standalone/registry.h"
#include "controller/standalone/store.h"

namespace sealer::standalone {

inline manifest::Value json(std::string_view text) {
    return manifest::parse_json(text).value();
}

class TemporaryDirectory {
  public:
    TemporaryDirectory()
        : path_(std::filesystem::temp_directory_path() / ("sealer-" + random_uuid())) {
        std::filesystem::create_directories(path_);
    }
    ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

// Whether `condition` comes true within the deadline of a test.
template <class Condition>
bool eventually(Condition condition) {
    const auto deadline = Clock::now() + std::chrono::seconds(10);
    while (!condition()) {
        if (Clock::now() > deadline) {
            return false;
        }
        std::this_thread::yield();
    }
    return true;
}

constexpr const char* kWidgetDefinition = R"({
    "metadata": {"name": "widgets.example.com"},
    "spec": {"group": "example.com", "scope": "Namespaced",
             "names": {"plural": "widgets", "kind": "Widget", "shortNames": ["wd"]},
             "versions": [
                 {"name": "v1", "served": true, "storage": true, "subresources": {"status": {}},
                  "additionalPrinterColumns": [
                      {"name": "Size", "type": "integer", "jsonPath": ".spec.size"},
                      {"name": "Ready", "type": "string",
                       "jsonPath": ".status.conditions[?(@.type==\"Ready\")].status"}],
                  "schema": {"openAPIV3Schema": {"type": "object", "properties": {
                      "spec": {"type": "object", "properties": {
                          "size": {"type": "integer", "minimum": 1},
                          "colour": {"type": "string", "default": "red"}}},
                      "status": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}}},
                 {"name": "v1beta1", "served": true, "storage": false,
                  "schema": {"openAPIV3Schema": {"type": "object",
                      "x-kubernetes-preserve-unknown-fields": true}}}]}})";

class ApiFixture : public testing::Test {
  protected:
    ApiFixture() {
        auto started = objects_.start();
        EXPECT_TRUE(started) << (started ? "" : started.error().message);
    }

    [[nodiscard]] Target target(const std::string& resource, const std::string& name = "",
                                const std::string& version = "",
                                const std::string& subresource = "") const {
        const ResourcePtr found = registry_.find(resource);
        EXPECT_NE(found, nullptr) << resource;
        const ServedVersion* served = version.empty() ? &found->storage() : found->served(version);
        return {found, served, found->namespaced ? "default" : "", name, subresource};
    }
    [[nodiscard]] ApiResult<Written> create(const std::string& resource, std::string_view object) {
        return objects_.create(target(resource), json(object), options_);
    }
    // Creates what must succeed.
    EntryPtr make(const std::string& resource, std::string_view object) {
        auto written = create(resource, object);
        EXPECT_TRUE(written) << (written ? "" : written.error().message);
        return written ? written->entry : nullptr;
    }
    [[nodiscard]] EntryPtr find(const std::string& resource, const std::string& name) const {
        return store_->get(target(resource, name).id());
    }

    TemporaryDirectory directory_;
    std::unique_ptr<Store> store_ = Store::open(directory_.path() / "objects.db").value();
    Registry registry_;
    Objects objects_{*store_, registry_};
    WriteOptions options_{.field_manager = "test"};
};

}  // namespace sealer::standalone
