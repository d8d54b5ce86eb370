"""Kubernetes manifests, by the schemas of Kubernetes, Strimzi and KEDA, and by each other."""
import json
import re
import tempfile
import unittest
from pathlib import Path

import jsonschema

from .places import DEPLOY, SCHEMAS, documents, needs, run, tool

FOLDER = DEPLOY / "kubernetes"
KUSTOMIZATIONS = [FOLDER, FOLDER / "kafka"]


def manifests():
    """What the kustomizations name, file by file, without what kustomize makes of it."""
    found = []
    for folder in KUSTOMIZATIONS:
        for name in documents(folder / "kustomization.yaml")[0]["resources"]:
            found += [(folder / name, document) for document in documents(folder / name)]
    return found


class Manifests(unittest.TestCase):
    def setUp(self):
        self.all = manifests()
        self.by_kind = {}
        for _, one in self.all:
            self.by_kind.setdefault(one["kind"], []).append(one)

    def test_every_file_is_named(self):
        named = {path for path, _ in self.all} | {FOLDER / "hazardfleet.yaml"}
        there = {path for path in FOLDER.rglob("*.yaml") if path.name != "kustomization.yaml"}
        self.assertEqual(there, named)

    @needs("kubernetes-validate", "PyPI: kubernetes-validate")
    def test_kubernetes_schemas_hold(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "all.yaml"
            path.write_text("---\n".join(json.dumps(one) + "\n" for _, one in self.all if self.is_builtin(one)))
            done = run(tool("kubernetes-validate"), "--strict", path)
            said = done.stdout + done.stderr
            self.assertEqual(done.returncode, 0, said)
            self.assertEqual(said.count(" passed "), sum(self.is_builtin(one) for _, one in self.all), said)

    def test_strimzi_and_keda_schemas_hold(self):
        schemas = {}
        for path in SCHEMAS.glob("*.json"):
            held = json.loads(path.read_text())
            schemas[held["apiVersion"], held["kind"]] = self.strict(held["schema"])
        for path, one in self.all:
            if self.is_builtin(one):
                continue
            with self.subTest(f"{path.name}: {one['metadata']['name']}"):
                self.assertIn((one["apiVersion"], one["kind"]), schemas)
                jsonschema.validate(one, schemas[one["apiVersion"], one["kind"]])

    @needs("kubectl", "Kubernetes' client")
    def test_kustomize_takes_them(self):
        for folder in KUSTOMIZATIONS:
            done = run(tool("kubectl"), "kustomize", folder)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_pods_are_restricted(self):
        """What the namespace enforces (pod-security.kubernetes.io/enforce: restricted), and a root that is read only."""
        for name, pod in self.pods():
            with self.subTest(name):
                self.assertTrue(pod["securityContext"]["runAsNonRoot"])
                self.assertEqual(pod["securityContext"]["seccompProfile"], {"type": "RuntimeDefault"})
                self.assertFalse(pod["automountServiceAccountToken"])
                for container in pod["containers"]:
                    context = container["securityContext"]
                    self.assertFalse(context["allowPrivilegeEscalation"])
                    self.assertTrue(context["readOnlyRootFilesystem"])
                    self.assertEqual(context["capabilities"], {"drop": ["ALL"]})
                    self.assertIn("memory", container["resources"]["limits"])

    def test_what_pods_mount_is_there(self):
        claims = {one["metadata"]["name"] for one in self.by_kind["PersistentVolumeClaim"]}
        maps = {one["name"] for one in documents(FOLDER / "kustomization.yaml")[0]["configMapGenerator"]}
        for name, pod in self.pods():
            with self.subTest(name):
                volumes = {volume["name"]: volume for volume in pod["volumes"]}
                for container in pod["containers"]:
                    self.assertLessEqual({mount["name"] for mount in container["volumeMounts"]}, set(volumes))
                for volume in volumes.values():
                    if "persistentVolumeClaim" in volume:
                        self.assertIn(volume["persistentVolumeClaim"]["claimName"], claims)
                    if "configMap" in volume:
                        self.assertIn(volume["configMap"]["name"], maps)

    def test_services_run_with_probes_and_budgets(self):
        selected = [one["spec"]["selector"]["matchLabels"] for one in self.by_kind["PodDisruptionBudget"]]
        for one in self.by_kind["StatefulSet"]:
            with self.subTest(one["metadata"]["name"]):
                template = one["spec"]["template"]
                self.assertIn(one["spec"]["selector"]["matchLabels"], selected)
                self.assertLessEqual(
                    one["spec"]["selector"]["matchLabels"].items(), template["metadata"]["labels"].items())
                container = template["spec"]["containers"][0]
                for probe, path in (("startupProbe", "healthz"), ("livenessProbe", "healthz"), ("readinessProbe", "readyz")):
                    self.assertEqual(container[probe]["httpGet"]["path"], f"/{path}")

    def test_network_policies_reach_everybody_who_runs(self):
        labels = {pod_labels["app.kubernetes.io/name"] for _, pod_labels in self.labels()}
        named = set(re.findall(r"hazard-[a-z]+", json.dumps([one["spec"] for one in self.by_kind["NetworkPolicy"]])))
        self.assertEqual(named, labels)
        self.assertTrue(any(one["spec"]["podSelector"] == {} for one in self.by_kind["NetworkPolicy"]))

    def test_workers_are_scaled_to_no_more_than_there_are_partitions(self):
        scaled = self.by_kind["ScaledObject"][0]["spec"]
        bulk = next(one for one in self.by_kind["KafkaTopic"] if one["metadata"]["name"] == "hazardfleet.tasks.bulk")
        self.assertEqual(scaled["maxReplicaCount"], bulk["spec"]["partitions"])
        names = {(one["kind"], one["metadata"]["name"]) for _, one in self.all}
        self.assertIn((scaled["scaleTargetRef"]["kind"], scaled["scaleTargetRef"]["name"]), names)

    def pods(self):
        for kind in ("StatefulSet", "CronJob"):
            for one in self.by_kind[kind]:
                spec = one["spec"]["jobTemplate"]["spec"] if kind == "CronJob" else one["spec"]
                yield one["metadata"]["name"], spec["template"]["spec"]

    def labels(self):
        for kind in ("StatefulSet", "CronJob"):
            for one in self.by_kind[kind]:
                spec = one["spec"]["jobTemplate"]["spec"] if kind == "CronJob" else one["spec"]
                yield one["metadata"]["name"], spec["template"]["metadata"]["labels"]

    @staticmethod
    def is_builtin(one):
        return not re.search(r"strimzi|keda", one["apiVersion"])

    @classmethod
    def strict(cls, schema):
        """Unknown fields are pruned by a server; here they are mistakes."""
        if isinstance(schema, list):
            return [cls.strict(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        held = {key: cls.strict(value) for key, value in schema.items()}
        open_ended = held.get("x-kubernetes-preserve-unknown-fields") or "additionalProperties" in held
        if isinstance(held.get("properties"), dict) and not open_ended:
            held["additionalProperties"] = False
        return held
