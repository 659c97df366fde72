// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "controller/standalone/database.h"
#include "controller/standalone/entry.h"

namespace sealer::standalone {

// All objects, in memory for reading and on disk for keeps, with one revision counter and the
// recent history. Knows nothing of what the objects mean. Thread-safe; readers never wait for the
// disk.
class Store {
  public:
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file);

    // Null if it is not there.
    [[nodiscard]] EntryPtr get(const ObjectId& id) const EXCLUDES(mutex_);
    // `namespace_` empty: all.
    [[nodiscard]] Listing list(const std::string& resource, const std::string& namespace_) const
        EXCLUDES(mutex_);
    // As it was at `revision`; kExpired when the history does not reach back so far.
    [[nodiscard]] Result<Listing> list_at(const std::string& resource,
                                          const std::string& namespace_,
                                          std::uint64_t revision) const EXCLUDES(mutex_);
    [[nodiscard]] std::uint64_t revision() const EXCLUDES(mutex_);

    // Writes `object` at the next revision, which it becomes metadata.resourceVersion of.
    // `expected` is the revision that the caller read, 0 for an object that must not exist:
    // kConflict if it is another by now.
    [[nodiscard]] Result<EntryPtr> put(const ObjectId& id, manifest::Value object,
                                       std::uint64_t expected) EXCLUDES(write_mutex_, mutex_);
    // Removes it; `last_state` is what watchers are told.
    [[nodiscard]] Result<EntryPtr> remove(const ObjectId& id, manifest::Value last_state,
                                          std::uint64_t expected) EXCLUDES(write_mutex_, mutex_);

    // At most `max` changes after `revision`, in order. kExpired when some of them are forgotten.
    [[nodiscard]] Result<std::vector<EventPtr>> events_after(std::uint64_t revision,
                                                             std::size_t max) const
        EXCLUDES(mutex_);
    // Called after every write, by the writer. Set all before the first write.
    void on_write(std::function<void()> listener) { listeners_.push_back(std::move(listener)); }

  private:
    using Name = std::pair<std::string, std::string>;  // namespace, name
    using Entries = std::map<Name, EntryPtr>;

    explicit Store(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    [[nodiscard]] Status load();
    [[nodiscard]] Result<EntryPtr> write(Event::Type type, const ObjectId& id,
                                         manifest::Value object, std::uint64_t expected)
        EXCLUDES(write_mutex_, mutex_);
    [[nodiscard]] EntryPtr find(const ObjectId& id) const REQUIRES(mutex_);
    [[nodiscard]] std::vector<EntryPtr> select(const std::string& resource,
                                               const std::string& namespace_) const
        REQUIRES(mutex_);
    void remember(EventPtr event) REQUIRES(mutex_);

    Mutex write_mutex_;  // one writer at a time; taken before mutex_
    std::unique_ptr<Database> database_;
    std::vector<std::function<void()>> listeners_;

    mutable Mutex mutex_;
    std::map<std::string, Entries> resources_ GUARDED_BY(mutex_);
    std::uint64_t revision_ GUARDED_BY(mutex_) = 0;
    std::deque<EventPtr> history_ GUARDED_BY(mutex_);  // revisions without gaps, up to revision_
    std::size_t history_bytes_ GUARDED_BY(mutex_) = 0;
};

}  // namespace sealer::standalone
