# about: one node's kube-proxy hangs since before the DNS service was made: no rule leads to it
# node: 3
# expect: kube-proxy-stale
kill -STOP "$(pgrep -x kube-proxy)"
iptables-save -t nat | grep -v 'kube-system/kube-dns' | iptables-restore
