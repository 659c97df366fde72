// SPDX-License-Identifier: Apache-2.0
#include "common/jq/paths.h"

#include <algorithm>
#include <utility>

#include "common/base/process.h"
#include "common/base/text.h"
#include "common/jq/slices.h"
#include "common/manifest/json.h"

namespace sealer::jq {
namespace {

using manifest::Value;

constexpr std::size_t kMaxExpression = 4096;  // bytes
constexpr std::size_t kMaxMemory = std::size_t{512} << 20;
constexpr std::size_t kMaxOutput = std::size_t{16} << 20;
constexpr std::size_t kMaxPaths = 20'000;  // in one object
constexpr int kSyntaxError = 3;            // jq's exit code

tl::unexpected<Error> refused(const std::string& expression, std::string_view why) {
    return fail(Code::kInvalid, "jq expression " + expression + ": " + std::string(why));
}

std::string_view first_line(std::string_view text) {
    return text.substr(0, text.find('\n'));
}

bool is_slice(const Value& step) {
    return step.is_object() && step.get("start") != nullptr && step.get("end") != nullptr;
}

bool is_path(const Value& value) {
    return value.is_array() && std::ranges::all_of(value.as_array(), [](const Value& step) {
               return step.is_string() || step.is_integer() || is_slice(step);
           });
}

bool is_list_of_paths(const Value& value) {
    return value.is_array() && std::ranges::all_of(value.as_array(), is_path);
}

}  // namespace

Result<std::vector<Value>> Evaluator::operator()(const std::string& expression,
                                                 const std::vector<const Value*>& objects) const {
    if (expression.size() > kMaxExpression || expression.find('\0') != std::string::npos) {
        return refused(expression.substr(0, 64), "too long, or not a text");
    }
    Command command;
    // The expression on a line of its own: it may end in a comment.
    command.arguments = {"jq", "-c",
                         "try [limit(" + std::to_string(kMaxPaths + 1) + "; path(\n" + expression +
                             "\n))] catch []"};
    command.working_directory = "/";
    command.timeout =
        std::max(std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now()),
                 std::chrono::milliseconds(1));
    command.max_memory_bytes = kMaxMemory;
    command.max_output_bytes = kMaxOutput;
    for (const Value* object : objects) {
        command.input += manifest::write_json(*object) + "\n";
    }
    const Result<CommandOutput> output = run(command);
    if (!output) {
        return refused(expression, output.error().message);
    }
    if (output->exit_code == kSyntaxError) {
        return refused(expression, first_line(output->standard_error));
    }
    std::vector<Value> results;
    for (const std::string_view line : split(output->standard_output, '\n')) {
        if (!line.empty()) {
            TRY_ASSIGN(Value result, manifest::parse_json(line));
            results.push_back(std::move(result));
        }
    }
    if (output->exit_code != 0 || results.size() != objects.size() ||
        !std::ranges::all_of(results, is_list_of_paths)) {
        return refused(expression, "does not give paths, or needs too much memory");
    }
    for (std::size_t i = 0; i < results.size(); ++i) {
        manifest::Array paths = without_slices(*objects[i], results[i].as_array(), kMaxPaths);
        if (std::max(results[i].as_array().size(), paths.size()) > kMaxPaths) {
            return refused(expression, "points to more than " + std::to_string(kMaxPaths) +
                                           " places in one object");
        }
        results[i] = std::move(paths);
    }
    return results;
}

}  // namespace sealer::jq
