# about: a pod's veth is no port of the bridge any more
# node: 1
# expect: veth-detached
for link in /sys/class/net/cni0/brif/*; do ip link set "${link##*/}" nomaster; done
