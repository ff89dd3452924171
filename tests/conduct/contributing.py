"""What CONTRIBUTING.md tells who is new here holds.

contributing.py --source DIR --build DIR
"""

import os
import re
import shutil
import sys

from sandbox import expect, run_in_sandbox

PROJECT = """cmake_minimum_required(VERSION 3.25)
project(trial LANGUAGES CXX)
include(GNUInstallDirs)
include(common/cmake/Options.cmake)
include(common/cmake/Targets.cmake)
add_library(tk_core INTERFACE)  # this is about building and installing, not about what the common libraries do
target_link_libraries(tk_core INTERFACE turnkit_options)
turnkit_add_folders(tools)
turnkit_finish_tools()
"""
WRITTEN = {"man/greet.1": "share/man/man1/greet.1",
           "completions/greet.bash": "share/bash-completion/completions/greet",
           "completions/_greet": "share/zsh/vendor-completions/_greet",
           "completions/greet.fish": "share/fish/vendor_completions.d/greet.fish"}


def write(box, path, text):
    path = os.path.join(box.work, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def begin(box):
    """The project with the tool greet, which is a main alone."""
    shutil.rmtree(box.work)
    write(box, "CMakeLists.txt", PROJECT)
    os.symlink(os.path.join(box.source, "common"), os.path.join(box.work, "common"))
    write(box, "tools/greet/CMakeLists.txt", 'turnkit_tool(greet KIND source SAMPLE "{}")\n')
    write(box, "tools/greet/main.cpp", "int main() {}\n")


def installed(box):
    box.run("cmake --build build && cmake --install build --prefix installed", check=True)
    folder = os.path.join(box.work, "installed")
    return {os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names}


def a_tool_of_a_main_alone_is_built_and_then_installed_with_what_it_printed(box):
    begin(box)
    box.run("cmake -G Ninja -S . -B build", check=True)
    found = installed(box)
    expect(found == {"bin/greet"}, f"before its page is written: {sorted(found)}")
    for path in WRITTEN:
        write(box, path, "\n")
    found = installed(box)
    expect(found == {"bin/greet", *WRITTEN.values()}, f"what was written later is installed too: {sorted(found)}")


def two_types_of_one_name_fail_the_optimised_build(box):
    begin(box)
    write(box, "tools/greet/one.cpp", "struct Shown { int share; int f() { return share; } };\n"
                                      "int one(Shown shown) { return shown.f(); }\n")
    write(box, "tools/greet/main.cpp", "struct Shown { double x; double y; double f() { return x; } };\n"
                                       "int one(Shown);\nint main() { return one({1, 2}); }\n")
    box.run("cmake -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON -S . -B build", check=True)
    done = box.run("cmake --build build")
    if b"GNU" not in box.run("grep -h CMAKE_CXX_COMPILER_ID build/CMakeFiles/*/CMakeCXXCompiler.cmake").stdout:
        return  # only GCC tells
    expect(done.returncode != 0 and b"struct Shown" in done.stdout, f"it is built: {done.stdout.decode()}")


def the_table_has_every_folder(box):
    with open(os.path.join(box.source, "CONTRIBUTING.md"), encoding="utf-8") as file:
        first = " ".join(line.split("|")[1] for line in file if line.startswith("| `"))
    named = re.findall(r"[\w-]+", first)  # `tests/frames`, `x11`
    for part in ("common", "tests"):
        for folder in os.scandir(os.path.join(box.source, part)):
            expect(not folder.is_dir() or folder.name in named or folder.name.startswith("_"),
                   f"the table of CONTRIBUTING.md has no row for {part}/{folder.name}")


sys.exit(run_in_sandbox(the_table_has_every_folder, two_types_of_one_name_fail_the_optimised_build,
                        a_tool_of_a_main_alone_is_built_and_then_installed_with_what_it_printed))
