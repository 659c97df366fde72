// SPDX-License-Identifier: Apache-2.0
// The cases' outcomes are those of a kube-apiserver 1.20, but for what later versions decide
// otherwise: empty objects and null count as fields of who applies them, and applied lists keep
// their order.
#include "controller/standalone/managed_fields.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/manifest/builtin_defaults.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "controller/standalone/validation.h"

namespace sealer::standalone {
namespace {

using manifest::Array;
using manifest::Member;
using manifest::Object;
using manifest::Schema;
using manifest::Value;
using testing::HasSubstr;

Value json(std::string_view text) {
    return manifest::parse_json(text).value();
}

WallTime second(int offset) {
    return parse_time("2026-01-02T03:04:05Z").value() + std::chrono::seconds(offset);
}

// Who owns what, as {"manager operation": fieldsV1}.
Value managers_of(const Value& object) {
    Object managers;
    for (const Value& entry : manifest::elements(object.get("metadata", "managedFields"))) {
        managers.append(
            std::string(entry.text("manager")) + " " + std::string(entry.text("operation")),
            *entry.get("fieldsV1"));
    }
    return managers;
}

Value without_managers(Value object) {
    object["metadata"].as_object().erase("managedFields");
    object.as_object().erase("status");
    return object;
}

// What a request makes of an object before it is stored.
void admit(Value& object, const Schema& schema) {
    prune_unknown(object, schema);
    if (schema.reference.empty()) {
        apply_defaults(object, schema);
    } else {
        apply_builtin_defaults(object);
    }
}

class Replay {
  public:
    explicit Replay(const Value& test_case) {
        const Value& first = *test_case.get("steps")->as_array().at(0).get("object");
        if (const Value* custom = test_case.get("schema")) {
            document_ = manifest::SchemaDocument::parse(*custom).value();
            schema_ = document_->root();
        } else {
            schema_ = manifest::builtin_schema(manifest::type_of(first));
        }
    }

    // What the step comes to, in the form of the cases' `expected`.
    Value run(const Value& step) {
        const Writer writer{std::string(step.text("manager")),
                            std::string(step.text("object", "apiVersion")), "", second(steps_++)};
        Value object = *step.get("object");
        const Value* live = live_.is_null() ? nullptr : &live_;
        if (step.text("do") == "apply") {
            auto applied = server_side_apply(live, object, schema_, writer, step.flag("force"));
            if (!applied) {
                return Object{{"error", applied.error().message}};
            }
            if (!applied->object) {
                return conflicts(*applied);
            }
            object = *std::move(applied->object);
            admit(object, *schema_);
        } else {
            admit(object, *schema_);
            track_update(object, live, schema_, writer);
        }
        live_ = object;
        return Object{{"object", without_managers(object)}, {"managers", managers_of(object)}};
    }

  private:
    static Value conflicts(const Applied& applied) {
        Array list;
        for (const ApplyConflict& conflict : applied.conflicts) {
            list.push_back(Array{"conflict with " + conflict.manager, conflict.field});
        }
        return Object{{"conflicts", std::move(list)}};
    }

    std::shared_ptr<const manifest::SchemaDocument> document_;
    const Schema* schema_ = nullptr;
    Value live_;
    int steps_ = 0;
};

TEST(ManagedFields, ComeOutAsTheApiServerKeepsThem) {
    std::ifstream file(SEALER_TEST_DATA "/managed_fields/cases.json");
    std::stringstream text;
    text << file.rdbuf();
    const Value cases = json(text.str());
    for (const Value& test_case : cases.as_array()) {
        Replay replay(test_case);
        int number = 0;
        for (const Value& step : test_case.get("steps")->as_array()) {
            SCOPED_TRACE(std::string(test_case.text("name")) + ", step " +
                         std::to_string(++number));
            const Value outcome = replay.run(step);
            for (const Member& expected : step.get("expected")->as_object()) {
                const Value* actual = outcome.get(expected.key);
                ASSERT_NE(actual, nullptr) << manifest::write_json(outcome);
                EXPECT_EQ(*actual, expected.value)
                    << "is:     " << manifest::canonical_json(*actual) << "\nbut was to be "
                    << manifest::canonical_json(expected.value);
            }
        }
    }
}

}  // namespace
}  // namespace sealer::standalone
