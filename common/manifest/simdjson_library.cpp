// SPDX-License-Identifier: Apache-2.0
// simdjson is all header but for one function, through which its parsers for each kind of processor
// are reached. Here is that function: it loads the library when JSON is first read. (Code that is
// not optimised also names, without ever coming there, the header's number parser.)
#include "common/manifest/simdjson_library.h"

#include <simdjson.h>

#include "common/base/check.h"
#include "common/base/shared_library.h"

namespace {

using Implementation = simdjson::internal::atomic_ptr<const simdjson::implementation>;

sealer::Result<Implementation*> load() {
    TRY_ASSIGN(const sealer::SharedLibrary library,
               sealer::SharedLibrary::load(SEALER_SIMDJSON_SONAME));
    Implementation& (*find)() = nullptr;
    TRY(library.find("_ZN8simdjson25get_active_implementationEv", find));
    return &find();
}

const sealer::Result<Implementation*>& loaded() {
    static const sealer::Result<Implementation*> kLoaded = load();
    return kLoaded;
}

}  // namespace

Implementation& simdjson::get_active_implementation() {
    CHECK(loaded());
    return **loaded();
}

namespace simdjson::internal {

double from_chars(const char* /*first*/) noexcept {
    CHECK(false);
    return 0;
}

double from_chars(const char* /*first*/, const char* /*end*/) noexcept {
    CHECK(false);
    return 0;
}

}  // namespace simdjson::internal

namespace sealer::manifest {

Status load_simdjson() {
    return loaded() ? Status() : fail(loaded().error());
}

}  // namespace sealer::manifest
