// SPDX-License-Identifier: Apache-2.0
// How Beast reads a body into secret memory. Private to the server.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/optional.hpp>
#include <openssl/crypto.h>

#include "common/crypto/secret_bytes.h"

namespace sealer::http {

// A Body in the sense of Beast; its parser enforces the limit on the size.
struct SecretBody {
    using value_type = crypto::SecretBytes;

    class reader {  // NOLINT(readability-identifier-naming): Beast's name
      public:
        template <bool kIsRequest, class Fields>
        reader(boost::beast::http::header<kIsRequest, Fields>& /*header*/, value_type& body)
            : body_(body) {}

        void init(const boost::optional<std::uint64_t>& length, boost::beast::error_code& error) {
            // A length is a claim, not yet memory.
            constexpr std::uint64_t kMaxReserve = 64 << 10;
            body_.reserve(static_cast<std::size_t>(std::min(length.value_or(0), kMaxReserve)));
            error = {};
        }

        template <class Buffers>
        std::size_t put(const Buffers& buffers, boost::beast::error_code& error) {
            std::size_t size = 0;
            for (const auto& buffer : boost::beast::buffers_range(buffers)) {
                body_.append({static_cast<const char*>(buffer.data()), buffer.size()});
                size += buffer.size();
            }
            error = {};
            return size;
        }

        void finish(boost::beast::error_code& error) { error = {}; }

      private:
        value_type& body_;
    };
};

// Wipes what it gives back.
template <class T>
struct WipingAllocator {
    using value_type = T;

    WipingAllocator() = default;
    template <class U>
    explicit WipingAllocator(const WipingAllocator<U>& /*other*/) {}

    T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
    void deallocate(T* pointer, std::size_t count) {
        OPENSSL_cleanse(pointer, count * sizeof(T));
        std::allocator<T>().deallocate(pointer, count);
    }
    bool operator==(const WipingAllocator&) const = default;
};

// What came from the peer and is not parsed yet.
using InputBuffer = boost::beast::basic_flat_buffer<WipingAllocator<char>>;

}  // namespace sealer::http
