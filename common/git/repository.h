// SPDX-License-Identifier: Apache-2.0
// Remote repositories: what their refs point to, and their commits as file trees. The `git` program
// does what touches the network; libgit2 reads objects.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/base/time.h"
#include "common/crypto/secret_bytes.h"
#include "common/git/file_tree.h"

namespace sealer::git {

// How to log in. Shared because every call to git may need it again.
struct Credentials {
    std::string username;
    crypto::SecretBytes password;      // or token
    bool password_unasked = false;     // for servers that tell strangers that nothing is there
    crypto::SecretBytes bearer_token;  // sent unasked, in the place of a password
    crypto::SecretBytes ssh_key;       // PEM or OpenSSH private key
    std::string known_hosts;           // for ssh; empty: the host is refused, unless `insecure`
    crypto::SecretBytes tls_client_key;
    std::string tls_client_cert;
    std::string ca_pem;
    bool insecure = false;      // verify neither host key nor certificate
    crypto::SecretBytes proxy;  // its URL, perhaps with a log-in; of https alone
    std::string no_proxy;       // hosts that are reached without it, by commas
    // Whose credentials they are: what is fetched in one realm is not found in another.
    std::string realm;
};

struct Policy {
    bool allow_local = false;  // git:// and file://, for standalone mode and tests
    bool as_user = false;      // with the log-ins, agents and settings of the user who runs us
    std::chrono::milliseconds timeout{90'000};
};

// A whole 40- or 64-digit object id, lower case.
[[nodiscard]] bool is_commit_id(std::string_view text);

// The same repository under one name: scheme and host in lower case, no user, no trailing "/" or
// ".git", scp-like addresses as ssh://. For comparing and caching. kInvalid for what is no
// repository URL.
[[nodiscard]] Result<std::string> normalize_url(std::string_view url);

// kDenied unless the policy allows the URL's scheme; kInvalid for what starts with '-' or is
// malformed.
[[nodiscard]] Status check_url(std::string_view url, const Policy& policy);

struct CommitInfo {
    std::string id;
    std::string author;  // "Name <email>"
    std::string date;    // RFC 3339
    std::string message;
};

struct FileChange {
    std::string path;  // of a file that is there; its mode stays
    std::string content;
};

struct NewCommit {
    std::string parent;  // a commit id
    std::vector<FileChange> changes;
    std::string message;
    std::string name;  // of author and committer
    std::string email;
    WallTime time;
};

// Bare mirrors of remote repositories below one folder, fetched shallowly, a commit at a time.
// Thread-safe: calls for one repository take turns, different repositories go in parallel.
class Store {
  public:
    // `directory` is created with mode 0700 if need be and holds nothing secret.
    Store(const std::string& directory, Policy policy);
    ~Store();

    // The commit that `revision` means on the remote now: a branch, a tag, "HEAD", "refs/…", a
    // commit's id, also shortened to 7 digits or more (which fetches everything once), or a
    // constraint on versions, which means the tag of the greatest that fits. Annotated tags are
    // peeled. A branch beats a tag of the same name, as Argo CD has it. `tag_prefix`: see
    // parse_revision(). kNotFound "… revision "x" not found in URL"; kUnavailable when the remote
    // cannot be reached; messages hold no credentials.
    [[nodiscard]] Result<std::string> resolve(const std::string& url, const std::string& revision,
                                              const Credentials* credentials,
                                              const std::stop_token& stop,
                                              const std::string& tag_prefix = {});

    // The tree of a commit, fetched if it is not here yet.
    [[nodiscard]] Result<std::shared_ptr<const FileTree>> tree(const std::string& url,
                                                               const std::string& commit,
                                                               const Credentials* credentials,
                                                               const std::stop_token& stop);

    // Of a commit that is here.
    [[nodiscard]] Result<CommitInfo> commit_info(const std::string& url, const std::string& commit,
                                                 const Credentials* credentials) const;

    // The branch, as "refs/heads/…", that `revision` follows on the remote now. kInvalid: it is a
    // tag or a commit. Other errors as resolve().
    [[nodiscard]] Result<std::string> branch(const std::string& url, const std::string& revision,
                                             const Credentials* credentials,
                                             const std::stop_token& stop);

    // Makes a commit here; its id. kNotFound when the parent is not here or lacks a changed file.
    [[nodiscard]] Result<std::string> commit(const std::string& url, const NewCommit& commit,
                                             const Credentials* credentials);

    // Has the remote's `branch` ("refs/heads/…") point to a commit that is here, by a push that is
    // never forced. kConflict: the branch has other commits by now; kDenied: the remote refuses.
    [[nodiscard]] Status push(const std::string& url, const std::string& commit,
                              const std::string& branch, const Credentials* credentials,
                              const std::stop_token& stop);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sealer::git
