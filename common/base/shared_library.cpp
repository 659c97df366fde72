// SPDX-License-Identifier: Apache-2.0
#include "common/base/shared_library.h"

#include <utility>

#include <dlfcn.h>

namespace sealer {

SharedLibrary::SharedLibrary(std::string soname, void* handle)
    : soname_(std::move(soname)), handle_(handle) {}

Result<SharedLibrary> SharedLibrary::load(const char* soname) {
    void* const handle = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        const char* const reason = dlerror();  // NOLINT(concurrency-mt-unsafe): each thread's own
        return fail(Code::kUnavailable,
                    std::string("this needs a library that cannot be loaded: ") +
                        (reason == nullptr ? soname : reason));
    }
    return SharedLibrary(soname, handle);
}

Result<void*> SharedLibrary::address_of(const char* name) const {
    void* const address = dlsym(handle_, name);
    if (address == nullptr) {
        return fail(Code::kUnavailable, soname_ + " does not have " + name);
    }
    return address;
}

}  // namespace sealer
