# about: a blackhole route of a CNI that was removed covers a peer's pods
# node: 2
# expect: leftover-blackhole-route
route=$(ip route show dev "$TUNNEL" | awk '/ via / { print $1; exit }')
ip route add blackhole "${route%.*}.0/25"
ip route add blackhole "${route%.*}.128/25"
