// SPDX-License-Identifier: Apache-2.0
// Strict reading of configuration: unknown fields and wrong types are errors, names match whatever
// their case, null is as good as nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::kustomize {

enum class Strictness {
    kStrict,
    // As plug-ins are configured: members that nobody asks for are nobody's fault, and booleans and
    // numbers do where text is asked for.
    kLenient,
};

// Reads the members of one object, each by its name into a variable, which keeps its value where
// the member is missing; lists and maps are added to. The first fault stays and is told by `done`.
class Decoder {
  public:
    // `where` begins each message: "overlays/kustomization.yaml: patches[2]".
    Decoder(const manifest::Value& value, std::string where,
            Strictness strictness = Strictness::kStrict);

    Decoder& text(std::string_view name, std::string& into);
    Decoder& flag(std::string_view name, bool& into);
    Decoder& integer(std::string_view name, std::int64_t& into);
    Decoder& texts(std::string_view name, std::vector<std::string>& into);
    Decoder& text_map(std::string_view name, std::map<std::string, std::string>& into);
    Decoder& flag_map(std::string_view name, std::map<std::string, bool>& into);
    // Whatever is there, as it is.
    Decoder& value(std::string_view name, manifest::Value& into);
    // An object: `read` gets a decoder for its members and need not call `done`.
    Decoder& object(std::string_view name, const std::function<void(Decoder&)>& read);
    // A list of objects, likewise; nulls in it are empty objects.
    Decoder& objects(std::string_view name, const std::function<void(Decoder&)>& read);
    // An error that the caller found in what it read: "<where>: <message>".
    void reject(const std::string& message);

    [[nodiscard]] const std::string& where() const { return where_; }
    [[nodiscard]] const manifest::Value& source() const { return value_; }
    // kInvalid with the first fault; else, of strict ones, with the first member that nobody asked
    // for, and the name that was perhaps meant.
    [[nodiscard]] Status done();

  private:
    const manifest::Value* take(std::string_view name);
    [[nodiscard]] std::optional<std::string> as_text(const manifest::Value& value) const;
    void expect(bool is_right, std::string_view name, std::string_view type);
    void read_object(const manifest::Value& value, const std::string& where,
                     const std::function<void(Decoder&)>& read);

    const manifest::Value& value_;
    std::string where_;
    Strictness strictness_;
    std::optional<Error> fault_;
    std::vector<std::string> known_;
    std::vector<bool> taken_;  // of the object's members, in order
};

// Of `names`, the one that `name` is probably a misspelling of; empty if none is near.
[[nodiscard]] std::string nearest_name(std::string_view name,
                                       const std::vector<std::string>& names);

}  // namespace sealer::kustomize
