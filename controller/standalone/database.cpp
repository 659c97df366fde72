// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/database.h"

#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace sealer::standalone {

namespace {

constexpr int kFormVersion = 1;  // PRAGMA user_version
constexpr const char* kSchema = R"sql(
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS objects (
        resource TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
        revision INTEGER NOT NULL, json BLOB NOT NULL,
        PRIMARY KEY (resource, namespace, name)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS last_write (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL);
    PRAGMA user_version = 1;
)sql";

void bind_text(sqlite3_stmt* statement, int index, std::string_view text) {
    sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void bind_id(sqlite3_stmt* statement, const ObjectId& id) {
    bind_text(statement, 1, id.resource);
    bind_text(statement, 2, id.namespace_);
    bind_text(statement, 3, id.name);
}

// A BLOB column's bytes are also how text comes out without a cast between character types.
std::string_view column(sqlite3_stmt* statement, int index) {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, index));
    return {bytes == nullptr ? "" : bytes,
            static_cast<std::size_t>(sqlite3_column_bytes(statement, index))};
}

}  // namespace

void Database::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file) {
    // SQLite would create it with the umask's mode; its side files take the mode of this one.
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail(Code::kInvalid,
                    "open " + file.string() + ": cannot create or open the database file");
    }
    ::close(descriptor);
    sqlite3* handle = nullptr;
    const int opened = sqlite3_open_v2(file.c_str(), &handle,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<Database> database(new Database(handle));
    if (opened != SQLITE_OK) {
        return fail(database->error("open " + file.string()));
    }
    sqlite3_busy_timeout(handle, 5'000);
    TRY_ASSIGN(Statement version, database->prepare("PRAGMA user_version"));
    if (sqlite3_step(version.get()) != SQLITE_ROW) {
        return fail(database->error("read " + file.string()));
    }
    if (sqlite3_column_int(version.get(), 0) > kFormVersion) {
        return fail(Code::kInvalid,
                    file.string() + " was written by a later version of this program");
    }
    version.reset();
    TRY(database->execute(kSchema));
    TRY_ASSIGN(database->put_,
               database->prepare("INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?)"));
    TRY_ASSIGN(
        database->erase_,
        database->prepare("DELETE FROM objects WHERE resource = ? AND namespace = ? AND name = ?"));
    TRY_ASSIGN(database->set_revision_,
               database->prepare("INSERT OR REPLACE INTO last_write VALUES (1, ?)"));
    return database;
}

Database::~Database() {
    put_.reset();
    erase_.reset();
    set_revision_.reset();
    sqlite3_close(handle_);
}

Result<std::uint64_t> Database::revision() {
    TRY_ASSIGN(const Statement statement, prepare("SELECT revision FROM last_write"));
    switch (sqlite3_step(statement.get())) {
        case SQLITE_ROW:
            return static_cast<std::uint64_t>(sqlite3_column_int64(statement.get(), 0));
        case SQLITE_DONE:
            return std::uint64_t{0};
        default:
            return fail(error("read the revision"));
    }
}

Status Database::load(
    const std::function<Status(ObjectId id, std::uint64_t revision, std::string_view json)>& sink) {
    TRY_ASSIGN(const Statement statement,
               prepare("SELECT resource, namespace, name, revision, json FROM objects"));
    int state = sqlite3_step(statement.get());
    for (; state == SQLITE_ROW; state = sqlite3_step(statement.get())) {
        ObjectId id{std::string(column(statement.get(), 0)),
                    std::string(column(statement.get(), 1)),
                    std::string(column(statement.get(), 2))};
        const auto revision = static_cast<std::uint64_t>(sqlite3_column_int64(statement.get(), 3));
        TRY(sink(std::move(id), revision, column(statement.get(), 4)));
    }
    return state == SQLITE_DONE ? Status{} : fail(error("read the objects"));
}

Status Database::put(const ObjectId& id, std::uint64_t revision, std::string_view json) {
    bind_id(put_.get(), id);
    sqlite3_bind_int64(put_.get(), 4, static_cast<sqlite3_int64>(revision));
    sqlite3_bind_blob64(put_.get(), 5, json.data(), json.size(), SQLITE_STATIC);
    return in_transaction(put_.get(), revision);
}

Status Database::erase(const ObjectId& id, std::uint64_t revision) {
    bind_id(erase_.get(), id);
    return in_transaction(erase_.get(), revision);
}

Status Database::in_transaction(sqlite3_stmt* change, std::uint64_t revision) {
    sqlite3_bind_int64(set_revision_.get(), 1, static_cast<sqlite3_int64>(revision));
    TRY(execute("BEGIN IMMEDIATE"));
    Status done = step(change);
    if (done) {
        done = step(set_revision_.get());
    }
    if (done) {
        done = execute("COMMIT");
    }
    if (!done) {
        // The first error is the one to tell; a failed rollback leaves nothing more to undo.
        static_cast<void>(execute("ROLLBACK"));
    }
    return done;
}

Status Database::execute(const char* sql) {
    return sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) == SQLITE_OK
               ? Status{}
               : fail(error("execute"));
}

Result<Database::Statement> Database::prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr) != SQLITE_OK) {
        return fail(error("prepare"));
    }
    return Statement(statement);
}

Status Database::step(sqlite3_stmt* statement) {
    const int state = sqlite3_step(statement);
    Status result = state == SQLITE_DONE ? Status{} : fail(error("write"));
    sqlite3_reset(statement);
    return result;
}

Error Database::error(std::string_view what) const {
    return {Code::kInternal, "database: " + std::string(what) + ": " + sqlite3_errmsg(handle_)};
}

}  // namespace sealer::standalone
