// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/store.h"

#include <algorithm>

#include "common/manifest/json.h"

namespace sealer::standalone {

using manifest::Value;

namespace {

// Enough for a client to be away for minutes in ordinary use; those away for longer list anew.
constexpr std::size_t kMaxHistory = 10'000;
constexpr std::size_t kMaxHistoryBytes = std::size_t{64} << 20;

std::size_t bytes_of(const Event& event) {
    return event.now->json.size();
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file) {
    TRY_ASSIGN(auto database, Database::open(file));
    std::unique_ptr<Store> store(new Store(std::move(database)));
    TRY(store->load());
    return store;
}

Status Store::load() {
    const MutexLock lock(mutex_);
    // Revision 1 is the empty store: clients read 0 as "any".
    TRY_ASSIGN(revision_, database_->revision());
    revision_ = std::max<std::uint64_t>(revision_, 1);
    return database_->load([this](ObjectId id, std::uint64_t revision,
                                  std::string_view json) NO_THREAD_SAFETY_ANALYSIS {
        auto object = manifest::parse_json(json);
        if (!object) {
            return Status(fail(object.error().with("database: " + id.resource + " " + id.name)));
        }
        Entries& entries = resources_[id.resource];
        const Name name(id.namespace_, id.name);
        entries[name] = make_entry(std::move(id), revision, *std::move(object));
        return Status{};
    });
}

EntryPtr Store::get(const ObjectId& id) const {
    const MutexLock lock(mutex_);
    return find(id);
}

EntryPtr Store::find(const ObjectId& id) const {
    const auto entries = resources_.find(id.resource);
    if (entries == resources_.end()) {
        return nullptr;
    }
    const auto found = entries->second.find({id.namespace_, id.name});
    return found == entries->second.end() ? nullptr : found->second;
}

std::vector<EntryPtr> Store::select(const std::string& resource,
                                    const std::string& namespace_) const {
    std::vector<EntryPtr> result;
    const auto found = resources_.find(resource);
    if (found == resources_.end()) {
        return result;
    }
    const Entries& entries = found->second;
    for (auto it = entries.lower_bound({namespace_, ""}); it != entries.end(); ++it) {
        if (!namespace_.empty() && it->first.first != namespace_) {
            break;
        }
        result.push_back(it->second);
    }
    return result;
}

Listing Store::list(const std::string& resource, const std::string& namespace_) const {
    const MutexLock lock(mutex_);
    return {select(resource, namespace_), revision_};
}

Result<Listing> Store::list_at(const std::string& resource, const std::string& namespace_,
                               std::uint64_t revision) const {
    const MutexLock lock(mutex_);
    if (revision > revision_ || revision + history_.size() < revision_) {
        return fail(Code::kExpired, "the revision is no longer, or not yet, known");
    }
    Entries entries;
    for (EntryPtr& entry : select(resource, namespace_)) {
        entries[{entry->id.namespace_, entry->id.name}] = entry;
    }
    for (auto event = history_.rbegin(); event != history_.rend() && (*event)->revision > revision;
         ++event) {
        const ObjectId& id = (*event)->now->id;
        if (id.resource != resource || (!namespace_.empty() && id.namespace_ != namespace_)) {
            continue;
        }
        if ((*event)->before == nullptr) {
            entries.erase({id.namespace_, id.name});
        } else {
            entries[{id.namespace_, id.name}] = (*event)->before;
        }
    }
    Listing listing;
    listing.revision = revision;
    for (auto& [name, entry] : entries) {
        listing.entries.push_back(std::move(entry));
    }
    return listing;
}

std::uint64_t Store::revision() const {
    const MutexLock lock(mutex_);
    return revision_;
}

Result<EntryPtr> Store::put(const ObjectId& id, Value object, std::uint64_t expected) {
    return write(expected == 0 ? Event::Type::kAdded : Event::Type::kModified, id,
                 std::move(object), expected);
}

Result<EntryPtr> Store::remove(const ObjectId& id, Value last_state, std::uint64_t expected) {
    return write(Event::Type::kDeleted, id, std::move(last_state), expected);
}

Result<EntryPtr> Store::write(Event::Type type, const ObjectId& id, Value object,
                              std::uint64_t expected) {
    auto event = std::make_shared<Event>();
    event->type = type;
    {
        const MutexLock writing(write_mutex_);
        {
            const MutexLock lock(mutex_);
            event->before = find(id);
            event->revision = revision_ + 1;
        }
        if ((event->before == nullptr ? 0 : event->before->revision) != expected) {
            return fail(Code::kConflict, "the object has been modified");
        }
        object["metadata"]["resourceVersion"] = Value(std::to_string(event->revision));
        event->now = make_entry(id, event->revision, std::move(object));
        TRY(type == Event::Type::kDeleted ? database_->erase(id, event->revision)
                                          : database_->put(id, event->revision, event->now->json));
        const MutexLock lock(mutex_);
        revision_ = event->revision;
        if (type == Event::Type::kDeleted) {
            resources_[id.resource].erase({id.namespace_, id.name});
        } else {
            resources_[id.resource][{id.namespace_, id.name}] = event->now;
        }
        remember(event);
    }
    for (const auto& listener : listeners_) {
        listener();
    }
    return event->now;
}

void Store::remember(EventPtr event) {
    history_bytes_ += bytes_of(*event);
    history_.push_back(std::move(event));
    while (history_.size() > kMaxHistory ||
           (history_bytes_ > kMaxHistoryBytes && history_.size() > 1)) {
        history_bytes_ -= bytes_of(*history_.front());
        history_.pop_front();
    }
}

Result<std::vector<EventPtr>> Store::events_after(std::uint64_t revision, std::size_t max) const {
    const MutexLock lock(mutex_);
    if (revision + history_.size() < revision_) {
        return fail(Code::kExpired, "too old resource version: " + std::to_string(revision) + " (" +
                                        std::to_string(revision_ - history_.size()) + ")");
    }
    std::vector<EventPtr> result;
    if (revision >= revision_) {
        return result;
    }
    const std::size_t first = history_.size() - (revision_ - revision);
    for (std::size_t i = first; i < history_.size() && result.size() < max; ++i) {
        result.push_back(history_[i]);
    }
    return result;
}

}  // namespace sealer::standalone
