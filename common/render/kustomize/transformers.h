// SPDX-License-Identifier: Apache-2.0
// The transformers: each changes a list of resources, and stands in a file of its own. The table in
// steps.cpp says in which order a kustomization uses them; those at the end work on the whole list
// once (finish.cpp). What one adds is paid for out of `budget`. Errors are kInvalid and name the
// resource.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/render/budget.h"
#include "common/render/kustomize/field_spec.h"
#include "common/render/kustomize/kustomization.h"
#include "common/render/kustomize/patch_text.h"
#include "common/render/kustomize/resource.h"
#include "common/render/kustomize/schemas.h"
#include "common/render/kustomize/transformer_config.h"

namespace sealer::kustomize {

// Of the list that is to be changed: a part is given where the rest has been through the same step
// before, so that what names a resource that is not there means one of the rest.
enum class Extent { kWhole, kPart };

// --- patch.cpp -------------------------------------------------------------------------------

// A patch with its text read: what `patch` holds, wherever it stood.
struct LoadedPatch {
    std::shared_ptr<PatchText> text;
    std::string where;  // for messages: "patches[2]" or a file's path
    std::optional<Selector> target;
    bool allow_name_change = false;
    bool allow_kind_change = false;
};
// By the field of the kustomization that they stand in.
using LoadedPatches = std::map<std::string, std::vector<LoadedPatch>, std::less<>>;

// The entries of `patches`: each a strategic merge patch or JSON6902 operations, as its text shows.
[[nodiscard]] Status apply_patches(Resources& resources, const std::vector<LoadedPatch>& patches,
                                   const Schemas& schemas, render::Budget& budget,
                                   Extent extent = Extent::kWhole);
// The entries of `patchesStrategicMerge`: each document must match just one resource by its id.
[[nodiscard]] Status apply_merge_patches(Resources& resources,
                                         const std::vector<LoadedPatch>& patches,
                                         const Schemas& schemas, render::Budget& budget,
                                         Extent extent = Extent::kWhole);
// An entry of `patchesJson6902`: the target names one resource, or none is patched.
[[nodiscard]] Status apply_json6902_patch(Resources& resources, const LoadedPatch& patch,
                                          const Schemas& schemas, render::Budget& budget);

// --- namespace.cpp ---------------------------------------------------------------------------

enum class SubjectRule { kDefaultOnly, kAllServiceAccounts, kNone };
struct NamespaceRule {
    std::string namespace_;
    FieldSpecs fields;  // besides metadata.namespace
    SubjectRule subjects = SubjectRule::kDefaultOnly;
    bool unset_only = false;  // leaves the namespaces that are there
};
// Moves all that is not cluster-scoped; kInvalid where two resources become one id.
[[nodiscard]] Status set_namespace(Resources& resources, const NamespaceRule& rule,
                                   const Schemas& schemas, render::Budget& budget);

// --- name_affix.cpp --------------------------------------------------------------------------

[[nodiscard]] Status add_prefix(Resources& resources, std::string_view prefix,
                                const FieldSpecs& fields, render::Budget& budget);
[[nodiscard]] Status add_suffix(Resources& resources, std::string_view suffix,
                                const FieldSpecs& fields, render::Budget& budget);

// --- labels.cpp ------------------------------------------------------------------------------

// Sets each pair in the mappings at `fields`: labels, selectors and annotations alike.
[[nodiscard]] Status set_pairs(Resources& resources, const TextMap& pairs, const FieldSpecs& fields,
                               render::Budget& budget);
// Which fields an entry of `labels` is for.
[[nodiscard]] Result<FieldSpecs> label_fields(const LabelRule& rule,
                                              const TransformerConfig& config);

// --- replicas.cpp, image.cpp -----------------------------------------------------------------

// kInvalid where no resource of that name has replicas.
[[nodiscard]] Status set_replicas(Resources& resources, const ReplicaRule& rule,
                                  const FieldSpecs& fields, render::Budget& budget,
                                  Extent extent = Extent::kWhole);
// All rules, one after the other.
[[nodiscard]] Status set_images(Resources& resources, const std::vector<ImageRule>& rules,
                                const FieldSpecs& fields, render::Budget& budget);

// --- replacement.cpp -------------------------------------------------------------------------

// Copies one field into others. `replacement` holds its source and targets itself (no path).
[[nodiscard]] Status apply_replacement(Resources& resources, const Replacement& replacement,
                                       const Schemas& schemas, render::Budget& budget);

// --- hash.cpp, name_reference.cpp, variables.cpp: once, on the whole list ----------------------

// Puts the hash of its contents behind the name of each resource that wants it.
[[nodiscard]] Status append_hashes(Resources& resources, render::Budget& budget);
// The names in a list, as they were when this was made, for following them from the outside.
class NameFixer {
  public:
    // `rules` and `schemas` must outlive it.
    NameFixer(const std::vector<ReferenceRule>& rules, const Schemas& schemas);
    ~NameFixer();
    NameFixer(const NameFixer&) = delete;
    NameFixer& operator=(const NameFixer&) = delete;

    // Once, before all else.
    [[nodiscard]] Status fill(const Resources& resources, render::Budget& budget);
    // Follows changed names in a resource that was in the list, or that is called as one was.
    [[nodiscard]] Status fix(ResourcePtr& slot, render::Budget& budget);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};
// The same for a whole list: follows changed names wherever one resource names another.
[[nodiscard]] Status fix_references(Resources& resources, const std::vector<ReferenceRule>& rules,
                                    const Schemas& schemas, render::Budget& budget);

// Adds variables to those of the bases. kInvalid for a name that is there already.
[[nodiscard]] Status merge_variables(std::vector<Variable>& into, const std::vector<Variable>& from,
                                     render::Budget& budget);
// Notes in the resource that the variable means that it stands for a field of it, whose value is
// read when variables are expanded: what happens to the resource meanwhile counts. kInvalid where
// more than one resource matches; none is told then.
[[nodiscard]] Status bind_variable(const Variable& variable, Resources& resources,
                                   const Schemas& schemas, render::Budget& budget);
// Puts values in place of $(NAME) in the fields. kInvalid for a variable that was bound to nothing,
// or to a resource that has not the field.
[[nodiscard]] Status expand_variables(Resources& resources, const std::vector<Variable>& variables,
                                      const FieldSpecs& fields, render::Budget& budget);

// --- order.cpp -------------------------------------------------------------------------------

// Puts field specs in the legacy order of their types.
void sort_by_type(FieldSpecs& specs);
// `options` null: kustomize's default, which is the legacy order. kInvalid for an unknown order.
[[nodiscard]] Status sort_resources(Resources& resources, const SortOptions* options);

}  // namespace sealer::kustomize
