// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "common/base/result.h"

namespace sealer {

// A shared library that only some runs of a program need, loaded when one does: linked, it would
// cost every start its share. Stays loaded until the process ends.
class SharedLibrary {
  public:
    // `soname` is sought where the system's loader looks. kUnavailable when it cannot be loaded.
    [[nodiscard]] static Result<SharedLibrary> load(const char* soname);

    // Points `function` to the library's function `name`, whose type the caller vouches for.
    // kUnavailable when there is none.
    template <class Function>
    [[nodiscard]] Status find(const char* name, Function*& function) const {
        TRY_ASSIGN(void* const address, address_of(name));
        function = reinterpret_cast<Function*>(address);
        return {};
    }

  private:
    SharedLibrary(std::string soname, void* handle);
    [[nodiscard]] Result<void*> address_of(const char* name) const;

    std::string soname_;
    void* handle_;
};

}  // namespace sealer
