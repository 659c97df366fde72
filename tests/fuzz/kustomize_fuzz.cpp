// SPDX-License-Identifier: Apache-2.0
// Any repository renders to an error, or to objects that are within the limits, that read back as
// they were written, and that come out the same the next time, with and without remembering. The
// input is an archive: a line "== PATH" begins a file, "-> TARGET" as its text makes a link; the
// first file's directory is rendered.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "../unit/render/memory_tree.h"
#include "common/base/check.h"
#include "common/base/text.h"
#include "common/manifest/yaml.h"
#include "common/render/kustomize/pipeline.h"

using namespace sealer;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::string_view kMark = "== ";
constexpr std::size_t kFixedPerObject = 200;  // hash and managed-by label, which nobody counts

const render::Limits kLimits{.max_bytes = 1U << 18U,
                             .max_files = 100,
                             .max_objects = 200,
                             .max_memory = 1U << 22U,
                             .max_alias_nodes = 1'000,
                             .max_depth = 50,
                             .max_time = std::chrono::minutes(1)};

struct Archive {
    std::map<std::string, std::string> files;
    std::string directory;
};

Archive unpack(std::string_view text) {
    Archive archive;
    std::string* file = nullptr;
    for (const std::string_view line : split(text, '\n')) {
        if (!line.starts_with(kMark)) {
            if (file != nullptr) {
                file->append(line).push_back('\n');
            }
            continue;
        }
        const std::string path(line.substr(kMark.size()));
        const auto clean = git::normalize_path("", path);
        if (!clean || *clean != path || path.empty()) {
            file = nullptr;
            continue;
        }
        if (archive.files.empty()) {
            archive.directory =
                path.substr(0, path.find('/') == std::string::npos ? 0 : path.rfind('/'));
        }
        file = &archive.files[path];
    }
    for (auto& [path, content] : archive.files) {
        if (content.starts_with("-> ")) {
            content.pop_back();
        }
    }
    return archive;
}

std::size_t text_size(const manifest::Value& value) {
    std::size_t size = value.is_string() ? value.as_string().size() : 0;
    for (const manifest::Value& element : manifest::elements(&value)) {
        size += text_size(element);
    }
    for (const manifest::Member& member : manifest::members(&value)) {
        size += member.key.size() + text_size(member.value);
    }
    return size;
}

void check_size(const kustomize::Resources& resources) {
    std::size_t size = 0;
    for (const kustomize::ResourcePtr& resource : resources) {
        size += text_size(resource->object);
    }
    CHECK(resources.size() <= kLimits.max_objects);
    CHECK(size <= kLimits.max_memory + resources.size() * kFixedPerObject);
}

void check_round_trip(const std::string& text) {
    const auto documents = manifest::parse_yaml(text, {.typing = manifest::YamlTyping::kKustomize});
    CHECK(documents);
    std::string again;
    for (const manifest::Document& document : *documents) {
        again += again.empty() ? "" : "---\n";
        again += manifest::write_yaml(document.value);
    }
    CHECK(again == text);
}

Result<kustomize::Built> build(const Archive& archive, kustomize::RenderMemory* memory = nullptr) {
    return kustomize::build(std::make_shared<render::MemoryTree>(archive.files), archive.directory,
                            {.limits = kLimits}, memory);
}

// After a render of the archive without the last line of one of its files, which one remembers.
void check_rerender(const Archive& archive, const std::string& wanted, std::size_t choice) {
    Archive before = archive;
    auto file = before.files.begin();
    std::advance(file, choice % before.files.size());
    file->second.resize(file->second.find_last_of('\n', file->second.size() - 2) + 1);
    kustomize::RenderMemory memory;
    if (!build(before, &memory)) {
        return;
    }
    const auto after = build(archive, &memory);
    CHECK(after && kustomize::write(after->resources) == wanted);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > (1U << 16U)) {
        return 0;
    }
    const Archive archive = unpack({reinterpret_cast<const char*>(data), size});
    const auto built = build(archive);
    if (!built) {
        CHECK(!built.error().message.empty());
        return 0;
    }
    check_size(built->resources);
    const std::string text = kustomize::write(built->resources);
    check_round_trip(text);
    const auto again = build(archive);
    CHECK(again && kustomize::write(again->resources) == text);
    check_rerender(archive, text, size);
    return 0;
}
