// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace sealer::standalone {

// Kubernetes' protobuf messages, in lines:
//
//     MESSAGE                          what follows belongs to it
//      NUMBER NAME TYPE                a field; the name "=" takes the members of the message in,
//      as Go embeds structs
//     kind APIVERSION KIND MESSAGE     what a kind is written as
//
// TYPE is s(tring), i(nteger), b(oolean), d(ouble), B(ytes), T(ime), M(icro time), Q(uantity), I(nt
// or string), R(aw JSON), F(ields, JSON too), L(ist of strings in a message) or @MESSAGE; behind *
// repeated, behind % the value of a map from strings. A '?' in front: zero is a value of its own,
// else zero means unset.
[[nodiscard]] std::span<const std::string_view> protobuf_table();

}  // namespace sealer::standalone
