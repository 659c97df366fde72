// SPDX-License-Identifier: Apache-2.0
// A list whose copies are one until one of them is edited: for tables that every kustomization has
// and hardly any changes.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <vector>

namespace sealer::kustomize {

template <class T>
class SharedList {
  public:
    using value_type = T;
    using const_iterator = typename std::vector<T>::const_iterator;

    SharedList() = default;
    SharedList(std::initializer_list<T> items) : items_(std::make_shared<std::vector<T>>(items)) {}

    // NOLINTNEXTLINE(google-explicit-constructor): readers need not know that it is shared
    operator const std::vector<T>&() const { return get(); }
    [[nodiscard]] const std::vector<T>& get() const {
        static const std::vector<T> kNone;
        return items_ == nullptr ? kNone : *items_;
    }
    [[nodiscard]] const_iterator begin() const { return get().begin(); }
    [[nodiscard]] const_iterator end() const { return get().end(); }
    [[nodiscard]] std::size_t size() const { return get().size(); }
    [[nodiscard]] bool empty() const { return get().empty(); }
    [[nodiscard]] const T& operator[](std::size_t i) const { return get()[i]; }

    // Its own from now on. Not while another thread copies it.
    [[nodiscard]] std::vector<T>& edit() {
        if (items_ == nullptr || items_.use_count() > 1) {
            items_ = std::make_shared<std::vector<T>>(get());
        }
        return *items_;
    }

    // Whether it is one with `other`, so that no item need be looked at.
    [[nodiscard]] bool is_one_with(const SharedList& other) const { return items_ == other.items_; }
    friend bool operator==(const SharedList& a, const SharedList& b) {
        return a.is_one_with(b) || a.get() == b.get();
    }

  private:
    std::shared_ptr<std::vector<T>> items_;
};

}  // namespace sealer::kustomize
