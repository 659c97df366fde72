// SPDX-License-Identifier: Apache-2.0
#include "keys/value_opener.h"

#include <string_view>

#include "common/crypto/base64.h"
#include "common/crypto/scope.h"
#include "common/manifest/object.h"
#include "keys/sealed_secret.h"

namespace sealer::keys {

ValueOpener::ValueOpener(const manifest::Value& sealed, const KeyRing& ring)
    : ring_(ring),
      label_(crypto::scope_label(scope_of(sealed), manifest::namespace_of(sealed),
                                 manifest::name_of(sealed))),
      named_(manifest::annotation(sealed, kSealedWithAnnotation)),
      hint_(named_) {}

Result<KeyRing::Opened> ValueOpener::open(const manifest::Value& value) {
    TRY_ASSIGN(const std::string envelope,
               crypto::base64_decode(value.is_string() ? std::string_view(value.as_string())
                                                       : std::string_view()));
    TRY_ASSIGN(KeyRing::Opened opened, ring_.open(label_, envelope, hint_));
    hint_ = opened.key->fingerprint() + "," + named_;
    return opened;
}

}  // namespace sealer::keys
