// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/service_addresses.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "common/base/random.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::elements;
using manifest::Value;

namespace {

constexpr std::uint64_t kAddresses = 65'534;  // 10.96.0.1 is the API server's own
constexpr std::int64_t kFirstNodePort = 30'000;
constexpr std::uint64_t kNodePorts = 2'768;

std::string address(std::uint64_t index) {
    return "10.96." + std::to_string(index / 256) + "." + std::to_string(index % 256);
}

std::optional<std::string> free_address(const std::set<std::string, std::less<>>& taken) {
    const std::uint64_t start = random_below(kAddresses);
    for (std::uint64_t i = 0; i < kAddresses; ++i) {
        const std::uint64_t index = 1 + (start + i) % kAddresses;
        if (index > 1 && !taken.contains(address(index))) {
            return address(index);
        }
    }
    return std::nullopt;
}

FieldError taken_error(const std::string& field, const std::string& value) {
    return {field, "FieldValueInvalid",
            field + ": Invalid value: " + value + ": provided value is already allocated"};
}

void allocate_ip(Value& service, const std::vector<const Value*>& others,
                 std::vector<FieldError>& errors) {
    Value& spec = service["spec"];
    std::string ip(spec.text("clusterIP"));
    if (ip != "None") {
        std::set<std::string, std::less<>> taken;
        for (const Value* other : others) {
            taken.emplace(other->text("spec", "clusterIP"));
        }
        if (ip.empty()) {
            ip = free_address(taken).value_or("");
        } else if (taken.contains(ip)) {
            errors.push_back(taken_error("spec.clusterIP", "\"" + ip + "\""));
        }
        if (ip.empty()) {
            errors.push_back({"spec.clusterIP", "InternalError",
                              "spec.clusterIP: Internal error: no free address left"});
        }
    }
    spec["clusterIP"] = Value(ip);
    spec["clusterIPs"] = Array{Value(ip)};
    if (spec.get("ipFamilies") == nullptr) {
        spec["ipFamilies"] = Array{Value("IPv4")};
    }
    if (spec.get("ipFamilyPolicy") == nullptr) {
        spec["ipFamilyPolicy"] = Value("SingleStack");
    }
}

void allocate_node_ports(Value& service, const std::vector<const Value*>& others,
                         std::vector<FieldError>& errors) {
    std::set<std::int64_t> taken;
    for (const Value* other : others) {
        for (const Value& port : elements(other->get("spec", "ports"))) {
            taken.insert(port.integer_or(0, "nodePort"));
        }
    }
    Value* ports = service.get("spec", "ports");
    if (ports == nullptr || !ports->is_array()) {
        return;
    }
    for (std::size_t i = 0; i < ports->as_array().size(); ++i) {
        Value& port = ports->as_array()[i];
        std::int64_t number = port.integer_or(0, "nodePort");
        if (number != 0 && taken.contains(number)) {
            errors.push_back(taken_error("spec.ports[" + std::to_string(i) + "].nodePort",
                                         std::to_string(number)));
        }
        const std::uint64_t start = random_below(kNodePorts);
        for (std::uint64_t offset = 0; number == 0 && offset < kNodePorts; ++offset) {
            const std::int64_t candidate =
                kFirstNodePort + static_cast<std::int64_t>((start + offset) % kNodePorts);
            number = taken.contains(candidate) ? 0 : candidate;
        }
        taken.insert(number);
        port["nodePort"] = Value(number);
    }
}

}  // namespace

std::vector<FieldError> allocate_addresses(Value& service,
                                           const std::vector<const Value*>& others) {
    std::vector<FieldError> errors;
    const std::string type(service.text("spec", "type"));
    if (type == "ExternalName" || service.get("spec") == nullptr) {
        return errors;
    }
    allocate_ip(service, others, errors);
    if (type == "NodePort" || type == "LoadBalancer") {
        allocate_node_ports(service, others, errors);
    }
    return errors;
}

}  // namespace sealer::standalone
