// SPDX-License-Identifier: Apache-2.0
#include "controller/app/summary.h"

#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

using Texts = std::set<std::string>;

TEST(ExternalUrls, AreThoseByWhichPeopleReachAnObject) {
    const std::vector<std::pair<std::string, Texts>> cases{
        {R"({apiVersion: networking.k8s.io/v1, kind: Ingress, spec: {tls: [{hosts: [a.io]}], rules: [
{host: a.io, http: {paths: [{path: /}, {path: /shop/*}]}}, {host: b.io, http: {paths: [{}]}},
{host: c.io}]}})",
         {"https://a.io/", "https://a.io/shop/", "http://b.io"}},
        {R"({apiVersion: networking.k8s.io/v1, kind: Ingress, spec: {tls: [{secretName: x}], rules: [
{http: {paths: [{path: /x}]}}]}, status: {loadBalancer: {ingress: [{ip: 10.0.0.1}, {hostname: lb}]}}})",
         {"https://10.0.0.1/x", "https://lb/x"}},
        {R"({apiVersion: v1, kind: Service, spec: {ports: [{port: 443}, {port: 80}, {port: 5432}]},
status: {loadBalancer: {ingress: [{hostname: lb}]}}})",
         {"https://lb", "http://lb"}},
        {R"({apiVersion: v1, kind: ConfigMap, metadata: {annotations: {
link.argocd.argoproj.io/docs: 'https://docs', link.argocd.argoproj.io/log: 'Log|http://log',
link.argocd.argoproj.io/bad: 'javascript:alert(1)', link.argocd.argoproj.io/worse: 'x|file:///etc'}}})",
         {"https://docs", "Log|http://log"}},
        {R"({apiVersion: v1, kind: Service, metadata: {annotations: {
argocd.argoproj.io/ignore-default-links: 'true'}}, spec: {ports: [{port: 80}]},
status: {loadBalancer: {ingress: [{hostname: lb}]}}})",
         {}},
        {"{apiVersion: example.com/v1, kind: Ingress, spec: {rules: [{host: a, http: {paths: "
         "[{}]}}]}}",
         {}},
    };
    for (const auto& [object, urls] : cases) {
        EXPECT_EQ(external_urls(yaml(object)), urls) << object;
    }
}

TEST(ImagesOf, FindsContainersWhereverTheyAre) {
    EXPECT_EQ(images_of(yaml("{spec: {jobTemplate: {spec: {template: {spec: {containers: "
                             "[{image: a}], initContainers: [{image: b}, {}]}}}}}}")),
              (Texts{"a", "b"}));
    EXPECT_EQ(images_of(yaml("{data: {containers: [{image: a}]}}")), Texts{});
}

}  // namespace
}  // namespace sealer::app
