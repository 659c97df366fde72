// SPDX-License-Identifier: Apache-2.0
#include "common/base/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/check.h"
#include "common/base/time.h"

namespace sealer {
namespace {

constexpr std::size_t kMaxErrorBytes = 64 << 10;
constexpr auto kTerminationGrace = std::chrono::seconds(2);
constexpr int kPollMilliseconds = 50;  // how soon a stop request is seen

std::string reason(int error) {
    return std::generic_category().message(error);
}

// Both ends close on exec; an end given away is no longer ours.
struct Pipe {
    int read_end = -1;
    int write_end = -1;

    ~Pipe() {
        close_end(read_end);
        close_end(write_end);
    }
    static void close_end(int& end) {
        if (end >= 0) {
            ::close(end);
            end = -1;
        }
    }
    [[nodiscard]] bool open() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            return false;
        }
        // dup2 onto itself would keep close-on-exec, so that the child lost the descriptor: stay
        // clear of 0 to 3.
        read_end = clear_of_targets(ends[0]);
        write_end = clear_of_targets(ends[1]);
        return read_end >= 0 && write_end >= 0;
    }

  private:
    static int clear_of_targets(int descriptor) {
        if (descriptor > 3) {
            return descriptor;
        }
        const int moved = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 4);
        ::close(descriptor);
        return moved;
    }
};

