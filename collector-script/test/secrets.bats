#!/usr/bin/env bats
# Secrets do not leave the node.

load collector_runs

masked() { COLDTRACE_TEST=1 sh -c '. "$0"; mask' "$COLLECTOR"; }

@test "arguments" {
    run masked <<'END'
1 0 root S agent /usr/bin/agent --token=abc123 --password s3cret -v --secret-key=xyz --port=80
2 0 root S curl curl -H Authorization: Bearer abc.def http://user:hunter2@10.0.0.1/
3 0 root S kubelet kubelet --bootstrap-kubeconfig=/etc/x.conf --tls-private-key-file=/etc/kubernetes/pki/k.key
END
    [[ ${lines[0]} == *'--token=*** --password *** -v --secret-key=*** --port=80' ]]
    [[ ${lines[1]} == *'Bearer *** http://user:***@10.0.0.1/' ]]
    [[ ${lines[2]} == *'--bootstrap-kubeconfig=/etc/x.conf --tls-private-key-file=/etc/kubernetes/pki/k.key' ]]
}

@test "JSON stays JSON, line by line" {
    masked >"$BATS_TEST_TMPDIR/masked" <<'END'
{
  "metadata": {"annotations": {
    "kubectl.kubernetes.io/last-applied-configuration": "{\"data\":{\"password\":\"hunter2\"}}\n"
  }},
  "data": {
    "db.password": "hunter2\"x",
    "config": "user: a\npassword: hunter2\ntoken = x\nurl: http://a:hunter2@b/\n",
    "inner": "{\"apiKey\": \"hunter2\", \"net\": 1}",
    "net-conf.json": "{\n  \"Network\": \"172.27.0.0/16\"\n}\n"
  },
  "env": [
    {
      "name": "DB_PASSWORD",
      "value": "hunter2"
    }
  ],
  "secret": null,
  "automountServiceAccountToken": true
}
END
    python3 - "$BATS_TEST_TMPDIR/masked" <<'END'
import json, sys
text = open(sys.argv[1]).read()
value = json.loads(text)
assert "hunter2" not in text, text
assert json.loads(value["data"]["net-conf.json"])["Network"] == "172.27.0.0/16"
assert json.loads(value["data"]["inner"])["net"] == 1
assert value["secret"] is None and value["automountServiceAccountToken"] is True
assert len(text.splitlines()) == 19
END
}
