// SPDX-License-Identifier: Apache-2.0
// What became of each thing of one list in another one: pairs found by one key after another.
#pragma once

#include <deque>
#include <map>
#include <type_traits>
#include <utility>
#include <vector>

namespace sealer::cli {

// Null on the side where it is not.
template <class T>
struct Pair {
    const T* before = nullptr;
    const T* after = nullptr;

    [[nodiscard]] const T& any() const { return after != nullptr ? *after : *before; }
};

// Both lists must outlive it, and the pairs.
template <class T>
class Matching {
  public:
    Matching(const std::vector<T>& before, const std::vector<T>& after)
        : only_before_(pointers(before)), only_after_(pointers(after)) {}

    // Pairs what has no pair yet by its key, in order where several have the same. `key_of` gives a
    // std::optional; what has none is left alone.
    template <class KeyOf>
    void match(const KeyOf& key_of) {
        using Key = typename std::invoke_result_t<KeyOf, const T&>::value_type;
        std::map<Key, std::deque<const T**>> candidates;
        for (const T*& item : only_after_) {
            if (auto key = key_of(*item)) {
                candidates[*std::move(key)].push_back(&item);
            }
        }
        for (const T*& item : only_before_) {
            const auto key = key_of(*item);
            const auto found = key ? candidates.find(*key) : candidates.end();
            if (found == candidates.end() || found->second.empty()) {
                continue;
            }
            const T*& other = *found->second.front();
            found->second.pop_front();
            pairs_.push_back({std::exchange(item, nullptr), std::exchange(other, nullptr)});
        }
        std::erase(only_before_, nullptr);
        std::erase(only_after_, nullptr);
    }

    // The pairs, then what is on one side alone.
    [[nodiscard]] std::vector<Pair<T>> result() const {
        std::vector<Pair<T>> all = pairs_;
        for (const T* item : only_before_) {
            all.push_back({.before = item, .after = nullptr});
        }
        for (const T* item : only_after_) {
            all.push_back({.before = nullptr, .after = item});
        }
        return all;
    }

  private:
    static std::vector<const T*> pointers(const std::vector<T>& items) {
        std::vector<const T*> result;
        result.reserve(items.size());
        for (const T& item : items) {
            result.push_back(&item);
        }
        return result;
    }

    std::vector<Pair<T>> pairs_;
    std::vector<const T*> only_before_;
    std::vector<const T*> only_after_;
};

}  // namespace sealer::cli
