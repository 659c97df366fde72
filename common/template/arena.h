// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string_view>
#include <utility>

#include "common/base/result.h"
#include "common/base/semver.h"
#include "common/crypto/secret_bytes.h"
#include "common/template/go_time.h"
#include "common/template/template.h"
#include "common/template/value.h"

namespace sealer::tmpl {

struct Certificate {
    std::string_view cert;  // PEM
    std::string_view key;   // PEM
};

// Owns what Values point to, until the rendering ends: dicts may hold themselves, so counting
// references would leak plaintext. Texts stand in secret memory. Each call takes its share of the
// budget's memory and fails when that is used up.
class Arena {
  public:
    explicit Arena(Budget& budget) : budget_(budget) {}

    [[nodiscard]] Result<Value> text(std::string_view text);
    // A view of a copy that lives as long as the arena.
    [[nodiscard]] Result<std::string_view> keep(std::string_view text);
    [[nodiscard]] Result<Value> list(List items, Type type = Type::kList);
    [[nodiscard]] Result<Value> dict(Dict items, Type type = Type::kDict);
    // dict[key] = value, the key copied.
    [[nodiscard]] Status set(Dict& dict, std::string_view key, const Value& value);
    [[nodiscard]] Result<Value> time(Time time);
    [[nodiscard]] Result<Value> version(Version version);
    [[nodiscard]] Result<Value> certificate(std::string_view cert, std::string_view key);

  private:
    Budget& budget_;
    std::deque<crypto::SecretBytes> chunks_;
    std::size_t room_ = 0;  // bytes left in the last chunk
    std::deque<List> lists_;
    std::deque<Dict> dicts_;
    std::deque<Time> times_;
    std::deque<Version> versions_;
    std::deque<Certificate> certificates_;
};

}  // namespace sealer::tmpl
