# SPDX-License-Identifier: Apache-2.0
# sealer_embed_text(OUTPUT file HEADER header FUNCTION namespace::name INPUTS file...)
#
# Writes a .cpp that defines `std::string_view name()`, the inputs' text one after the other as YAML documents.
function(sealer_embed_text)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "OUTPUT;HEADER;NAMESPACE;FUNCTION" "INPUTS")
    set(text "")
    foreach(input IN LISTS arg_INPUTS)
        file(READ ${input} content)
        string(APPEND text "${content}\n---\n")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${input})
    endforeach()
    file(CONFIGURE OUTPUT ${arg_OUTPUT} @ONLY CONTENT [[
// Made by cmake/embed.cmake.
#include "@arg_HEADER@"

namespace @arg_NAMESPACE@ {

std::string_view @arg_FUNCTION@() {  // NOLINT(readability-function-size): all of it is one text
    return R"EMBEDDED(@text@)EMBEDDED";
}

}  // namespace @arg_NAMESPACE@
]])
endfunction()
