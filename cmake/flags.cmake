# SPDX-License-Identifier: Apache-2.0
# Compiler and linker flags, for every target of ours.
add_compile_options(
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
    -Wold-style-cast -Wcast-align -Wformat=2
    # So that the linker can leave out, function by function, what a program does not use.
    -ffunction-sections -fdata-sections)
if(CMAKE_UNITY_BUILD)
    # A unit includes its sources by their full paths. Without them in __FILE__, ccache serves another checkout, too.
    add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Designated initializers leave out members on purpose; g++ 12 does not tell them from forgotten ones.
    add_compile_options(-Wno-missing-field-initializers)
    add_compile_options(-Wduplicated-cond -Wlogical-op -Wuseless-cast)
endif()
if(SEALER_WERROR)
    add_compile_options(-Werror)
endif()
if(SEALER_THREAD_SAFETY)
    add_compile_options(-Wthread-safety -Wthread-safety-beta)
endif()
if(SEALER_SANITIZE)
    # Names and lines are all that a report shows.
    add_compile_options(-fsanitize=${SEALER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g1)
    add_link_options(-fsanitize=${SEALER_SANITIZE})
endif()
if(SEALER_HARDEN)
    add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection
                        -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS)
    add_link_options(-pie -Wl,-z,relro,-z,now)
endif()
if(SEALER_FUZZ)
    # Coverage of everything, to steer by; libFuzzer itself goes into the targets alone.
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
# Debian's default linker takes seconds a program; mold takes tenths.
find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()
