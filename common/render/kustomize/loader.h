// SPDX-License-Identifier: Apache-2.0
// Where a render gets its files: trees only, bounded, and within what a kustomization may read.
// Source of the rules: kustomize's loader and its load restrictions.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/git/file_tree.h"
#include "common/render/budget.h"
#include "common/render/kustomize/overrides.h"
#include "common/render/kustomize/resource.h"
#include "common/render/render.h"

namespace sealer::kustomize {

// Where a remote base or file is: a tree and the path in it, and what to call it.
struct RemoteTree {
    std::shared_ptr<const git::FileTree> tree;
    std::string path;        // a directory, or the file
    std::string repository;  // its URL, for origins
    std::string revision;    // as asked for ("ref")
    std::string commit;      // what that was, for the render's record; of a file its "sha256:…"
};

// Gets what a URL means (see is_remote_file); kDenied where the caller does not allow it.
using FetchRemote = std::function<Result<RemoteTree>(std::string_view url)>;

// A directory with a kustomization, as seen by it. Copies are cheap.
struct Place {
    std::shared_ptr<const git::FileTree> tree;
    std::string directory;   // without links
    std::string repository;  // of a remote base
    std::string revision;
    std::vector<std::string> visited;  // directories that led here, outermost first
    std::vector<std::string> remotes;  // URLs that led here, outermost first

    [[nodiscard]] bool is_remote() const { return !repository.empty(); }
};

struct Options {
    render::Limits limits;
    bool restrict_files = true;    // files must lie in or below their kustomization's directory
    bool is_filesystem = false;    // the tree is all of a machine's files: absolute paths count
    bool adds_managed_by = false;  // the label, whatever buildMetadata says
    bool default_order_is_fifo = false;  // where the kustomization has no sortOptions
    FetchRemote fetch_remote;            // empty: remote bases are refused
    std::size_t max_remotes = 32;        // different URLs; each is a request or more
    Overrides overrides;                 // of the kustomization that is asked for
};

class Loader {
  public:
    // `root` is the tree whose objects count as inputs. `budget` outlives the loader.
    Loader(std::shared_ptr<const git::FileTree> root, Options options, render::Budget& budget);

    // The place of the directory `path`, relative to the root or to another place. kNotFound where
    // there is none.
    [[nodiscard]] Result<Place> open(std::string_view path);
    [[nodiscard]] Result<Place> open(const Place& from, std::string_view path);
    [[nodiscard]] Result<Place> open_remote(const Place& from, const std::string& url);

    // A file that the kustomization at `from` names, by its path or as a URL. kNotFound where there
    // is no such file; kDenied outside of what may be read.
    [[nodiscard]] Result<std::string> read(const Place& from, std::string_view path);
    // The error for a path that names neither a file nor a directory, with the one that was perhaps
    // meant. kNotFound.
    [[nodiscard]] Error missing(const Place& from, std::string_view path);
    // The kustomization file of a place and its name in it. kNotFound, or kInvalid for several.
    struct KustomizationFile {
        std::string path;  // in the tree
        std::string text;
    };
    [[nodiscard]] Result<KustomizationFile> read_kustomization(const Place& place);
    // The resources in a YAML or JSON file, as read() finds it.
    [[nodiscard]] Result<Resources> read_resources(const Place& from, std::string_view path);

    // What was looked at outside of all recordings.
    [[nodiscard]] const render::Inputs& inputs() const { return unrecorded_; }
    // A stretch of work's looks at the root's tree, and what all of it has cost.
    struct Reading {
        render::Inputs inputs;
        render::Budget::Spent spent;
    };
    // While it lives, what is looked at goes to `into`; what is spent is there in the end. Within a
    // stretch there may be others, which have their own inputs; what they spend counts in both.
    class Recording {
      public:
        Recording(Loader& loader, Reading& into);
        ~Recording();
        Recording(const Recording&) = delete;
        Recording& operator=(const Recording&) = delete;

      private:
        Loader& loader_;
        Reading& into_;
        render::Inputs* outer_;
        render::Budget::Spent begin_;
    };

    // What remote bases and files were at: URL to commit, or to the file's digest.
    [[nodiscard]] std::map<std::string, std::string> remotes() const;

  private:
    struct File {
        std::shared_ptr<const git::FileTree> tree;
        std::string path;
        std::string shown;  // its path, or its URL
    };
    [[nodiscard]] Result<File> find(const Place& from, std::string_view path);
    [[nodiscard]] Result<RemoteTree> fetch(const std::string& url);
    [[nodiscard]] Result<std::string> resolve_directory(const Place& from, std::string_view path);
    [[nodiscard]] render::Inputs& inputs_of(const Place& place);

    // A directory without links, and what was looked at to find it.
    struct Directory {
        std::string path;
        render::Inputs looked_at;
    };

    std::shared_ptr<const git::FileTree> root_;
    Options options_;
    render::Inputs unrecorded_;
    render::Inputs* inputs_ = &unrecorded_;
    render::Inputs remote_inputs_;  // pinned by their commit: looked at, not remembered
    std::map<std::string, RemoteTree> remotes_;  // by URL
    std::map<std::string, Directory> directories_;
    render::Budget& budget_;
};

}  // namespace sealer::kustomize