void set_non_blocking(int descriptor) {
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

struct Child {
    pid_t pid = -1;
    Pipe input, output, error, secret;
};

// What posix_spawn takes, freed on every way out.
class SpawnSettings {
  public:
    SpawnSettings() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        ::posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        ::posix_spawnattr_setpgroup(&attributes, 0);
        sigset_t none;
        ::sigemptyset(&none);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        sigset_t defaults;
        ::sigemptyset(&defaults);
        for (const int signal : {SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGUSR1}) {
            ::sigaddset(&defaults, signal);
        }
        ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    }
    ~SpawnSettings() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

Status spawn(const Command& command, Child& child) {
    if (!child.input.open() || !child.output.open() || !child.error.open() ||
        (!command.secret_input.empty() && !child.secret.open())) {
        return fail(Code::kUnavailable, "pipe: " + reason(errno));
    }
    SpawnSettings settings;
    ::posix_spawn_file_actions_adddup2(&settings.actions, child.input.read_end, 0);
    ::posix_spawn_file_actions_adddup2(&settings.actions, child.output.write_end, 1);
    ::posix_spawn_file_actions_adddup2(&settings.actions, child.error.write_end, 2);
    if (child.secret.read_end >= 0) {
        ::posix_spawn_file_actions_adddup2(&settings.actions, child.secret.read_end, 3);
    }
    if (!command.working_directory.empty()) {
        ::posix_spawn_file_actions_addchdir_np(&settings.actions,
                                               command.working_directory.c_str());
    }
    std::vector<char*> arguments;
    for (const std::string& argument : command.arguments) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    std::vector<std::string> variables;
    variables.reserve(command.environment.size());
    for (const auto& [key, value] : command.environment) {
        variables.push_back(std::string(key).append("=").append(value));
    }
    std::vector<char*> environment;
    environment.reserve(variables.size() + 1);
    for (std::string& variable : variables) {
        environment.push_back(variable.data());
    }
    environment.push_back(nullptr);
    const int error = ::posix_spawnp(&child.pid, arguments[0], &settings.actions,
                                     &settings.attributes, arguments.data(), environment.data());
    if (error != 0) {
        return fail(error == ENOENT ? Code::kNotFound : Code::kUnavailable,
                    "cannot run " + command.arguments[0] + ": " + reason(error));
    }
    if (command.max_memory_bytes != 0) {
        const rlimit limit{command.max_memory_bytes, command.max_memory_bytes};
        ::prlimit(child.pid, RLIMIT_AS, &limit, nullptr);  // fails only if it has ended already
    }
    Pipe::close_end(child.input.read_end);
    Pipe::close_end(child.output.write_end);
    Pipe::close_end(child.error.write_end);
    Pipe::close_end(child.secret.read_end);
    return {};
}

// A child that stops reading must not kill us: SIGPIPE is held back in this thread, and one that
// came is dropped.
class SigpipeGuard {
  public:
    SigpipeGuard() {
        ::sigemptyset(&sigpipe_);
        ::sigaddset(&sigpipe_, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &sigpipe_, &before_);
    }
    ~SigpipeGuard() {
        const timespec no_wait{};
        while (::sigtimedwait(&sigpipe_, nullptr, &no_wait) > 0) {
        }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    SigpipeGuard(const SigpipeGuard&) = delete;
    SigpipeGuard& operator=(const SigpipeGuard&) = delete;

  private:
    sigset_t sigpipe_{};
    sigset_t before_{};
};

// Writes what the pipe takes; closes it when all is written or the child no longer reads.
void feed(int& descriptor, std::string_view& rest) {
    while (!rest.empty()) {
        const ssize_t written = ::write(descriptor, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0 && errno == EAGAIN) {
            return;
        }
        if (written < 0) {
            break;
        }
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    Pipe::close_end(descriptor);
}

// Reads what is there; closes the pipe at its end.
void drain(int& descriptor, std::string& into) {
    std::array<char, 16 << 10> buffer{};
    while (true) {
        const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0 && errno == EAGAIN) {
            return;
        }
        if (count <= 0) {
            Pipe::close_end(descriptor);
            return;
        }
        into.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

// Why the child must go before its end, if it must.
std::optional<Error> verdict(const Command& command, const CommandOutput& output,
                             Clock::time_point deadline, const std::stop_token& stop) {
    if (stop.stop_requested()) {
        return Error{Code::kCancelled, command.arguments[0] + ": cancelled"};
    }
    if (Clock::now() >= deadline) {
        return Error{Code::kUnavailable, command.arguments[0] + ": no end after " +
                                             std::to_string(command.timeout.count() / 1000) + " s"};
    }
    if (output.standard_output.size() > command.max_output_bytes) {
        return Error{Code::kInvalid, command.arguments[0] + ": more than " +
                                         std::to_string(command.max_output_bytes) +
                                         " bytes of output"};
    }
    return std::nullopt;
}

// Moves bytes until both outputs have ended, or there is a verdict.
std::optional<Error> talk(const Command& command, Child& child, CommandOutput& output,
                          const std::stop_token& stop) {
    const Clock::time_point deadline = Clock::now() + command.timeout;
    std::string_view input = command.input;
    std::string_view secret = command.secret_input;
    for (const int descriptor : {child.input.write_end, child.secret.write_end,
                                 child.output.read_end, child.error.read_end}) {
        if (descriptor >= 0) {
            set_non_blocking(descriptor);
        }
    }
    while (child.output.read_end >= 0 || child.error.read_end >= 0) {
        std::array<pollfd, 4> waits{
            pollfd{child.output.read_end, POLLIN, 0}, pollfd{child.error.read_end, POLLIN, 0},
            pollfd{child.input.write_end, POLLOUT, 0}, pollfd{child.secret.write_end, POLLOUT, 0}};
        ::poll(waits.data(), waits.size(), kPollMilliseconds);
        if (child.input.write_end >= 0) {
            feed(child.input.write_end, input);
        }
        if (child.secret.write_end >= 0) {
            feed(child.secret.write_end, secret);
        }
        if (child.output.read_end >= 0) {
            drain(child.output.read_end, output.standard_output);
        }
        if (child.error.read_end >= 0) {
            drain(child.error.read_end, output.standard_error);
        }
        if (output.standard_error.size() > kMaxErrorBytes) {
            output.standard_error.erase(0, output.standard_error.size() - kMaxErrorBytes);
        }
        if (auto error = verdict(command, output, deadline, stop)) {
            return error;
        }
    }
    return std::nullopt;
}

int exit_code(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Waits for the child until `deadline`; nullopt if it still runs then.
std::optional<int> reap(pid_t pid, Clock::time_point deadline) {
    const int handle = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
    while (true) {
        int status = 0;
        const pid_t reaped = ::waitpid(pid, &status, WNOHANG);
        if (reaped == pid || (reaped < 0 && errno != EINTR)) {
            if (handle >= 0) {
                ::close(handle);
            }
            return reaped == pid ? exit_code(status) : 255;
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0) {
            if (handle >= 0) {
                ::close(handle);
            }
            return std::nullopt;
        }
        pollfd wait{handle, POLLIN, 0};
        ::poll(&wait, 1, static_cast<int>(std::min<std::int64_t>(left.count(), kPollMilliseconds)));
    }
}

// The whole group, so that git's own children go as well.
int terminate(pid_t pid) {
    ::kill(-pid, SIGTERM);
    std::optional<int> code = reap(pid, Clock::now() + kTerminationGrace);
    ::kill(-pid, SIGKILL);
    return code ? *code : reap(pid, Clock::time_point::max()).value_or(255);
}

}  // namespace

Result<CommandOutput> run(const Command& command, const std::stop_token& stop) {
    CHECK(!command.arguments.empty());
    Child child;
    TRY(spawn(command, child));
    CommandOutput output;
    const SigpipeGuard guard;
    if (std::optional<Error> error = talk(command, child, output, stop)) {
        terminate(child.pid);
        return fail(*std::move(error));
    }
    // Outputs closed, yet the child may linger: its deadline still counts.
    const std::optional<int> code = reap(child.pid, Clock::now() + command.timeout);
    output.exit_code = code ? *code : terminate(child.pid);
    return output;
}

}  // namespace sealer
