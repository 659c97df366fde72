// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "common/base/text.h"
#include "common/crypto/digest.h"
#include "common/git/file_tree.h"

namespace sealer::git {
namespace {

class SingleFileTree : public FileTree {
  public:
    SingleFileTree(std::string name, std::string content)
        : file_{std::move(name), EntryType::kFile, to_hex(crypto::sha256(content))},
          content_(std::move(content)) {}

    [[nodiscard]] Result<Entry> stat(std::string_view path) const override {
        if (path.empty()) {
            return Entry{"", EntryType::kDirectory, ""};
        }
        return path == file_.name ? Result<Entry>(file_)
                                  : fail(Code::kNotFound, std::string(path) + ": not found");
    }

    [[nodiscard]] Result<std::vector<Entry>> list(std::string_view path) const override {
        if (!path.empty()) {
            return fail(Code::kInvalid, std::string(path) + ": not a directory");
        }
        return std::vector{file_};
    }

    [[nodiscard]] Result<std::string> read(std::string_view path,
                                           std::size_t max_bytes) const override {
        if (path != file_.name) {
            return fail(Code::kNotFound, std::string(path) + ": not found");
        }
        if (content_.size() > max_bytes) {
            return fail(Code::kInvalid,
                        std::string(path) + ": more than " + std::to_string(max_bytes) + " bytes");
        }
        return content_;
    }

  private:
    const Entry file_;
    const std::string content_;
};

}  // namespace

std::shared_ptr<const FileTree> make_single_file(std::string name, std::string content) {
    return std::make_shared<SingleFileTree>(std::move(name), std::move(content));
}

}  // namespace sealer::git
