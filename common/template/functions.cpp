// SPDX-License-Identifier: Apache-2.0
#include "common/template/functions.h"

#include <array>
#include <map>

namespace sealer::tmpl {
namespace {

std::map<std::string_view, const Function*> all_functions() {
    // Sprig's come last, since they take the place of Go's own (slice).
    std::map<std::string_view, const Function*> functions;
    for (const auto family :
         {builtin_functions(), comparison_functions(), certificate_functions(), crypto_functions(),
          date_functions(), default_functions(), dict_functions(), encoding_functions(),
          json_functions(), list_functions(), number_functions(), path_functions(),
          random_functions(), reflection_functions(), regex_functions(), semver_functions(),
          string_functions(), url_functions(), word_functions()}) {
        for (const Function& function : family) {
            functions[function.name] = &function;
        }
    }
    return functions;
}

}  // namespace

const Function* find_function(std::string_view name) {
    static const std::map<std::string_view, const Function*> kFunctions = all_functions();
    const auto found = kFunctions.find(name);
    return found == kFunctions.end() ? nullptr : found->second;
}

}  // namespace sealer::tmpl
