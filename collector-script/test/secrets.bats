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

# Each line holds hunter2 where the secret is; what stands behind ` => ` is left of it.
shapes() {
    cat <<'END'
curl -u admin:hunter2 http://10.0.0.1/ => curl -u admin:*** http://10.0.0.1/
curl --user=admin:hunter2 -sS => curl --user=admin:*** -sS
curl -H Authorization: Basic hunter2== -v => curl -H Authorization: Basic *** -v
curl -H Authorization: hunter2 -v => curl -H Authorization: *** -v
GET /v1 Cookie: sid=hunter2 => GET /v1 Cookie: ***
redis://:hunter2@10.0.0.3:6379/0 => redis://:***@10.0.0.3:6379/0
https://store/x?sv=2020&sig=hunter2%3D&se=1 => https://store/x?sv=2020&sig=***&se=1
mysql -h db -uroot -phunter2 app => mysql -h db -uroot -p*** app
sshpass -p hunter2 ssh root@10.0.0.1 => sshpass -p*** ssh root@10.0.0.1
docker login -u robot -p hunter2 reg => docker login -u robot -p*** reg
redis-cli -h db -a hunter2 ping => redis-cli -h db -a *** ping
ldapsearch -x -D cn=a -w hunter2 -b dc=b => ldapsearch -x -D cn=a -w *** -b dc=b
ipmitool -H bmc -U root -P hunter2 chassis => ipmitool -H bmc -U root -P *** chassis
snmpwalk -v2c -c hunter2 10.0.0.1 => snmpwalk -v2c -c *** 10.0.0.1
java -Djavax.net.ssl.keyStorePassword=hunter2 -jar a.jar => java -Djavax.net.ssl.keyStorePassword=*** -jar a.jar
openssl req -passin pass:hunter2x => openssl req -passin pass:***
agent --pass=hunter2 --pass hunter2 --db-pwd hunter2 => agent --pass=*** --pass *** --db-pwd ***
REDIS_PASS=hunter2 DB_PWD=hunter2 AWS_SECRET_ACCESS_KEY=hunter2 x => REDIS_PASS=*** DB_PWD=*** AWS_SECRET_ACCESS_KEY=*** x
client-key-data: hunter2== => client-key-data: ***
PrivateKey=hunter2= => PrivateKey=***
PresharedKey=hunter2= => PresharedKey=***
psk: hunter2 => psk: ***
etcd { credentials reader hunter2 } => etcd { credentials reader *** }
jwt eyJhbGciOiJSUzI1NiJ9.hunter2.abc_-9 end => jwt *** end
kubeadm join 10.0.0.1:6443 abcdef.0hunter2abcdefgh now => kubeadm join 10.0.0.1:6443 *** now
aws AKIAHUNTER2HUNTER2XX in a log => aws *** in a log
git ghp_hunter2hunter2hunter2hunter2hunter2 => git ***
docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 => docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080
[ERROR] plugin/errors: 2 a.example. A: read udp 10.244.0.2:40000->10.0.0.2:53: i/o timeout => [ERROR] plugin/errors: 2 a.example. A: read udp 10.244.0.2:40000->10.0.0.2:53: i/o timeout
kube-apiserver --service-account-key-file=/etc/sa.pub --bypass=1 => kube-apiserver --service-account-key-file=/etc/sa.pub --bypass=1
E0101 token expired, password rejected for user => E0101 token expired, password rejected for user
END
}

all_shapes() { # SED
    sed "s|^    sed -E |    $1 -E |" "$COLLECTOR" >"$BATS_TEST_TMPDIR/script"
    shapes | sed 's/ => .*//' | COLLECTOR=$BATS_TEST_TMPDIR/script masked | diff - <(shapes | sed 's/.* => //')
}

@test "shapes of secrets" { all_shapes sed; }
@test "shapes of secrets: sed of busybox" { all_shapes 'busybox sed'; }

key_of_many_lines() { # SED
    sed "s|^    sed -E |    $1 -E |" "$COLLECTOR" >"$BATS_TEST_TMPDIR/script"
    run env COLDTRACE_TEST=1 sh -c '. "$0"; mask' "$BATS_TEST_TMPDIR/script" <<'END'
key: |
  -----BEGIN RSA PRIVATE KEY-----
  Proc-Type: 4,ENCRYPTED

  hunter2hunter2hunter2hunter2hunter2hunter2hunter2
  hunter2=
  -----END RSA PRIVATE KEY-----
level: info
    "args": [
      "--token",
      "hunter2",
      "--port",
      "80"
    ]
2026-01-01T00:00:00.1Z stderr F -----BEGIN EC PRIVATE KEY-----
2026-01-01T00:00:00.1Z stderr F hunter2hunter2
2026-01-01T00:00:00.2Z stderr F the log goes on.
END
    [ "$status" -eq 0 ]
    [[ $output != *hunter2* ]]
    [ "${#lines[@]}" -eq 16 ] # bats leaves empty lines out
    [[ $output == *"  -----END RSA PRIVATE KEY-----"*"level: info"*'"--port",'*'"80"'*'stderr F the log goes on.'* ]]
}

@test "lines of a private key, arguments in a list" { key_of_many_lines sed; }
@test "lines of a private key, arguments in a list: sed of busybox" { key_of_many_lines 'busybox sed'; }

@test "secrets among the kernel's parameters" {
    run sh -c 'COLDTRACE_TEST=1 . "$0"; printf "%s\n" "net.ipv4.ip_forward = 1" "net.ipv4.tcp_fastopen_key = 0a-0b" "net.ipv6.conf.eth0.stable_secret = fe80::1" | filter sysctl-a' "$COLLECTOR"
    [ "${lines[0]}" = 'net.ipv4.ip_forward = 1' ]
    [ "${lines[1]}" = 'net.ipv4.tcp_fastopen_key = ***' ]
    [ "${lines[2]}" = 'net.ipv6.conf.eth0.stable_secret = ***' ]
}
