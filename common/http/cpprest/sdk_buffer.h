// SPDX-License-Identifier: Apache-2.0
// Stream buffers of cpprestsdk over memory of ours. Private to its client: it brings the SDK's
// headers.
#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <string_view>
#include <utility>

#include <cpprest/astreambuf.h>

#include "common/crypto/secret_bytes.h"

namespace sealer::http {

// What both directions have in common: all that the SDK's client does not call is refused.
class SdkBuffer : public concurrency::streams::details::streambuf_state_manager<std::uint8_t> {
  public:
    using streambuf_state_manager::streambuf_state_manager;

    bool can_seek() const override { return false; }
    bool has_size() const override { return false; }
    std::size_t buffer_size(std::ios_base::openmode /*mode*/) const override { return 0; }
    void set_buffer_size(std::size_t /*size*/, std::ios_base::openmode /*mode*/) override {}
    std::size_t in_avail() const override { return 0; }
    pos_type getpos(std::ios_base::openmode /*mode*/) const override { return failed(); }
    pos_type seekpos(pos_type /*position*/, std::ios_base::openmode /*mode*/) override {
        return failed();
    }
    pos_type seekoff(off_type /*offset*/, std::ios_base::seekdir /*way*/,
                     std::ios_base::openmode /*mode*/) override {
        return failed();
    }
    bool acquire(std::uint8_t*& /*data*/, std::size_t& /*size*/) override { return false; }
    void release(std::uint8_t* /*data*/, std::size_t /*size*/) override {}

  protected:
    static pos_type failed() { return static_cast<pos_type>(traits::eof()); }

    pplx::task<int_type> _putc(std::uint8_t /*byte*/) override { return end(); }
    pplx::task<std::size_t> _putn(const std::uint8_t* /*data*/, std::size_t /*size*/) override {
        return pplx::task_from_result<std::size_t>(0);
    }
    pplx::task<std::size_t> _getn(std::uint8_t* /*data*/, std::size_t /*size*/) override {
        return pplx::task_from_result<std::size_t>(0);
    }
    pplx::task<int_type> _bumpc() override { return end(); }
    pplx::task<int_type> _getc() override { return end(); }
    pplx::task<int_type> _nextc() override { return end(); }
    pplx::task<int_type> _ungetc() override { return end(); }
    int_type _sbumpc() override { return traits::eof(); }
    int_type _sgetc() override { return traits::eof(); }
    std::size_t _scopy(std::uint8_t* /*data*/, std::size_t /*size*/) override { return 0; }
    pplx::task<bool> _sync() override { return pplx::task_from_result(true); }
    std::uint8_t* _alloc(std::size_t /*size*/) override { return nullptr; }
    void _commit(std::size_t /*size*/) override {}

  private:
    static pplx::task<int_type> end() { return pplx::task_from_result<int_type>(traits::eof()); }
};

// A body that leaves. The SDK may hold on to it after its request was given up, so it owns the
// bytes.
class SdkSource final : public SdkBuffer {
  public:
    // Only if `repeatable` may the SDK send the request again by itself.
    SdkSource(crypto::SecretBytes body, bool repeatable)
        : SdkBuffer(std::ios_base::in), body_(std::move(body)), repeatable_(repeatable) {}

    bool can_seek() const override { return repeatable_; }
    pos_type seekpos(pos_type position, std::ios_base::openmode /*mode*/) override {
        if (!repeatable_ || position != pos_type(0)) {
            return failed();
        }
        at_ = 0;
        return position;
    }

  protected:
    pplx::task<std::size_t> _getn(std::uint8_t* data, std::size_t size) override {
        const std::string_view piece = body_.expose().substr(at_, size);
        std::memcpy(data, piece.data(), piece.size());
        at_ += piece.size();
        return pplx::task_from_result(piece.size());
    }

  private:
    const crypto::SecretBytes body_;
    const bool repeatable_;
    std::size_t at_ = 0;
};

// A body that arrives: each piece goes to a function, which must not throw and runs on a thread of
// the SDK.
class SdkSink final : public SdkBuffer {
  public:
    explicit SdkSink(std::function<void(std::string_view)> on_piece)
        : SdkBuffer(std::ios_base::out), on_piece_(std::move(on_piece)) {}

  protected:
    pplx::task<std::size_t> _putn(const std::uint8_t* data, std::size_t size) override {
        on_piece_({reinterpret_cast<const char*>(data), size});
        return pplx::task_from_result(size);
    }

  private:
    const std::function<void(std::string_view)> on_piece_;
};

}  // namespace sealer::http
