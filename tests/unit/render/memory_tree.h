// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>

#include "common/base/text.h"
#include "common/crypto/digest.h"
#include "common/git/file_tree.h"

namespace sealer::render {

// A tree from a map of paths to contents; a content "-> target" is a link.
class MemoryTree final : public git::FileTree {
  public:
    explicit MemoryTree(std::map<std::string, std::string> files) : files_(std::move(files)) {}

    [[nodiscard]] Result<git::Entry> stat(std::string_view path) const override {
        const std::string name(path.substr(path.rfind('/') + 1));
        if (const auto file = files_.find(std::string(path)); file != files_.end()) {
            return git::Entry{name,
                              is_link(file->second) ? git::EntryType::kLink : git::EntryType::kFile,
                              to_hex(crypto::sha256(file->second))};
        }
        std::string below;
        for (const auto& [file, content] : files_) {
            if (path.empty() || file.starts_with(std::string(path) + "/")) {
                below += file + content;
            }
        }
        if (below.empty()) {
            return fail(Code::kNotFound, std::string(path) + ": not found");
        }
        return git::Entry{name, git::EntryType::kDirectory, to_hex(crypto::sha256(below))};
    }

    [[nodiscard]] Result<std::vector<git::Entry>> list(std::string_view path) const override {
        const std::string prefix = path.empty() ? "" : std::string(path) + "/";
        std::set<std::string> names;
        for (const auto& [file, content] : files_) {
            if (file.starts_with(prefix)) {
                names.insert(
                    file.substr(prefix.size(), file.find('/', prefix.size()) - prefix.size()));
            }
        }
        std::vector<git::Entry> entries;
        for (const std::string& name : names) {
            entries.push_back(stat(prefix + name).value());
        }
        return entries;
    }

    [[nodiscard]] Result<std::string> read(std::string_view path,
                                           std::size_t max_bytes) const override {
        const std::string& content = files_.at(std::string(path));
        if (content.size() > max_bytes) {
            return fail(Code::kInvalid, std::string(path) + ": too big");
        }
        return is_link(content) ? content.substr(3) : content;
    }

  private:
    static bool is_link(const std::string& content) { return content.starts_with("-> "); }
    std::map<std::string, std::string> files_;
};

}  // namespace sealer::render
