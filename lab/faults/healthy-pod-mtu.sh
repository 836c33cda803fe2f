# about: pods send 1500 bytes, the tunnel takes 1450, and the nodes say so to them
# where: machine
# expect: healthy
for node in $NODES; do
    "$LAB" exec "$node" -- sh -eu <<'NODE'
    for device in cni0 $(ls /sys/class/net | grep '^veth'); do ip link set "$device" mtu 1500; done
    for pid in $(pgrep -x pause); do
        [ "$(readlink "/proc/$pid/ns/net")" = "$(readlink /proc/self/ns/net)" ] || nsenter -t "$pid" -n ip link set eth0 mtu 1500
    done
NODE
done
