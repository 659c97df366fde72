// SPDX-License-Identifier: Apache-2.0
// `sealer set image`: what CI runs when an image has been built.
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "common/base/file.h"
#include "common/render/kustomize/file_names.h"
#include "common/render/kustomize/overrides.h"
#include "sealer/commands.h"
#include "sealer/image_edit.h"
#include "sealer/sealed_file.h"

namespace sealer::cli {
namespace {

namespace fs = std::filesystem;

Result<std::string> find_kustomization(const std::string& directory) {
    std::optional<std::string> found;
    for (const std::string_view name : kustomize::kFileNames) {
        const std::string path = (fs::path(directory) / name).string();
        std::error_code error;
        const fs::file_type type = fs::status(path, error).type();
        if (type == fs::file_type::not_found) {
            continue;
        }
        if (type == fs::file_type::none) {
            return fail(Code::kInvalid, "cannot read " + path + ": " + error.message());
        }
        if (found) {
            return fail(Code::kInvalid, "there are " + *found + " and " + path + ": keep one");
        }
        found = path;
    }
    if (!found) {
        return fail(Code::kNotFound,
                    directory + ": holds no kustomization.yaml; name its folder with -C");
    }
    return *found;
}

class SetImage : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("NAME=NEWNAME:TAG…", operands_);
        line.group("Kustomize");
        line.text("-C,--directory", directory_, "DIR", "Where kustomization.yaml is (here)");
        line.footer(
            "As kustomize edit set image, but all else in the file stays as it is: comments, "
            "order, indentation.\nNew entries come last. The forms are NAME=NEWNAME:TAG, "
            "NAME=NEWNAME@DIGEST, NAME=NEWNAME:TAG@DIGEST,\nNAME=NEWNAME, NAME:TAG, NAME@DIGEST "
            "and NAME:TAG@DIGEST. A part that is not given is dropped from\nthe entry; \"*\" "
            "keeps it: NAME=*:TAG.\n\nTo seal values into a file called \"image\": sealer set "
            "./image KEY=VALUE\n\nExample:\n  sealer set image "
            "shop=registry.example.com/shop:1.4.2 "
            "-C overlays/production\n");
    }

    Result<int> run(const World& /*world*/) override {
        if (operands_.empty()) {
            return fail(Code::kInvalid, "give an image to set: NAME=NEWNAME:TAG");
        }
        std::vector<kustomize::ImageRule> settings;
        for (const std::string& operand : operands_) {
            TRY_ASSIGN(kustomize::ImageRule setting, kustomize::parse_image(operand));
            settings.push_back(std::move(setting));
        }
        TRY_ASSIGN(const std::string path, find_kustomization(directory_));
        TRY_ASSIGN(const std::string text, read_file(path));
        const auto edited = set_images(text, settings);
        if (!edited) {
            return fail(edited.error().with(path));
        }
        if (*edited != text) {
            TRY(rewrite_file(path, *edited));
        }
        return 0;
    }

  private:
    std::vector<std::string> operands_;
    std::string directory_ = ".";
};

}  // namespace

std::unique_ptr<Subcommand> make_set_image() {
    return std::make_unique<SetImage>();
}

}  // namespace sealer::cli
