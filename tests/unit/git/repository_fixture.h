// SPDX-License-Identifier: Apache-2.0
// A Git repository on disk to commit to, and real servers in front of it.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/file.h"
#include "common/base/process.h"
#include "common/base/text.h"

namespace sealer::git {

class TemporaryDirectory {
  public:
    TemporaryDirectory() {
        std::string path = (std::filesystem::temp_directory_path() / "sealer-test-XXXXXX").string();
        EXPECT_NE(::mkdtemp(path.data()), nullptr);
        path_ = path;
    }
    ~TemporaryDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

// Output without the last newline; a failed command fails the test.
inline std::string run_ok(const std::vector<std::string>& arguments,
                          const std::string& directory = "/") {
    Command command{.arguments = arguments,
                    .environment = {{"PATH", std::getenv("PATH")},
                                    {"HOME", "/nonexistent"},
                                    {"GIT_CONFIG_NOSYSTEM", "1"},
                                    {"GIT_AUTHOR_NAME", "Ann"},
                                    {"GIT_AUTHOR_EMAIL", "ann@example.com"},
                                    {"GIT_COMMITTER_NAME", "Ann"},
                                    {"GIT_COMMITTER_EMAIL", "ann@example.com"}},
                    .working_directory = directory};
    const Result<CommandOutput> output = run(command);
    if (!output || output->exit_code != 0) {
        ADD_FAILURE() << arguments[0] << ": "
                      << (output ? output->standard_error : output.error().message);
        return "";
    }
    return std::string(trim(output->standard_output));
}

// A working copy that pushes nowhere; served from its .git.
class SourceRepository {
  public:
    SourceRepository() { run_ok({"git", "init", "--quiet", "-b", "main", folder()}); }

    // Commits the files (content by path); the commit's id.
    std::string commit(const std::map<std::string, std::string>& files,
                       const std::string& message = "change") {
        for (const auto& [path, content] : files) {
            const std::filesystem::path target = folder() + "/" + path;
            std::filesystem::create_directories(target.parent_path());
            EXPECT_TRUE(write_file_atomically(target, content, 0644));
        }
        git({"add", "-A"});
        git({"commit", "--quiet", "--allow-empty", "-m", message});
        return git({"rev-parse", "HEAD"});
    }
    std::string git(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "git");
        return run_ok(arguments, folder());
    }
    [[nodiscard]] std::string root() const { return directory_.path(); }
    [[nodiscard]] std::string folder() const { return directory_.path() + "/shop"; }
    [[nodiscard]] std::string url() const { return "file://" + folder(); }

  private:
    TemporaryDirectory directory_;
};

inline int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    EXPECT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), size), 0);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

inline bool accepts_connections(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    const bool connected =
        ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    ::close(socket);
    return connected;
}

// A server in the foreground, from when it accepts connections until this goes.
class Server {
  public:
    Server(std::vector<std::string> arguments, int port) {
        std::vector<char*> raw;
        for (std::string& argument : arguments) {
            raw.push_back(argument.data());
        }
        raw.push_back(nullptr);
        posix_spawnattr_t attributes;
        ::posix_spawnattr_init(&attributes);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        EXPECT_EQ(::posix_spawnp(&pid_, raw[0], nullptr, &attributes, raw.data(), environ), 0);
        ::posix_spawnattr_destroy(&attributes);
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!accepts_connections(port)) {
            if (std::chrono::steady_clock::now() > deadline) {
                ADD_FAILURE() << arguments[0] << " does not listen";
                return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    ~Server() {
        ::kill(-pid_, SIGTERM);
        ::waitpid(pid_, nullptr, 0);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

  private:
    pid_t pid_ = -1;
};

// `program`: a path, or a name to look for in $PATH.
inline bool have_program(const std::string& program) {
    const Result<CommandOutput> output =
        run({.arguments = {"/bin/sh", "-c", "command -v " + program},
             .environment = {{"PATH", std::getenv("PATH")}}});
    return output && output->exit_code == 0;
}

}  // namespace sealer::git
