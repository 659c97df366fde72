// SPDX-License-Identifier: Apache-2.0
// What the sanitizers are not to report of the tests: behaviour of the system's libraries, which
// are not instrumented and not ours to mend. Linked into every test program of a sanitizing build.
//
// cpprestsdk:
// - a task that still waits in its thread pool when the process ends is dropped, not deleted, with
//   all that hangs on it;
// - how its threads hand its own request contexts to each other is out of ThreadSanitizer's sight.

// NOLINTBEGIN(readability-identifier-naming,bugprone-reserved-identifier): the sanitizers' names
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libcpprest.so\n"
           "leak:pplx/pplxtasks.h\n";
}

extern "C" const char* __tsan_default_suppressions() {
    return "race:web::http::client::details::asio_\n";
}
// NOLINTEND(readability-identifier-naming,bugprone-reserved-identifier)
