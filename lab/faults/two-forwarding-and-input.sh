# about: two faults: one node forwards nothing, another one drops the VXLAN port in INPUT
# node: 2
# where: machine
# expect: ip-forward-disabled + input-blocks-vxlan
"$LAB" inject ip-forward-runtime --node "$NODE"
"$LAB" inject vxlan-blocked-input --node "$PEER"
