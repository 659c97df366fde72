// SPDX-License-Identifier: Apache-2.0
#include "common/base/process.h"

#include <thread>

#include <gtest/gtest.h>

#include "common/base/time.h"

namespace sealer {
namespace {

Command shell(std::string script) {
    return Command{.arguments = {"sh", "-c", std::move(script)},
                   .environment = {{"PATH", "/usr/bin:/bin"}}};
}

TEST(Process, KeepsOutputErrorAndExitCodeApart) {
    const Result<CommandOutput> output = run(shell("echo out; echo err >&2; exit 3"));
    ASSERT_TRUE(output);
    EXPECT_EQ(output->standard_output, "out\n");
    EXPECT_EQ(output->standard_error, "err\n");
    EXPECT_EQ(output->exit_code, 3);
}

TEST(Process, FeedsInputLargerThanAPipe) {
    Command command = shell("wc -c");
    command.input = std::string(1 << 20, 'x');
    const Result<CommandOutput> output = run(command);
    ASSERT_TRUE(output);
    EXPECT_EQ(output->standard_output, "1048576\n");
}

TEST(Process, SurvivesAChildThatDoesNotRead) {
    Command command = shell("exec 0<&-; echo done");
    command.input = std::string(1 << 20, 'x');
    const Result<CommandOutput> output = run(command);
    ASSERT_TRUE(output);
    EXPECT_EQ(output->standard_output, "done\n");
}

TEST(Process, HandsSecretsOverOnDescriptorThree) {
    Command command = shell("cat <&3; env; echo $*");
    command.secret_input = "hunter2";
    const Result<CommandOutput> output = run(command);
    ASSERT_TRUE(output);
    EXPECT_EQ(output->standard_output.substr(0, 7), "hunter2");
    EXPECT_EQ(output->standard_output.find("hunter2", 7), std::string::npos);
}

TEST(Process, GivesTheChildJustTheEnvironmentItWasGiven) {
    Command command = shell("echo \"$ONE:$HOME\"");
    command.environment["ONE"] = "1";
    const Result<CommandOutput> output = run(command);
    ASSERT_TRUE(output);
    EXPECT_EQ(output->standard_output, "1:\n");
}

TEST(Process, BoundsTheMemoryOfTheChild) {
    Command command = shell("read line; x=$(head -c 100000000 /dev/zero | tr '\\0' x)");
    command.input = "go\n";
    command.max_memory_bytes = std::size_t{64} << 20;
    const Result<CommandOutput> output = run(command);
    ASSERT_TRUE(output);
    EXPECT_NE(output->exit_code, 0);
}

TEST(Process, MissingProgramIsNotFound) {
    const Result<CommandOutput> output = run(Command{.arguments = {"no-such-program-here"}});
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, Code::kNotFound);
}

TEST(Process, DeadlineEndsTheWholeGroup) {
    // The grandchild holds the output open: only ending the group lets run() return.
    Command command = shell("sleep 1000 & sleep 1000");
    command.timeout = std::chrono::milliseconds(100);
    const Result<CommandOutput> output = run(command);
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, Code::kUnavailable);
}

TEST(Process, StopEndsIt) {
    std::stop_source source;
    source.request_stop();
    const Result<CommandOutput> output = run(shell("sleep 1000"), source.get_token());
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, Code::kCancelled);
}

TEST(Process, OutputIsBounded) {
    Command command = shell("yes");
    command.max_output_bytes = 1 << 16;
    const Result<CommandOutput> output = run(command);
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, Code::kInvalid);
}

TEST(Process, ASignalIsAnExitCodeBeyond128) {
    const Result<CommandOutput> output = run(shell("kill -9 $$"));
    ASSERT_TRUE(output);
    EXPECT_EQ(output->exit_code, 128 + 9);
}

}  // namespace
}  // namespace sealer
