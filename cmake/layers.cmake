# SPDX-License-Identifier: Apache-2.0
# sealer_folder(FOLDER USES folder... LIBRARIES target...)
#
# One static library of every .cpp in FOLDER (but main.cpp). Its include path is a directory that holds
# nothing but a link to FOLDER, beside those of the folders it USES (and theirs): an include against
# the arrows does not compile.
function(sealer_folder folder)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;LIBRARIES")
    string(REPLACE "/" "_" name "sealer_${folder}")
    set(include_dir ${PROJECT_BINARY_DIR}/include/${name})
    get_filename_component(parent ${include_dir}/${folder} DIRECTORY)
    file(MAKE_DIRECTORY ${parent})
    sealer_link_headers(${folder} ${include_dir}/${folder})

    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    if(sources)
        add_library(${name} STATIC ${sources})
        set(scope PUBLIC)
    else()
        add_library(${name} INTERFACE)
        set(scope INTERFACE)
    endif()
    target_include_directories(${name} ${scope} ${include_dir})
    foreach(used IN LISTS arg_USES)
        string(REPLACE "/" "_" used "sealer_${used}")
        target_link_libraries(${name} ${scope} ${used})
    endforeach()
    target_link_libraries(${name} ${scope} ${arg_LIBRARIES})
endfunction()

# The headers are linked one by one: a folder may hold other folders of ours, which its include path must not open.
function(sealer_link_headers folder link)
    file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.h)
    file(REMOVE_RECURSE ${link})
    file(MAKE_DIRECTORY ${link})
    foreach(header IN LISTS headers)
        get_filename_component(file_name ${header} NAME)
        file(CREATE_LINK ${header} ${link}/${file_name} SYMBOLIC)
    endforeach()
endfunction()

# sealer_program(NAME SOURCE file FOLDER folder [STATIC]): an executable of one main file over its folder's library.
# STATIC: archives in place of shared libraries where there are any (sealer_archive), for a program that starts fast.
function(sealer_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "STATIC" "SOURCE;FOLDER" "")
    if(NOT EXISTS ${PROJECT_SOURCE_DIR}/${arg_SOURCE})
        return()
    endif()
    string(REPLACE "/" "_" library "sealer_${arg_FOLDER}")
    add_executable(${name} ${arg_SOURCE})
    target_link_libraries(${name} PRIVATE ${library})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
    # The sanitizers bring run-time libraries of their own, to which those of others must be linked as they are.
    if(arg_STATIC AND NOT SEALER_SANITIZE)
        set_target_properties(${name} PROPERTIES SEALER_STATIC ON)
        target_link_options(${name} PRIVATE -static-libstdc++ -static-libgcc -Wl,--gc-sections -Wl,--as-needed)
    endif()
endfunction()
