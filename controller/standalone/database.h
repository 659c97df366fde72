// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "controller/standalone/entry.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sealer::standalone {

// The objects on disk: one SQLite file in WAL mode, readable by its owner alone. A write survives
// the death of the process at once and a power cut after the next checkpoint, which is enough for a
// place to try and test. Calls must not overlap.
class Database {
  public:
    // Creates the file if it is missing. kInvalid when it is no database of ours, or of a later
    // form.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // The revision of the last write; 0 when there was none.
    [[nodiscard]] Result<std::uint64_t> revision();
    // Hands over every object.
    [[nodiscard]] Status load(const std::function<Status(ObjectId id, std::uint64_t revision,
                                                         std::string_view json)>& sink);
    // Each is one transaction.
    [[nodiscard]] Status put(const ObjectId& id, std::uint64_t revision, std::string_view json);
    [[nodiscard]] Status erase(const ObjectId& id, std::uint64_t revision);

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    explicit Database(sqlite3* handle) : handle_(handle) {}
    [[nodiscard]] Status execute(const char* sql);
    [[nodiscard]] Result<Statement> prepare(const char* sql);
    [[nodiscard]] Status step(sqlite3_stmt* statement);
    [[nodiscard]] Status in_transaction(sqlite3_stmt* change, std::uint64_t revision);
    [[nodiscard]] Error error(std::string_view what) const;

    sqlite3* handle_;
    Statement put_;
    Statement erase_;
    Statement set_revision_;
};

}  // namespace sealer::standalone
